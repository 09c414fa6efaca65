import { signedHashes } from "@mvcrs/evm";
import type { Caller } from "../../guard.ts";
import type { Plan } from "../../plan.ts";
import { executedEvent, type OwnerRecorder, recordEvent, type StepReceipt } from "../../record.ts";
import { type Journal, receiptOf } from "./journal.ts";

/** What the journal says was mined, the last word for each step. */
export function minedReceipts(journal: Journal): readonly StepReceipt[] {
  const receipts = new Map<number, StepReceipt>();
  for (const entry of journal.entries())
    if (entry.type === "mined") receipts.set(entry.step, receiptOf(entry));
  return [...receipts.values()].sort((a, b) => a.step - b.step);
}

/** What was signed beside what was mined, as it is recorded; nothing where there is none. */
export function signedBeside(journal: Journal, receipts: readonly StepReceipt[]) {
  const mined = new Set(receipts.map(({ transactionHash }) => transactionHash));
  const signed = signedHashes(journal.entries()).filter((hash) => !mined.has(hash));
  return signed.length === 0 ? {} : { signed };
}

/**
 * Records the end of an operation, so that the log does not show an intent that nobody finished; with every
 * hash that was signed, so that one that is mined after all is known as ours.
 */
export async function stop(
  plan: Plan,
  { caller, recorder, now }: { caller: Caller; recorder: OwnerRecorder; now: () => number },
  journal: Journal,
  code: string,
): Promise<void> {
  const at = new Date(now()).toISOString();
  const types = new Set(journal.entries().map(({ type }) => type));
  if (types.has("intended") && !types.has("executed")) {
    const receipts = minedReceipts(journal);
    const outcome = { verified: false, stopped: code, ...signedBeside(journal, receipts) };
    await recordEvent(recorder, executedEvent(plan, caller, receipts, outcome, at));
  }
  await journal.append({ type: "stopped", at, code });
}
