export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** The value at which the running weight of ascending `sorted` first reaches `share` of the whole. */
export function weightedQuantile(sorted: readonly Weighted[], share: number): number {
  const wanted = share * sorted.reduce((sum, { weight }) => sum + weight, 0);
  let running = 0;
  for (const { value, weight } of sorted) {
    running += weight;
    if (running >= wanted) return value;
  }
  return sorted.at(-1)?.value ?? Number.NaN;
}

/**
 * The lower and the upper weighted median of ascending `sorted`: the smallest value with at least half of the weight at
 * or below it, and the largest with at least half at or above it. Where less than half of the weight lies, both have an
 * honest value on each side (or are one), so both stay inside the honest range.
 */
export function weightedMedians(sorted: readonly Weighted[]): readonly [lower: number, upper: number] {
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let lower = Number.NaN;
  let running = 0;
  for (const { value, weight } of sorted) {
    running += weight;
    if (running >= half) {
      lower = value;
      break;
    }
  }
  let upper = Number.NaN;
  running = 0;
  for (let index = sorted.length - 1; index >= 0; index -= 1) {
    const entry = sorted[index];
    if (entry === undefined) break;
    running += entry.weight;
    if (running >= half) {
      upper = entry.value;
      break;
    }
  }
  // Rounding in the two sums may let them cross by one step; the pair is returned in order.
  return lower <= upper ? [lower, upper] : [upper, lower];
}
