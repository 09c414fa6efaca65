import { createHash } from "node:crypto";

/** Numbers that follow from a few words: not random, but as good as that for a simulation. */
export interface Chance {
  /** A whole number from 0 to below `bound` (at most 2^32). */
  below(bound: number): number;
  shuffled<Item>(items: readonly Item[]): Item[];
}

export function chanceFrom(words: string): Chance {
  let drawn = 0;
  const below = (bound: number): number => {
    const digest = createHash("sha256").update(`${words} ${drawn++}`).digest();
    // 48 bits over a bound of 32: the bias is below 2^-16.
    return digest.readUIntBE(0, 6) % bound;
  };
  return {
    below,
    shuffled(items) {
      const left = [...items];
      return items.flatMap(() => left.splice(below(left.length), 1));
    },
  };
}
