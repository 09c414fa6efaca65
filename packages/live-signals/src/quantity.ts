import { formatUnits } from "ethers";

/** What a number of the chain counts. */
export type Unit = "ether" | "bps" | "percent" | "seconds" | "count" | "flag";

/** A number of the chain, exact: wei for `ether`, 0 or 1 for `flag`. */
export interface Quantity {
  readonly unit: Unit;
  readonly raw: bigint;
}

/**
 * The value of a signal, which is a number by format. This is the only place where an amount leaves bigint: the decimal
 * string of it is read as the nearest double (IEEE 754), so 15 significant digits survive, and two amounts that differ
 * by less than one part in 2^53 look the same. Comparisons that must be exact are made on `raw`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { toSignalValue } from "@selfplay/live-signals";
 *
 * assert.equal(toSignalValue({ unit: "ether", raw: 5n * 10n ** 17n }), 0.5);
 * ```
 */
export function toSignalValue({ unit, raw }: Quantity): number {
  return unit === "ether" ? Number(formatUnits(raw, 18)) : Number(raw);
}
