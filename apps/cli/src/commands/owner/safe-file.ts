import { ownerErrors } from "../../errors.ts";
import { passTrustLock } from "../../guard.ts";
import type { Plan } from "../../plan.ts";
import { intendedEvent, recordEvent } from "../../record.ts";
import { toSafeBatch } from "../../safe-batch.ts";
import { failuresOf, type Simulation } from "../../simulate.ts";
import { openJournal } from "../execute/journal.ts";
import { keepPlan } from "../execute/kept-plans.ts";
import type { OwnerIo } from "./io.ts";
import { write } from "./plan-file.ts";
import type { Settings } from "./settings.ts";

/**
 * Writes a Safe batch. Once it exists others can send it, so this is where the trust lock is asked and the intent is
 * recorded; with `--dry-run` it is only looked at. The plan is kept, so that it can be given up.
 *
 * @throws NOT_A_MULTISIG, SIMULATION_FAILED, TRUST_LOCKED, RECORD_FAILED
 */
export async function writeBatch(
  io: OwnerIo,
  path: string,
  plan: Plan,
  simulation: Simulation,
  { caller, dryRun }: Settings,
): Promise<void> {
  const batch = toSafeBatch(plan);
  if (!simulation.ok)
    throw ownerErrors.create("SIMULATION_FAILED", { failures: failuresOf(simulation), simulation });
  if (!dryRun && plan.steps.length > 0) {
    const lockSetAside = await passTrustLock(plan.kind, caller, io.assertUnlocked);
    const at = new Date(io.now()).toISOString();
    keepPlan(io.journalFolder, plan);
    const seq = await recordEvent(io.recorder, intendedEvent(plan, caller, lockSetAside, at));
    const journal = openJournal(io.journalFolder, plan.hash);
    journal.append({ type: "intended", at, seq });
    journal.close();
  }
  write(io, path, `${JSON.stringify(batch, undefined, 2)}\n`);
}
