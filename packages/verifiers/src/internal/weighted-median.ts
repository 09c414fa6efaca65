/** A value with its weight, and the weight that it would have if its owner's past were counted in. */
export interface Weighted {
  readonly value: number;
  readonly weight: number;
  readonly trust: number;
}

/** Sorts by value, in place. Witnesses are few, and nearly always as many as the time before. */
export function sortByValue(entries: Weighted[]): void {
  for (let index = 1; index < entries.length; index += 1) {
    const entry = entries[index];
    if (entry === undefined) continue;
    let place = index - 1;
    for (
      let other = entries[place];
      other !== undefined && other.value > entry.value;
      other = entries[place]
    ) {
      entries[place + 1] = other;
      place -= 1;
    }
    entries[place + 1] = entry;
  }
}

export function totalWeight(entries: readonly Weighted[]): number {
  let sum = 0;
  for (const { weight } of entries) sum += weight;
  return sum;
}

/** The value at which the running weight of ascending `sorted` first reaches `wanted`. */
export function valueAtWeight(sorted: readonly Weighted[], wanted: number): number {
  let running = 0;
  let last = Number.NaN;
  for (const { value, weight } of sorted) {
    running += weight;
    last = value;
    if (running >= wanted) break;
  }
  return last;
}

/** The same from above: the value at which the weight at or above it first reaches `wanted`. */
export function valueAtWeightFromAbove(sorted: readonly Weighted[], wanted: number): number {
  let running = 0;
  let last = Number.NaN;
  for (let index = sorted.length - 1; index >= 0; index -= 1) {
    const entry = sorted[index];
    if (entry === undefined) break;
    running += entry.weight;
    last = entry.value;
    if (running >= wanted) break;
  }
  return last;
}

/**
 * The consensus of ascending `sorted`. Between the lower and the upper weighted median (the smallest value with at least
 * half of the weight at or below it, the largest with half at or above it) the plain weights leave it open, and trust
 * decides. Where less than half of the weight lies, both medians have an honest value on each side, or are one, so
 * the consensus stays inside the honest range whatever trust was earned.
 */
export function consensusOf(sorted: readonly Weighted[]): number {
  const half = totalWeight(sorted) / 2;
  const lower = valueAtWeight(sorted, half);
  const upper = valueAtWeightFromAbove(sorted, half);
  if (lower >= upper) return lower;
  const trusted = sorted.map(({ value, trust }) => ({ value, weight: trust, trust }));
  const halfTrust = totalWeight(trusted) / 2;
  const low = valueAtWeight(trusted, halfTrust);
  const high = valueAtWeightFromAbove(trusted, halfTrust);
  return Math.min(upper, Math.max(lower, low + (high - low) / 2));
}
