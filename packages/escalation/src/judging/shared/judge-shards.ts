import { isCodedError } from "@mvcrs/errors";
import { HeldJudges } from "./held-judges.ts";
import type { ShardJudgingOptions, ShardReport } from "./options.ts";
import { RowsFailed } from "./rows-failed.ts";

/** How long to wait where nothing waits to be judged, and after trouble. */
const IDLE_MS = 50;
const AGAIN_MS = 200;

/**
 * Judges a share of all shards, one worker among others, until it is told to end.
 *
 * A shard's snapshot, the rows that are judged in it and the events that they are worth are committed together: whatever dies, every
 * row is judged once in effect. A row at which judging fails is put aside, and holds up nobody.
 *
 * @throws JUDGING_ELSEWHERE where another process judges in this root; what opening a log throws; SNAPSHOT_VERSION
 */
export async function judgeShards(options: ShardJudgingOptions): Promise<ShardReport> {
  const { signal, wait, onTrouble, shards } = options;
  const judges = new HeldJudges(options);
  let hasWorked = false;
  const isOver = (thrown: unknown): boolean =>
    passes(thrown) || (hasWorked && options.passes?.(thrown) === true);
  try {
    await judges.open();
    while (!signal.aborted) {
      try {
        const isBusy = await judges.turn();
        hasWorked = true;
        if (!isBusy) await wait(IDLE_MS, signal);
      } catch (thrown) {
        const failed = thrown instanceof RowsFailed ? thrown : undefined;
        const trouble = failed?.cause ?? thrown;
        if (!(failed === undefined ? isOver(thrown) : await judges.isolate(failed))) throw trouble;
        onTrouble?.(trouble);
        await judges.startOver();
        await wait(AGAIN_MS, signal);
      }
    }
    await judges.finish();
    return judges.report();
  } finally {
    // What cannot be given back is free once the lease has ended.
    await shards.leave().catch(() => undefined);
    await judges.close();
  }
}

/** Whether the trouble is the server's, or of taking turns. */
const passes = (thrown: unknown): boolean =>
  isCodedError(thrown) && (thrown.kind === "outside" || thrown.kind === "refused");
