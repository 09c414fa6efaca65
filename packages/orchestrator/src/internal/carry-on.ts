import { isCodedError, messageOf } from "@mvcrs/errors";
import type { Scoreboard } from "../scoreboard.ts";
import { chainProblem } from "./chain-problem.ts";
import { noticeCancelled } from "./phases/cancel.ts";
import { type Store, scoreAndFinish, showFailure } from "./phases/score.ts";
import { phases } from "./phases.ts";
import { nowOf, type Run, say } from "./run.ts";

const failuresKept = 50;

/**
 * Goes through the phases that are left, each behind the gate, and returns the scoreboard that counts the run. What stops
 * it is recorded in the receipt and on the scoreboard.
 */
export async function carryOn(run: Run, store: Store): Promise<Scoreboard> {
  const { receipt, clock } = run;
  try {
    while (receipt.status.phase !== "score") {
      await run.gate();
      if (await noticeCancelled(run)) break;
      const { phase } = receipt.status;
      const began = clock();
      await phases[phase](run);
      receipt.timings.phases[phase] = (receipt.timings.phases[phase] ?? 0) + clock() - began;
      await run.save();
    }
    return await scoreAndFinish(run, store);
  } catch (thrown) {
    const problem = chainProblem(receipt.status.phase, thrown);
    await recordFailure(run, store, problem);
    throw problem;
  }
}

async function recordFailure(run: Run, store: Store, problem: unknown): Promise<void> {
  const { receipt, log } = run;
  const { status } = receipt;
  const code = isCodedError(problem) ? problem.code : "INTERNAL";
  // Receipt and chain may be out of step in a reopened run; what is written is that it is not over.
  status.state = "running";
  const failure = { at: nowOf(run), code, phase: status.phase, text: messageOf(problem) };
  status.failureCount++;
  status.failures = [...status.failures, failure].slice(-failuresKept);
  say(run, `failed: ${code}: ${failure.text}`);
  log.error({ run: receipt.id, code }, failure.text);
  try {
    await run.save();
    await showFailure(run, store);
  } catch (second) {
    log.error({ run: receipt.id }, `the failure could not be recorded: ${messageOf(second)}`);
  }
}
