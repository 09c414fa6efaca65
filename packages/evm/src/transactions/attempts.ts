import { Transaction } from "ethers/transaction";
import type { Meaning } from "../node-answers.ts";
import type { Fees } from "./fees.ts";
import type { AttemptJournal } from "./journal.ts";

/** A node's refusal of a transaction, in the table's terms and in its own words. */
export interface Refusal {
  readonly means: Meaning;
  readonly text: string;
}

/** One transaction that was signed for a step. `raw` is missing where the node signed and sent in one call. */
export interface Attempt {
  readonly hash: string;
  readonly raw: string | undefined;
  readonly fees: Fees;
  readonly gasLimit: bigint | undefined;
  /** The last refusal, unless it was submitted with success since. */
  readonly refused: Refusal | undefined;
}

/** What the journal says was signed for a step, oldest first. */
export function attemptsOf(journal: AttemptJournal, index: number): readonly Attempt[] {
  const attempts = new Map<string, Attempt>();
  for (const entry of journal.entries()) {
    if (entry.step !== index) continue;
    // The same transaction signed once more is the newest one.
    if (entry.type === "signed") attempts.delete(entry.hash);
    if (entry.type === "signed")
      attempts.set(entry.hash, {
        hash: entry.hash,
        raw: entry.raw,
        fees: {
          max: BigInt(entry.maxFeePerGas),
          tip: BigInt(entry.maxPriorityFeePerGas),
          legacy: entry.legacy ?? false,
        },
        gasLimit: Transaction.from(entry.raw).gasLimit,
        refused: undefined,
      });
    if (entry.type === "sent")
      attempts.set(entry.hash, {
        hash: entry.hash,
        raw: undefined,
        fees: { max: 0n, tip: 0n, legacy: false },
        gasLimit: undefined,
        refused: undefined,
      });
    const known = "hash" in entry ? attempts.get(entry.hash) : undefined;
    if (entry.type === "taken" && known !== undefined)
      attempts.set(entry.hash, { ...known, refused: undefined });
    if (entry.type === "refused" && known !== undefined)
      attempts.set(entry.hash, { ...known, refused: { means: entry.means, text: entry.text } });
  }
  return [...attempts.values()];
}

/** Every hash that was signed, whatever became of it. */
export const signedHashes = (
  entries: readonly { readonly type: string; readonly hash?: string }[],
): readonly string[] =>
  entries.flatMap((entry) =>
    (entry.type === "signed" || entry.type === "sent") && entry.hash !== undefined ? [entry.hash] : [],
  );
