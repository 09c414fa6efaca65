import { randomUUID } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { utf8 } from "@mvcrs/canonical";
import { copyLog, readLog, verifyLog } from "@mvcrs/chain";
import { assertSound, counterKeys, mvcrsEventSchema } from "@mvcrs/escalation";
import { replaceFile } from "@mvcrs/files";
import { type Context, defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { doubtOf } from "../../session.ts";
import { count, plural } from "../../ui/numbers.ts";
import { type Copied, copyFile, filesBelow } from "./copy-tree.ts";
import { type Manifest, manifestName } from "./manifest.ts";
import { isOfVault, journalOf, vaultOf } from "./vault-copy.ts";
import { writeMeta } from "./write-meta.ts";

export const backupCommand = defineCommand({
  command: "backup <dir>",
  describe: "Copy the root into a new folder while writers write, and verify the copy",
  options: (yargs) =>
    yargs.positional("dir", {
      type: "string",
      demandOption: true,
      describe: "A folder that is not there yet",
    }),
  async run({ dir }, context) {
    const folder = resolve(context.io.cwd, dir);
    // A database that is lost is when a copy is wanted most.
    await assertSound(context);
    const doubt = await doubtOf(context);
    await assertFree(folder, context);
    // Under another name until it is whole: a folder of this name is a finished backup.
    const partial = `${folder}.partial-${randomUUID()}`;
    const { manifest, findings } = await copyRoot(context, partial).catch(async (thrown: unknown) => {
      // Of no use to anybody, and mostly it is the disk that is full.
      await rm(partial, { recursive: true, force: true });
      throw thrown;
    });
    await context.disk.rename(partial, folder);
    await context.disk.syncFolder(dirname(folder));
    if (manifest.files.some(({ path }) => isKeyFile(path)))
      context.notice(`${folder} holds the key that signs checkpoints: keep it as safe as the key`);
    const head = `${plural(manifest.log.count, "entry", "entries")}, ${count(manifest.files.length)} files in ${folder}`;
    return {
      json: {
        ok: findings === 0,
        dir: folder,
        ...{
          count: manifest.log.count,
          chainHash: manifest.log.chain_hash,
          rootHash: manifest.log.root_hash,
        },
        ...{ files: manifest.files.length, findings, doubt },
      },
      text:
        findings === 0
          ? `ok: ${head}`
          : `NOT OK: ${plural(findings, "finding")} in the log that was copied: ${head}; \`mvcrs chain verify\` lists them`,
      exitCode: findings === 0 ? 0 : 1,
    };
  },
});

/** A secret key, also one that is about to sign checkpoints, or did before. */
const isKeyFile = (path: string): boolean => /\.key(?:\.next|\.[0-9a-f]{8})?$/.test(path);

/** @throws FILE_EXISTS, USAGE where the folder is inside what is copied */
async function assertFree(folder: string, { paths }: Context): Promise<void> {
  const inside = relative(paths.stateFolder, folder);
  if (inside === "" || !inside.startsWith(".."))
    throw cliErrors.create("USAGE", { problem: `${folder} is inside what is backed up` });
  const there = await readdir(folder).catch(() => null);
  if (there !== null) throw cliErrors.create("FILE_EXISTS", { file: folder });
}

/**
 * Everything beside the log first and the log last: whatever is written meanwhile only makes the log longer, so that it
 * holds all that the rest speaks of. Its end is synced before it is copied. The vault is looked at once more behind it.
 */
async function copyRoot(
  { paths, disk, clock }: Context,
  to: string,
): Promise<{ readonly manifest: Manifest; readonly findings: number }> {
  const { root, log, meta, folded, segments, segmentFolder } = paths;
  const files = new Map<string, Copied>();
  const copyAll = async (isWanted: (path: string) => boolean) => {
    for (const path of await filesBelow(root, [
      log,
      meta,
      folded,
      segments,
      segmentFolder,
      journalOf(paths),
    ])) {
      const copied = isWanted(path) ? await copyFile(disk, root, to, path) : undefined;
      if (copied !== undefined) files.set(path, copied);
    }
  };
  await copyAll(() => true);
  await using reader = await readLog({ path: log, metaPath: meta, schema: mvcrsEventSchema, counterKeys });
  const head = await reader.head();
  let isWhole = true;
  if (head.count > 0) {
    const handle = await disk.open(log, "update");
    await handle.sync().finally(() => handle.close());
    // From one moment, whoever rotates, compresses or moves segments meanwhile.
    const { copied, missing } = await copyLog({
      path: log,
      to: join(to, relative(root, log)),
      bytes: head.bytes,
      files: disk,
    });
    isWhole = missing.length === 0;
    for (const { path: target, ...copy } of copied) {
      const path = relative(to, target).replaceAll("\\", "/");
      files.set(path, { path, ...copy });
    }
    await writeMeta(disk, join(to, relative(root, meta)), reader, head);
  }
  const copy = { path: join(to, relative(root, log)), metaPath: join(to, relative(root, meta)) };
  const { findings, omitted } = await verifyLog({ ...copy, counterKeys });
  // Payloads are kept before their entries, and deleted after their redactions: those that came meanwhile are copied now, and
  // what the copied log redacts or does not know of is no part of the copy.
  // A key that took over meanwhile had another name before.
  await copyAll((path) => isKeyFile(path) || (isOfVault(path, paths) && !files.has(path)));
  // Without a segment, nobody knows what its entries keep there.
  const vault = isWhole ? await vaultOf(copy.path) : { superfluous: new Set<string>(), findings: [] };
  for (const path of vault.superfluous) {
    await disk.remove(path);
    files.delete(relative(to, path).replaceAll("\\", "/"));
  }
  const { count: entries, bytes, chainHash: chain_hash, rootHash: root_hash } = head;
  const manifest: Manifest = {
    version: 1,
    made_at: new Date(clock()).toISOString(),
    log: { count: entries, bytes, chain_hash, root_hash },
    files: [...files.values()],
  };
  await disk.makeFolder(to);
  await replaceFile(disk, join(to, manifestName), utf8(`${JSON.stringify(manifest, null, 2)}\n`));
  return { manifest, findings: findings.length + omitted + vault.findings.length };
}
