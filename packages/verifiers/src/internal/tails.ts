/**
 * Online tail probabilities of residuals, one tail per feature and sign.
 *
 * Each tail is a histogram of magnitudes by octave below the largest one remembered, so its cost depends neither on the
 * unit nor on the distribution. When a feature has seen `capacity` samples, every count is halved, which is how the
 * distant past is forgotten. Beyond the largest magnitude the tail is continued as a power law.
 */

const octaves = 12;
/** The memory is between half of it and all of it long, in samples. */
const capacity = 1024;
/** Laplace's share for what was never seen. */
const prior = 0.5;
/** Where the count of the top octave has decayed below it, the largest magnitude comes down by an octave. */
const forgotten = 0.2;

// One tail in the array: its counts, from the top octave down, and then these marks.
const live = octaves; // largest magnitude so far
const settled = octaves + 1; // largest one before the last blocks
const pendingNew = octaves + 2; // largest one of the block that runs
const pendingOld = octaves + 3; // largest one of the block before
const top = octaves + 4; // exponent of the upper end of the top octave
const weight = octaves + 5; // samples seen by the feature, the forgotten ones halved away
const stride = octaves + 6;

// Magnitudes are kept as 32 bit floats; beyond these they are as good as at them.
const smallest = 2 ** -120;
const greatest = 2 ** 120;

/** Numbers of the tails of many series; a tail is named by the index at which it begins. */
export type Tails = Float32Array;

/** How many numbers the tails of so many features take. */
export const tailSlots = (features: number): number => features * 2 * stride;

/** Where the upward and the downward tail of a feature begin, within the tails of a series that begin at `base`. */
export const upTail = (base: number, feature: number): number => base + feature * 2 * stride;
export const downTail = (base: number, feature: number): number => upTail(base, feature) + stride;

const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);
// The high word of a double is the second one on little-endian machines; asked once instead of assumed.
bits[0] = 1;
const high = words[1] === 0x3ff00000 ? 1 : 0;

/** log2 with the mantissa taken linearly: monotone, exact at powers of two, without a call into a library. */
function octaveOf(x: number): number {
  bits[0] = x;
  const word = words[high] ?? 0;
  return (word >>> 20) - 1023 + (word & 0xfffff) / 0x100000;
}

/** The tail falls with the sixth power beyond everything seen. */
function sixth(x: number): number {
  const square = x * x;
  return square * square * square;
}

/** The chance of a magnitude of at least `x` in one tail, where `mark` says which largest magnitude is the yardstick. */
function chance(data: Tails, tail: number, opposite: number, x: number, mark: number): number {
  const whole = (data[tail + weight] ?? 0) + 1;
  let largest = data[tail + mark] ?? 0;
  if (largest === 0) {
    // Never seen on this side: the other side is the best guess.
    largest = data[opposite + mark] ?? 0;
    // A line that never moved at all has no noise that could explain a move.
    if (largest === 0) return prior / (whole * whole * whole);
    return x >= largest ? (prior * sixth(largest / x)) / whole : prior / whole;
  }
  if (x >= largest) return (prior * sixth(largest / x)) / whole;
  const below = Math.max(0, (data[tail + top] ?? 0) - octaveOf(x));
  const full = Math.floor(below);
  if (full >= octaves) return 1;
  let beyond = (data[tail + full] ?? 0) * (below - full);
  for (let index = tail; index < tail + full; index += 1) beyond += data[index] ?? 0;
  return Math.min(1, (beyond + prior) / whole);
}

/** The chance of a magnitude of at least `x > 0`, given all samples before. */
export const chanceOf = (data: Tails, tail: number, opposite: number, x: number): number =>
  chance(data, tail, opposite, x, live);

/** The same, given what has settled: an event is compared with the time before it, not with itself. */
export const settledChanceOf = (data: Tails, tail: number, opposite: number, x: number): number =>
  chance(data, tail, opposite, x, settled);

/** The largest magnitude that has settled in a tail, or in the opposite one as long as this one never saw any. */
export function settledLargest(data: Tails, tail: number, opposite: number): number {
  const largest = data[tail + settled] ?? 0;
  return largest === 0 ? (data[opposite + settled] ?? 0) : largest;
}

/** The magnitude whose settled chance is `p`; the inverse of `settledChanceOf`. 0 where nothing ever moved. */
export function magnitudeAt(data: Tails, tail: number, opposite: number, p: number): number {
  const own = data[tail + settled] ?? 0;
  const largest = settledLargest(data, tail, opposite);
  if (largest === 0) return 0;
  const wanted = p * ((data[tail + weight] ?? 0) + 1) - prior;
  if (wanted <= 0) return largest * ((wanted + prior) / prior) ** (-1 / 6);
  if (own === 0) return 0;
  let beyond = 0;
  for (let index = 0; index < octaves; index += 1) {
    const count = data[tail + index] ?? 0;
    if (beyond + count >= wanted) {
      const upper = 2 ** ((data[tail + top] ?? 0) - index);
      return Math.min(largest, upper * (1 - (0.5 * (wanted - beyond)) / count));
    }
    beyond += count;
  }
  return 0;
}

/** Remembers a magnitude `x > 0`. */
export function remember(data: Tails, tail: number, x: number): void {
  const size = Math.min(greatest, Math.max(smallest, x));
  bits[0] = size;
  const octave = ((words[high] ?? 0) >>> 20) - 1023;
  const largest = data[tail + live] ?? 0;
  let ceiling = data[tail + top] ?? 0;
  if (largest === 0 || octave >= ceiling) {
    if (largest > 0) raise(data, tail, octave + 1 - ceiling);
    ceiling = octave + 1;
    data[tail + top] = ceiling;
  }
  const down = ceiling - 1 - octave;
  const index = tail + (down < octaves ? down : octaves - 1);
  data[index] = (data[index] ?? 0) + 1;
  if (size > largest) data[tail + live] = size;
  if (size > (data[tail + pendingNew] ?? 0)) data[tail + pendingNew] = size;
}

/** Moves the window of octaves up; what falls out below is kept in the lowest one. */
function raise(data: Tails, tail: number, by: number): void {
  const last = tail + octaves - 1;
  for (let step = Math.min(by, octaves); step > 0; step -= 1) {
    data[last] = (data[last] ?? 0) + (data[last - 1] ?? 0);
    data.copyWithin(tail + 1, tail, last - 1);
    data[tail] = 0;
  }
}

/** Ends a block of a tail: what was pending for a whole block counts as settled from now on. */
export function settle(data: Tails, tail: number): void {
  const pending = data[tail + pendingOld] ?? 0;
  if (pending > (data[tail + settled] ?? 0)) data[tail + settled] = pending;
  data[tail + pendingOld] = data[tail + pendingNew] ?? 0;
  data[tail + pendingNew] = 0;
}

/** How many samples a tail's feature has seen, the forgotten ones halved away. */
export const weightOf = (data: Tails, tail: number): number => data[tail + weight] ?? 0;

/** Counts one sample for both tails of a feature, and forgets a little when it is time to. */
export function age(data: Tails, up: number, down: number): void {
  const samples = (data[up + weight] ?? 0) + 1;
  const full = samples >= capacity;
  data[up + weight] = data[down + weight] = full ? samples / 2 : samples;
  if (!full) return;
  forget(data, up);
  forget(data, down);
}

function forget(data: Tails, tail: number): void {
  for (let index = tail; index < tail + octaves; index += 1) data[index] = (data[index] ?? 0) / 2;
  const first = data[tail] ?? 0;
  if (first === 0 || first >= forgotten) return;
  // An octave at a time, so that what happens once a month does not become a novelty all at once.
  data[tail + 1] = (data[tail + 1] ?? 0) + first;
  data.copyWithin(tail, tail + 1, tail + octaves);
  data[tail + octaves - 1] = 0;
  const ceiling = (data[tail + top] ?? 0) - 1;
  data[tail + top] = ceiling;
  for (const mark of [live, settled]) data[tail + mark] = Math.min(data[tail + mark] ?? 0, 2 ** ceiling);
}
