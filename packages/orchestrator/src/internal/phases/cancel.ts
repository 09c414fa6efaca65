import { alertOfCancelled } from "../alert-of.ts";
import { plannedRound, type Run, roundIdOf, say, takeStep } from "../run.ts";

/** Gives a round up that cannot be completed: its stakes are free, nobody wins, nobody is paid. */
export async function cancelRound(run: Run, why: string): Promise<void> {
  const { view } = run;
  const roundId = roundIdOf(run);
  await takeStep(run, {
    name: "cancel",
    look: async () => ((await view.wasCancelled(roundId)) ? true : null),
    request: () => view.arena.cancelRound.populateTransaction(roundId),
    read: () => true as const,
  });
  await endCancelled(run, why);
}

/**
 * Ends the run where the chain shows that its round is cancelled, no matter by whom: the owner, or anybody once it took too
 * long. Says whether it is.
 */
export async function noticeCancelled(run: Run): Promise<boolean> {
  const { round, status } = run.receipt;
  if (round?.id == null || status.phase === "plan" || status.phase === "start") return false;
  if (!(await run.view.wasCancelled(roundIdOf(run)))) return false;
  await endCancelled(run, "it was cancelled on the chain");
  return true;
}

async function endCancelled(run: Run, why: string): Promise<void> {
  const { receipt } = run;
  // Before the end is written: a run that resumes sends the alert again, under the same id.
  await run.alert(alertOfCancelled(run, why));
  receipt.cancelled = why;
  for (const slash of receipt.slashes)
    if (slash.state === "intended")
      Object.assign(slash, { state: "withheld", amount: "0", note: "the round was cancelled" });
  receipt.status.phase = "score";
  say(run, `round cancelled: ${plannedRound(run).id}: ${why}`);
  await run.save();
}
