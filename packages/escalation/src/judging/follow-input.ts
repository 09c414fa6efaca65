import { JudgingRun, type RunOptions } from "./judging-run.ts";
import type { RunReport } from "./run-report.ts";
import type { JudgingSession } from "./session.ts";

/**
 * Judges an input that grows, until it ends: everything is written and the log's lock released after each batch, and
 * metrics gone silent are judged by the clock. An input without any row is no error.
 *
 * @throws SNAPSHOT_VERSION, SNAPSHOT_INVALID where the saved verifier state cannot be read
 */
export async function followInput(
  session: Omit<JudgingSession, "close" | "position">,
  options: RunOptions,
): Promise<RunReport> {
  const run = await JudgingRun.start(session, options, Number.POSITIVE_INFINITY);
  for await (const batch of options.batches) {
    const idle = batch.rows === 0;
    run.count(batch);
    if (idle && !run.sweepIsDue && !run.isReplaying && !run.saveIsDue) continue;
    await session.resume();
    await run.judge(batch);
    if (idle) {
      run.catchUp();
      await run.judgeSilence();
    }
    if (run.isWaiting) {
      await run.commit(session);
      await run.project(session);
    }
    await run.saveIfDue(session);
    // Entries still to be replayed are in the log and not in the state: nobody else may write before they are.
    if (!run.isReplaying) await session.suspend();
  }
  await session.resume();
  return run.finish(session);
}
