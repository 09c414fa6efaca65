import type { InclusionProof } from "@mvcrs/chain";
import type { TextFiles } from "@mvcrs/files";
import type { ArtifactPaths } from "./artifacts/paths.ts";
import type { LogPosition } from "./artifacts/projections.ts";
import type { Challenge } from "./challenge.ts";
import { everyChallenge, type RaisedChallenge } from "./folded/every-challenge.ts";
import { type FoldableLog, type FoldOptions, foldLog, placesOf } from "./folded/fold.ts";
import { leafHashesOf, readLedger } from "./read-ledger.ts";
import type { MvcrsState } from "./state.ts";

/** The log as it stood at one moment, whatever is appended meanwhile, and the state that follows from it. */
export interface Look {
  readonly state: MvcrsState;
  readonly position: LogPosition;
  /** The entries of the log, oldest first. */
  readonly entries: FoldableLog["entries"];
  /** Every challenge, also those that the state has let go. */
  challenges(): AsyncIterable<RaisedChallenge>;
  /** Proves that an entry is in the log as it stood. */
  prove(seq: number): Promise<InclusionProof>;
  /** The leaf hash of an entry; `undefined` beyond the log's end. */
  leafHashAt(seq: number): Promise<string | undefined>;
}

export interface LookOptions extends Pick<FoldOptions, "savedFrom" | "fromStart" | "withIds" | "disk"> {
  /** Whether the answer permits something, so that no lock may be hidden from it. Default false. */
  readonly sureOfLock?: boolean;

  readonly paths: Pick<ArtifactPaths, "log" | "meta" | "folded" | "trustLock">;
  readonly files: Pick<TextFiles, "read">;
}

/**
 * Looks at the log of a root without its lock and with nothing written: what `answer` makes of it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { artifactPaths, defaultConfig, look, markFolder, record } from "@mvcrs/escalation";
 * import { nodeTextFiles } from "@mvcrs/files";
 *
 * const root = { paths: artifactPaths("ops"), files: nodeTextFiles, clock: Date.now, notice: console.error };
 * await markFolder(root, defaultConfig());
 * await record(root, () => []); // begins the log
 * assert.equal(await look(root, ({ state }) => state.lock), null);
 * ```
 */
export async function look<Answer>(
  { paths, sureOfLock, ...options }: LookOptions,
  answer: (look: Look) => Answer | Promise<Answer>,
): Promise<Answer> {
  await using log = await readLedger(paths);
  // One length for everything, whatever is appended meanwhile.
  const head = await log.head();
  const { count, chainHash } = head;
  const { state } = await foldLog(log, head, { ...options, ...placesOf(paths, sureOfLock) });
  const entries: FoldableLog["entries"] = ({ from = 0, to = count } = {}) =>
    log.entries({ from, to: Math.min(to, count) });
  return await answer({
    state,
    position: { count, chainHash },
    entries,
    challenges: () => everyChallenge(state, entries),
    prove: (seq) => log.proveInclusion(seq, count),
    leafHashAt: leafHashesOf(log, count),
  });
}

/** Every challenge of a look, in the order raised, as `pick` takes it: closed ones are not kept. */
export async function pickChallenges<Picked>(
  { challenges }: Pick<Look, "challenges">,
  pick: (challenge: Challenge) => Picked,
): Promise<Picked[]> {
  const picked: Picked[] = [];
  for await (const { challenge, ordinal } of challenges()) picked[ordinal] = pick(challenge);
  return picked;
}
