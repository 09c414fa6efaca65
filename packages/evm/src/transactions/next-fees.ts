import { parseEther } from "ethers/utils";
import { greater, lesser } from "../bigints.ts";
import { type Meaning, wantedFees } from "../node-answers.ts";
import type { Attempt } from "./attempts.ts";
import { capped, type Fees, type Market, marketFees } from "./fees.ts";

/**
 * Fees for the next attempt, or the fee per gas that the cap leaves no room for. `named`: the chain, a node or the
 * transaction to be outbid says so; else it is only the next guess.
 */
export type NextFees = { readonly fees: Fees } | { readonly needed: bigint; readonly named: boolean };

const gwei = 10n ** 9n;
// The next attempt may offer less than one that was refused so.
const tooHigh: ReadonlySet<Meaning | undefined> = new Set(["type", "fee-high", "funds"] as const);
// Nodes want 10% more in both parts for a replacement; one eighth is above that after rounding.
export const raise = (value: bigint): bigint => (value * 9n + 7n) / 8n;

/**
 * Fees for the next attempt of a step: those of now for the first; then at least an eighth above the last in both parts,
 * what the node named in its refusal, or twice the last where it named nothing.
 */
export function nextFees(
  market: Market,
  attempts: readonly Attempt[],
  cap: bigint,
  /** Another's transaction that is to be outbid, where the node shows its fees. */
  held?: Fees,
): NextFees {
  const legacy = market.legacy || attempts.some(({ refused }) => refused?.means === "type");
  const now = marketFees(
    legacy && !market.legacy ? { ...market, base: market.base + market.tip, legacy } : market,
  );
  const ceiling = lesser(cap, nodesCap(attempts) ?? cap);
  const last = attempts.at(-1);
  const before = [last?.fees, held].filter((fees) => fees !== undefined);
  let max = now.max;
  let tip = now.tip;
  // The least that makes a difference: below it the next attempt would get the same answer as the last.
  let least = market.base;
  let named = greater(market.base, held === undefined ? 0n : raise(held.max));
  for (const fees of before) {
    max = greater(max, raise(fees.max));
    tip = greater(tip, raise(fees.tip));
    if (!tooHigh.has(last?.refused?.means)) least = greater(least, raise(fees.max));
  }
  for (const { refused } of attempts) {
    const wanted = refused?.means === "fee-low" ? wantedFees(refused.text) : {};
    tip = greater(tip, wanted.tip ?? 0n);
    max = greater(max, greater(market.base, wanted.base ?? 0n) * 2n + tip);
    named = greater(named, greater(wanted.base ?? 0n, wanted.tip ?? 0n));
  }
  if (last?.refused !== undefined && guessing(last)) {
    tip = greater(tip, greater(last.fees.tip * 2n, gwei));
    max = greater(max, greater(last.fees.max * 2n, market.base * 2n + tip));
  }
  least = greater(least, named);
  if (least > ceiling) return { needed: least, named: named > ceiling && ceiling === cap };
  const fees = capped({ max, tip, legacy }, ceiling);
  return { fees: legacy ? { ...fees, tip: fees.max } : fees };
}

/** Whether a refused attempt has offered all that the node named in refusing it. */
export function hasOfferedWhatIsNamed({ fees, refused }: Attempt): boolean {
  if (refused?.means !== "fee-low") return false;
  const { tip, base } = wantedFees(refused.text);
  return (tip ?? base) !== undefined && fees.tip >= (tip ?? 0n) && fees.max >= (base ?? 0n) + (tip ?? 0n);
}

// Words without a number: the node says too low, and not how much would do.
function guessing({ refused }: Attempt): boolean {
  if (refused === undefined || !["fee-low", "nonce-held", "pool-full"].includes(refused.means)) return false;
  return Object.keys(wantedFees(refused.text)).length === 0;
}

// "tx fee (1.50 ether) exceeds the configured cap (1.00 ether)": the cap is on gas limit times fee.
function nodesCap(attempts: readonly Attempt[]): bigint | undefined {
  const refused = attempts.findLast((attempt) => attempt.refused?.means === "fee-high");
  if (refused?.gasLimit === undefined) return undefined;
  const ether = /cap \((\d{1,9}(?:\.\d{1,18})?) ether\)/.exec(refused.refused?.text ?? "")?.[1];
  return ether === undefined ? refused.fees.max / 2n : parseEther(ether) / refused.gasLimit;
}
