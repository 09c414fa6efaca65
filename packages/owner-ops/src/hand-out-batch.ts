import { ownerErrors } from "./errors.ts";
import { type AssertUnlocked, type Caller, passTrustLock } from "./guard.ts";
import { openJournal } from "./internal/execute/journal.ts";
import { keepPlan } from "./internal/execute/kept-plans.ts";
import type { Plan } from "./plan.ts";
import { intendedEvent, type OwnerRecorder, recordEvent } from "./record.ts";
import { type SafeBatch, toSafeBatch } from "./safe-batch.ts";
import { failuresOf, type Simulation } from "./simulate.ts";

export interface HandOutOptions {
  readonly caller: Caller;
  readonly assertUnlocked: AssertUnlocked;
  readonly recorder: OwnerRecorder;
  readonly journalFolder: string;
  readonly now: () => number;
  /** Only to be looked at: no lock is asked, nothing recorded. */
  readonly dryRun: boolean;
}

/**
 * The Safe batch of a plan. Once it is handed out others can send it, so this is where the trust lock is asked and the
 * intent is recorded. The plan is kept, so that it can be given up.
 *
 * @throws NOT_A_MULTISIG, SIMULATION_FAILED, TRUST_LOCKED, RECORD_FAILED
 */
export async function handOutBatch(
  plan: Plan,
  simulation: Simulation,
  { caller, assertUnlocked, recorder, journalFolder, now, dryRun }: HandOutOptions,
): Promise<SafeBatch> {
  const batch = toSafeBatch(plan);
  if (!simulation.ok)
    throw ownerErrors.create("SIMULATION_FAILED", { failures: failuresOf(simulation), simulation });
  if (dryRun || plan.steps.length === 0) return batch;
  const lockSetAside = await passTrustLock(plan.kind, caller, assertUnlocked);
  const at = new Date(now()).toISOString();
  await keepPlan(journalFolder, plan);
  const seq = await recordEvent(recorder, intendedEvent(plan, caller, lockSetAside, at));
  const journal = await openJournal(journalFolder, plan.hash);
  try {
    await journal.append({ type: "intended", at, seq });
  } finally {
    await journal.close();
  }
  return batch;
}
