import type { Receipt } from "../node-values.ts";
import type { Attempt, Refusal } from "./attempts.ts";
import type { Sight } from "./sight.ts";

/**
 * Where a step stands, by the journal and one look at the chain. The chain goes before the journal: what was mined and
 * is gone after a reorganisation is `signed` again, and what nobody shows is submitted once more.
 */
export type StepState =
  /** Nothing was signed yet, and its nonce is the next. */
  | { readonly at: "intended" }
  /** The node has not seen the nonces before it. */
  | { readonly at: "early" }
  /** Signed, and the node shows nothing of it: never arrived, dropped, or gone after a reorganisation. */
  | { readonly at: "signed"; readonly last: Attempt }
  /** The node did not take it. */
  | { readonly at: "refused"; readonly last: Attempt; readonly why: Refusal }
  /** The node has it, and no receipt yet. */
  | { readonly at: "in-pool"; readonly last: Attempt }
  | { readonly at: "mined"; readonly receipt: Receipt; readonly deep: boolean }
  /** Another transaction with the nonce waits. */
  | { readonly at: "held" }
  /** The nonce is used up, and not by a transaction of this step that the node shows. */
  | { readonly at: "replaced" };

/** The state of the step with this nonce. `confirmations` counts the transaction's own block. */
export function stateOf(
  nonce: number,
  attempts: readonly Attempt[],
  sight: Sight,
  confirmations: bigint,
): StepState {
  for (const { hash } of attempts.toReversed()) {
    const receipt = sight.receipts.get(hash);
    if (receipt !== undefined)
      return { at: "mined", receipt, deep: sight.head - receipt.blockNumber + 1n >= confirmations };
  }
  const last = attempts.at(-1);
  const pooled = attempts.findLast(({ hash }) => sight.known.has(hash));
  if (pooled !== undefined && last !== undefined) return { at: "in-pool", last };
  if (sight.mined > nonce) return { at: "replaced" };
  if (sight.mined < nonce) return { at: "early" };
  if (last === undefined) return sight.waiting > nonce ? { at: "held" } : { at: "intended" };
  if (last.refused === undefined) return { at: "signed", last };
  return last.refused.means === "nonce-held" ? { at: "held" } : { at: "refused", last, why: last.refused };
}
