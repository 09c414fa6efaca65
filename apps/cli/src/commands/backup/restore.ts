import { join, relative, resolve } from "node:path";
import { copyLog, type LogReader, readLog, verifyLog } from "@mvcrs/chain";
import { verifyCheckpoint } from "@mvcrs/chain/note";
import {
  type ArtifactPaths,
  artifactPaths,
  counterKeys,
  inspectRoot,
  type MvcrsEvent,
  mvcrsEventSchema,
  nodeExists,
} from "@mvcrs/escalation";
import { type Context, defineCommand, type Outcome } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { plural } from "../../ui/numbers.ts";
import { printable } from "../../ui/table.ts";
import { chainFiles, readText, verifierKeys } from "../chain/chain-files.ts";
import { withKeys } from "../chain/chain-options.ts";
import { copyFile, digestOf, filesBelow } from "./copy-tree.ts";
import { readManifest } from "./manifest.ts";
import { describeFinding, isOfVault, journalOf, vaultOf } from "./vault-copy.ts";
import { writeMeta } from "./write-meta.ts";

export const restoreCommand = defineCommand({
  command: "restore <dir>",
  describe: "Put a backup, or a plain copy, in the place of a root that is gone; checks it first",
  options: (yargs) =>
    withKeys(yargs)
      .positional("dir", { type: "string", demandOption: true, describe: "A backup, or any copy of a root" })
      .option("against", {
        type: "string",
        array: true,
        requiresArg: true,
        default: [] as string[],
        describe: "File with a signed checkpoint from elsewhere; may be repeated",
      })
      .option("check", {
        type: "boolean",
        default: false,
        describe: "Restore nothing, only say what is there",
      }),
  async run({ dir, key, against, check }, context) {
    const from = resolve(context.io.cwd, dir);
    const copy = artifactPaths(from);
    const { paths } = context;
    if (!(await nodeExists(copy.log)))
      throw cliErrors.create("FILE_MISSING", { file: copy.log, hint: "Pass the folder of a backup." });
    const vault = await vaultOf(copy.log);
    const problems = [
      ...(await damagedFiles(from)),
      // One that is missing may have been deleted from the copy on purpose: redacting it again makes it official.
      ...vault.findings.filter(({ code }) => code !== "PAYLOAD_MISSING").map(describeFinding),
    ];
    const damage = await damageOf(copy);
    // What is no log cannot be compared with anything.
    if (damage.length > 0) return refused(from, null, [...problems, ...damage]);
    await using log = await openCopy(copy);
    const { count } = await log.head();
    const signed = await Promise.all(
      against.map(async (file) => ({
        file,
        note: await readText(resolve(context.io.cwd, file), "Pass a file with a signed checkpoint."),
      })),
    );
    const there = { ...context, paths: copy };
    const keys = signed.length === 0 ? [] : await verifierKeys(key, there, await chainFiles(there));
    for (const { file, note } of signed) {
      const { size, rootHash } = verifyCheckpoint(note, keys);
      problems.push(...(await compared(log, Number(size), Buffer.from(rootHash).toString("hex"), file)));
    }
    problems.push(...(await alreadyThere(log, paths, check)));
    if (problems.length > 0) return refused(from, count, problems);
    const contradictions = check ? [] : await put(copy, log, context, vault.superfluous);
    const notes = notesOn(vault, count);
    const next = `next: mvcrs rebuild${contradictions.length > 0 ? " --trust-log, once a person has found the log right" : ""}`;
    const head = plural(count, "entry", "entries");
    return {
      json: { ok: true, dir: from, count, problems, restored: !check, contradictions, notes },
      text: check
        ? [`ok: ${head} can be restored`, ...notes].join("\n")
        : [`restored ${head} into ${paths.root}`, ...contradictions.map(printable), ...notes, next].join(
            "\n",
          ),
    };
  },
});

/** `count` is null where the log of the copy is damaged. */
function refused(from: string, count: number | null, problems: readonly string[]): Outcome {
  const held = count === null ? "the log" : plural(count, "entry", "entries");
  return {
    json: { ok: false, dir: from, count, problems, restored: false, contradictions: [], notes: [] },
    text: [`NOT OK: nothing was restored (${held} in ${from})`, ...problems.map(printable)].join("\n"),
    exitCode: 1,
  };
}

/** Files of a backup that are not as its manifest says. @throws BACKUP_UNREADABLE */
async function damagedFiles(from: string): Promise<string[]> {
  const manifest = await readManifest(from);
  if (manifest === null) return [];
  const problems: string[] = [];
  const { meta, folded, vault } = artifactPaths(from);
  const ofVault = (path: string) => isOfVault(path, { root: from, vault });
  for (const { path, bytes, sha256 } of manifest.files) {
    // What the log commits to is held against the log, whatever the backup says of it.
    if (ofVault(path)) continue;
    const there = await digestOf(join(from, path));
    if (there === undefined) problems.push(`${path} is missing in the backup`);
    else if (there.bytes !== bytes || there.sha256 !== sha256)
      problems.push(`${path} was changed in the backup`);
  }
  const known = new Set(manifest.files.map(({ path }) => path));
  for (const path of await filesBelow(from, [meta, folded]))
    if (!known.has(path) && !ofVault(path)) problems.push(`${path} was put into the backup later`);
  return problems;
}

const openCopy = ({ log: path }: ArtifactPaths): Promise<LogReader<MvcrsEvent>> =>
  // Without its meta file: in a plain copy the two are of different moments.
  readLog({ path, metaPath: `${path}.none`, schema: mvcrsEventSchema, counterKeys });

/** What is wrong with the copied log itself, or with the checkpoint beside it. Half a line at its end is left out. */
async function damageOf({ log: path, checkpoint: checkpointPath }: ArtifactPaths): Promise<string[]> {
  const { findings, omitted } = await verifyLog({ path, metaPath: `${path}.none`, checkpointPath });
  const found = findings
    .filter(({ code }) => code !== "TORN_TAIL")
    .map(({ code, seq, offset, message }) => `entry ${seq} (byte ${offset}) ${code}: ${message}`);
  return omitted > 0 ? [...found, `and ${omitted} more`] : found;
}

/** What another knows of the log that the copy does not hold, or holds otherwise. */
async function compared(
  log: LogReader<MvcrsEvent>,
  size: number,
  rootHash: string,
  by: string,
): Promise<string[]> {
  const { count } = await log.head();
  if (size > count) return [`${by} knows of ${size} entries: ${size - count} newer ones are elsewhere`];
  return (await log.rootAt(size)) === rootHash
    ? []
    : [`${by} commits to other entries than the first ${size}`];
}

/** What a person has to know of the payloads that come with a copy. */
function notesOn(
  { payloads, superfluous, findings }: Awaited<ReturnType<typeof vaultOf>>,
  count: number,
): string[] {
  const missing = findings.filter(({ code }) => code === "PAYLOAD_MISSING").length;
  return [
    ...(superfluous.size === 0
      ? []
      : [`${plural(superfluous.size, "payload")} of the copy left out: redacted, or of no entry of its log`]),
    ...(missing === 0
      ? []
      : [
          `${plural(missing, "payload")} missing in the copy and not redacted: mvcrs chain verify lists them`,
        ]),
    ...(payloads === 0
      ? []
      : [
          `${plural(payloads, "payload")} as of ${plural(count, "entry", "entries")}: what was redacted later is back, and has to be redacted again`,
        ]),
  ];
}

/** What stands where the copy would go: nothing of it is ever written over. */
async function alreadyThere(
  log: LogReader<MvcrsEvent>,
  paths: ArtifactPaths,
  check: boolean,
): Promise<string[]> {
  const marked = await nodeExists(paths.mark);
  if (!(await nodeExists(paths.log)))
    return marked && !check ? [`${paths.mark} marks a root here; move it away to restore another`] : [];
  await using here = await readLog({ path: paths.log, metaPath: paths.meta });
  const [{ count: mine }, { count }] = [await here.head(), await log.head()];
  const size = Math.min(mine, count);
  if ((await here.rootAt(size)) !== (await log.rootAt(size)))
    return [`${paths.log} is another history: the two part within the first ${size} entries`];
  if (mine > count) return [`${paths.log} holds all of it and ${mine - count} newer entries`];
  // Without a mark it is what a restoring that was killed has left.
  return marked && !check
    ? [`${paths.log} holds the first ${mine} of the ${count} entries; move ${paths.root} away first`]
    : [];
}

/** Copies everything, the log behind the rest, the mark last; what then contradicts the log is a projection of another moment. */
async function put(
  copy: ArtifactPaths,
  log: LogReader<MvcrsEvent>,
  { paths, files, disk }: Context,
  without: ReadonlySet<string>,
): Promise<string[]> {
  const { root, log: path, meta, mark, folded, segments, segmentFolder } = copy;
  const others = [path, meta, mark, folded, segments, segmentFolder, journalOf(copy), ...without];
  for (const other of await filesBelow(root, others)) await copyFile(disk, root, paths.root, other);
  const head = await log.head();
  await copyLog({ path, to: paths.log, bytes: head.bytes, files: disk });
  await writeMeta(disk, paths.meta, log, head);
  await copyFile(disk, root, paths.root, relative(root, mark));
  const { contradictions } = await inspectRoot({ paths, files });
  return contradictions.map(({ path, problem }) => `${path} ${problem}`);
}
