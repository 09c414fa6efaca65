import { deviationCap } from "./verdict.ts";

/** The score of the soft threshold of a default configuration: nominally one in 6,300. */
export const softScore = 3.8;
/** Above this score the deviation grows in proportion, so that it never saturates. */
const steep = 5.8;

/**
 * The forecast's deviation for a score (the decimal exponent of how unlikely a sample is): 0.05 * 3^(score - 3.8) up to
 * a score of 5.8, from there 0.45 and 0.05 more for each further decade; 0 below a score of 1. So the thresholds 0.05, 0.15
 * and 0.30 of a default configuration stand for one in 10^3.8, 10^4.8 and 10^5.4, nominally.
 */
export function deviationOfScore(score: number): number {
  if (!(score >= 1)) return 0;
  if (score <= steep) return 0.05 * 3 ** (score - softScore);
  return Math.min(deviationCap, 0.45 + 0.05 * (score - steep));
}
