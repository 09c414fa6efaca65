import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import type { TextFiles } from "@mvcrs/files";
import { escalationErrors } from "../../errors.ts";
import type { ArtifactPaths } from "../artifacts/paths.ts";
import { defaultConfig, type MvcrsConfig } from "../config/config.ts";
import { loadConfig } from "../config/config-file.ts";
import { type Beside, readBeside } from "./beside.ts";
import type { CheckpointKeys } from "./checkpoint-keys.ts";
import { contradictionsOf, type LogView } from "./contradictions.ts";
import { markedAbove } from "./find-root.ts";
import { assertAgreement, speaksOfEntries } from "./inspect-root.ts";
import { markShared } from "./is-marked-shared.ts";
import { keysInForce } from "./key-changes.ts";
import { readMark } from "./mark.ts";
import { freshMark, MarkKeeper } from "./mark-keeper.ts";
import { nodeExists } from "./node-exists.ts";

export interface MarkedOptions {
  readonly paths: ArtifactPaths;
  readonly files: TextFiles;
  readonly clock: () => number;
  readonly notice: (text: string) => void;
  /** The files made from the log may know more than the log: a person has found the log right. */
  readonly trustLog?: boolean;
  /** The log is in a database, and what was opened is a copy. */
  readonly shared?: boolean;
}

/**
 * Whether a writer may make the log. Asked before it is opened, so that a log that was deleted is not replaced by an
 * empty one, and no root begins by mistake inside another.
 *
 * @throws ROOT_LOG_MISSING, ROOT_ABOVE, ROOT_MARK_UNREADABLE
 */
export async function mayCreateLog({ paths, files, notice }: MarkedOptions): Promise<boolean> {
  const names = await files.list(paths.stateFolder);
  if (names.includes(basename(paths.log))) return false;
  const mark = await readMark(files, paths.mark);
  if (mark?.log.state === "begun") throw escalationErrors.create("ROOT_LOG_MISSING", { path: paths.log });
  if (speaksOfEntries(await besideOf({ paths, files }, await configOrNull({ paths, files }))))
    throw escalationErrors.create("ROOT_LOG_MISSING", { path: paths.log });
  if (mark !== null || names.includes(basename(paths.config))) return true;
  const above = await markedAbove(paths.root, nodeExists);
  if (above !== null) throw escalationErrors.create("ROOT_ABOVE", { root: paths.root, above });
  notice(`there was no root at ${paths.root}, so a new one begins there; is the path right?`);
  return true;
}

/**
 * What a writer does once it holds the log's lock: refuses a root that contradicts itself, marks one that has no mark,
 * and updates the mark from the log. A file that is only damaged is no reason to refuse: the writer makes it again.
 *
 * @throws ROOT_CONTRADICTED, ROOT_MARK_UNREADABLE
 */
export async function holdMark(
  options: MarkedOptions,
  log: LogView,
): Promise<{ readonly mark: MarkKeeper; readonly config: MvcrsConfig | null }> {
  const { paths, files, clock, notice, trustLog = false } = options;
  const config = await configOrNull(options);
  const beside = await besideOf(options, config);
  const origin = config?.log.origin ?? null;
  const inForce = await keysInForce(beside, log);
  const found = await contradictionsOf(beside, log, paths, { origin, inForce });
  const inTheWay = found.filter(({ kind }) => kind === "root" || (kind === "projection" && !trustLog));
  assertAgreement(paths, inTheWay);

  if (options.shared === true) await markShared(files, paths);
  const keeper = new MarkKeeper(
    { files, path: paths.mark },
    beside.mark ?? freshMark(clock(), config ?? defaultConfig()),
    beside.mark !== null,
  );
  if (beside.mark === null && log.count > 0)
    notice(`the root had no mark; ${paths.mark} is one, and belongs with the log from now on`);
  // The first checkpoint settles what the log is called, and who signs for it.
  const keys = inForce.keys ?? firstSigner(beside);
  await keeper.update({
    first: log.count === 0 ? null : await log.leafHash(0),
    ...(beside.mark?.key == null && origin !== null ? { origin } : {}),
    ...(keys === null ? {} : { keys }),
    ...(options.shared === true ? { shared: true } : {}),
  });
  return { mark: keeper, config };
}

/** The key that signed the checkpoint beside a log that has never changed it. */
function firstSigner({ checkpoint, keyText }: Beside): CheckpointKeys | null {
  return checkpoint === null || keyText === null
    ? null
    : { key: keyText.trim().split("\n")[0] ?? "", former: [] };
}

/** Marks a folder where nothing is logged yet. @throws ROOT_LOG_MISSING where something was */
export async function markFolder({ paths, files, clock }: MarkedOptions, config: MvcrsConfig): Promise<void> {
  if (speaksOfEntries(await besideOf({ paths, files }, config)))
    throw escalationErrors.create("ROOT_LOG_MISSING", { path: paths.log });
  const fresh = new MarkKeeper({ files, path: paths.mark }, freshMark(clock(), config, randomUUID()), false);
  await fresh.update({ first: null });
}

type Root = Pick<MarkedOptions, "paths" | "files">;

const besideOf = ({ paths, files }: Root, config: MvcrsConfig | null): Promise<Beside> =>
  readBeside(files, paths, { key: config?.log.key ?? null });

/** An emergency must not wait for a configuration to be fixed: the mark is kept without what it says. */
async function configOrNull({ paths, files }: Root): Promise<MvcrsConfig | null> {
  try {
    return (await loadConfig(files, paths.config)) ?? defaultConfig();
  } catch (thrown) {
    if (escalationErrors.is(thrown, "CONFIG_INVALID")) return null;
    throw thrown;
  }
}
