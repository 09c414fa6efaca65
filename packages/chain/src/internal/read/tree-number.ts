import { chainErrors } from "../../errors.ts";

const MAX = 2n ** 64n - 1n;

/** A tree size or an index is an unsigned number of 64 bits. @throws TREE_NUMBER */
export function assertTreeNumber(name: string, value: bigint): void {
  if (value < 0n || value > MAX) throw chainErrors.create("TREE_NUMBER", { name, value: String(value) });
}

/** The number that a decimal text without leading zeros spells, up to 2^64 - 1; `undefined` for anything else. */
export function parseTreeNumber(text: string): bigint | undefined {
  if (!/^(?:0|[1-9][0-9]{0,19})$/.test(text)) return undefined;
  const value = BigInt(text);
  return value <= MAX ? value : undefined;
}
