import { type FirstResiduals, firstKept } from "./first-residuals.ts";
import { trackerOf } from "./memory.ts";

// Two running quantiles of a residual's magnitude, by multiplicative steps (Robbins and Monro 1951, on the logarithm): a
// sample above a quantile raises it by at most 1 %, whatever its size, so that no single spike widens anything, and a
// reporter who deviates on purpose needs 70 deviating samples to double an interval.
const count = 0;
const upper9 = 1;
const upper98 = 2;

const step = 0.01;
/** Samples from which a step is `step`; larger before, so that the first ones find the order of magnitude. */
const settled = 200;
const raise9 = Math.exp(0.9 * step);
const lower9 = Math.exp(-0.1 * step);
const raise98 = Math.exp(0.98 * step);
const lower98 = Math.exp(-0.02 * step);
/** Fewer samples than this say nothing about a spread. */
export const warmUp = 32;

/** The tail of noise beyond its 98th percentile falls this many decades per e-fold of size: Gaussian noise's, rounded down. */
const tailSlope = 2;
/** The score of the 98th percentile itself: one in fifty. */
const knownScore = 1.7;
/** Beyond this nothing is stranger. */
const greatestScore = 300;

/**
 * Adds a residual of one of the first parts while the first ones are still kept: the quantiles are those of the first
 * 32, then of the first 64.
 */
export function learnFirst(
  numbers: Float64Array,
  base: number,
  part: number,
  magnitude: number,
  first: FirstResiduals,
): void {
  const place = trackerOf(base, part);
  const seen = numbers[place + count] ?? 0;
  first[part * firstKept + seen] = magnitude;
  numbers[place + count] = seen + 1;
  if (seen + 1 !== warmUp && seen + 1 !== firstKept) return;
  const sorted = first.slice(part * firstKept, part * firstKept + seen + 1).sort();
  numbers[place + upper9] = sorted[Math.floor(0.9 * sorted.length)] ?? 0;
  numbers[place + upper98] = sorted[Math.floor(0.97 * sorted.length)] ?? 0;
}

/** Adds a residual's magnitude. `floor` is what counts as nothing, above 0. */
export function learnResidual(
  numbers: Float64Array,
  base: number,
  part: number,
  magnitude: number,
  floor: number,
): void {
  const place = trackerOf(base, part);
  const seen = (numbers[place + count] ?? 0) + 1;
  numbers[place + count] = seen;
  let q9 = numbers[place + upper9] ?? 0;
  let q98 = numbers[place + upper98] ?? 0;
  const least = floor * 1e-3;
  if (seen === 1) {
    q9 = magnitude;
    q98 = 2 * magnitude;
  } else if (seen > settled) {
    q9 = magnitude > q9 ? Math.max(q9, least) * raise9 : q9 * lower9;
    q98 = magnitude > q98 ? Math.max(q98, least) * raise98 : q98 * lower98;
  } else {
    const wide = Math.max(step, 2 / seen);
    q9 = magnitude > q9 ? Math.max(q9, least) * Math.exp(0.9 * wide) : q9 * Math.exp(-0.1 * wide);
    q98 = magnitude > q98 ? Math.max(q98, least) * Math.exp(0.98 * wide) : q98 * Math.exp(-0.02 * wide);
    // In the first samples a quantile that is far off comes at once to where they are.
    if (seen < warmUp && magnitude > 4 * q98) q98 = magnitude;
  }
  if (q98 < q9) q98 = q9;
  numbers[place + upper9] = q9;
  numbers[place + upper98] = q98;
}

export const seenOf = (numbers: Float64Array, base: number, part: number): number =>
  numbers[trackerOf(base, part) + count] ?? 0;

/** The 98th percentile, with the floor under it. */
export const usualOf = (numbers: Float64Array, base: number, part: number, floor: number): number =>
  (numbers[trackerOf(base, part) + upper98] ?? 0) + floor;

/** How much larger the 98th percentile is than the 90th, as a logarithm: 0.35 for Gaussian noise. */
export function heaviness(numbers: Float64Array, base: number, part: number): number {
  const place = trackerOf(base, part);
  const q9 = numbers[place + upper9] ?? 0;
  return q9 > 0 ? Math.log((numbers[place + upper98] ?? 0) / q9) : 0;
}

/** The decimal exponent of how unlikely a residual is: 3 for one in a thousand; 0 for the usual ones. */
export function scoreOf(magnitude: number, usual: number): number {
  return magnitude <= usual
    ? 0
    : Math.min(greatestScore, knownScore + tailSlope * Math.log(magnitude / usual));
}

/** The magnitude that has a score: the inverse of `scoreOf` above the usual. */
export const magnitudeOf = (score: number, usual: number): number =>
  usual * Math.exp((score - knownScore) / tailSlope);
