import { relative } from "node:path";
import { chainErrors } from "@mvcrs/chain";
import { isCodedError } from "@mvcrs/errors";
import type { TextFiles } from "@mvcrs/files";
import { escalationErrors } from "../../errors.ts";
import type { ArtifactPaths } from "../artifacts/paths.ts";
import { defaultConfig } from "../config/config.ts";
import { loadConfig } from "../config/config-file.ts";
import { readLedger } from "../read-ledger.ts";
import { type Beside, readBeside } from "./beside.ts";
import type { CheckpointKeys } from "./checkpoint-keys.ts";
import type { Contradiction } from "./contradiction.ts";
import { contradictionsOf, viewOf } from "./contradictions.ts";
import { keysInForce } from "./key-changes.ts";
import type { RootMark } from "./mark.ts";
import { assertLogIsHere, readStoreFile } from "./store-file.ts";

interface RootOptions {
  readonly paths: ArtifactPaths;
  readonly files: TextFiles;
  /** Asks the database of a root whose log is kept there; without it, such a root answers nothing that permits something. */
  readonly refresh?: (() => Promise<unknown>) | undefined;
}

/** What is known of a root and its log, before anything is believed of it. */
export interface RootReport {
  /** `null` for a root from before marks were written. */
  readonly mark: RootMark | null;
  /** The keys of the log's checkpoints; `null` before one was signed, and where the log and its mark do not agree on them. */
  readonly keys: CheckpointKeys | null;
  readonly contradictions: readonly Contradiction[];
}

/**
 * Looks whether there is a root with a log, or with a mark that vouches for a log not begun yet, and compares what
 * stands beside the log with it. Reads only; costs the same whatever the log's length.
 *
 * @throws ROOT_MISSING, ROOT_LOG_MISSING, ROOT_MARK_UNREADABLE, CONFIG_INVALID, FILE_FAILED
 */
export async function inspectRoot(options: RootOptions): Promise<RootReport> {
  const first = await inspectOnce(options);
  // A first append may have begun between reading the mark and reading the log.
  return first.contradictions.length === 0 ? first : inspectOnce(options);
}

async function inspectOnce({ paths, files }: RootOptions): Promise<RootReport> {
  const config = await loadConfig(files, paths.config);
  const { origin, key } = (config ?? defaultConfig()).log;
  const beside = await readBeside(files, paths, { key });
  const { mark } = beside;
  if (mark === null && !beside.logIsThere && !speaksOfEntries(beside))
    throw escalationErrors.create("ROOT_MISSING", { root: paths.root });
  if (!beside.logIsThere && (mark === null || mark.log.state === "begun"))
    throw escalationErrors.create("ROOT_LOG_MISSING", { path: paths.log });
  try {
    await using log = await readLedger(paths);
    const view = viewOf(log, await log.head());
    const inForce = await keysInForce(beside, view);
    const contradictions = await contradictionsOf(beside, view, paths, { origin, inForce });
    if (mark?.log.state === "begun" && !beside.metaIsThere)
      contradictions.push({
        path: paths.meta,
        problem: "is gone, so that nothing vouches for the log's length",
        kind: "behind",
      });
    return { mark, keys: inForce.keys, contradictions };
  } catch (thrown) {
    // A log that is damaged, that its own meta file contradicts, or of which a part is away that the answer needs.
    return { mark, keys: null, contradictions: [doubtOf(thrown, paths.log)] };
  }
}

/** What keeps a log from answering, where that is its damage or a part that is away; throws everything else. */
function doubtOf(thrown: unknown, path: string): Contradiction {
  if (!isCodedError(thrown)) throw thrown;
  const isAway = chainErrors.is(thrown, "SEGMENT_MISSING");
  if (!isAway && thrown.kind !== "integrity") throw thrown;
  return { path, problem: thrown.summary, kind: isAway ? "away" : "root" };
}

/** Whether anything beside the log was made from a log with entries. */
export const speaksOfEntries = ({ claims, lock, checkpoint }: Beside): boolean =>
  lock !== null || claims.some(({ count }) => count > 0) || (checkpoint !== null && checkpoint.size > 0n);

/**
 * What every question goes through whose answer permits something.
 *
 * @throws ROOT_UNMARKED, ROOT_CONTRADICTED, ROOT_LOG_ELSEWHERE, ROOT_STORE_MISSING, what `inspectRoot` and `refresh` throw
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { artifactPaths, assertRoot, escalationErrors } from "@mvcrs/escalation";
 * import { nodeTextFiles } from "@mvcrs/files";
 *
 * const nowhere = { paths: artifactPaths("no-such-root"), files: nodeTextFiles };
 * await assert.rejects(assertRoot(nowhere), (thrown) => escalationErrors.is(thrown, "ROOT_MISSING"));
 * ```
 */
export async function assertRoot(options: RootOptions): Promise<RootMark> {
  await refreshed(options);
  return assertSound(options);
}

/**
 * What a copy of the root asks, which permits nothing: that it has a mark and contradicts nothing, whatever other hosts have recorded.
 *
 * @throws ROOT_UNMARKED, ROOT_CONTRADICTED, what `inspectRoot` throws
 */
export async function assertSound(options: RootOptions): Promise<RootMark> {
  const { mark, contradictions } = await inspectRoot(options);
  assertAgreement(options.paths, contradictions);
  if (mark === null) throw escalationErrors.create("ROOT_UNMARKED", { root: options.paths.root });
  return mark;
}

/** @throws ROOT_LOG_ELSEWHERE, ROOT_STORE_UNREADABLE, ROOT_STORE_MISSING, what `refresh` throws */
async function refreshed({ paths, files, refresh }: RootOptions): Promise<void> {
  if (refresh === undefined) return assertLogIsHere(files, paths);
  if ((await readStoreFile(files, paths)) !== null) await refresh();
}

/**
 * What a signer of checkpoints asks: only that nothing says otherwise than the log, so that a root from before can sign.
 *
 * @throws ROOT_CONTRADICTED, what `inspectRoot` throws
 */
export async function assertUncontradicted(options: RootOptions): Promise<void> {
  const { contradictions } = await inspectRoot(options);
  assertAgreement(
    options.paths,
    contradictions.filter(({ kind }) => kind !== "behind"),
  );
}

/**
 * What `assertRoot` asks, and then an answer from the log: a log that turns out damaged while it is read refuses too, and so
 * does one of which a segment is away that holds what was asked for.
 *
 * @throws what `assertRoot` and `answer` throw; damage and what is away as ROOT_CONTRADICTED
 */
export async function vouched<Answer>(options: RootOptions, answer: () => Promise<Answer>): Promise<Answer> {
  await assertRoot(options);
  try {
    return await answer();
  } catch (thrown) {
    const { root, log } = options.paths;
    const contradictions = [doubtOf(thrown, relative(root, log))];
    throw escalationErrors.create("ROOT_CONTRADICTED", { root, contradictions }, { cause: thrown });
  }
}

/** @throws ROOT_CONTRADICTED where there is any */
export function assertAgreement({ root }: ArtifactPaths, contradictions: readonly Contradiction[]): void {
  if (contradictions.length === 0) return;
  throw escalationErrors.create("ROOT_CONTRADICTED", {
    root,
    contradictions: contradictions.map(({ path, ...rest }) => ({ path: relative(root, path), ...rest })),
  });
}
