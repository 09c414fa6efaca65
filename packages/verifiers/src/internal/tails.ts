/**
 * Online tail probabilities of residuals, one tail per feature and sign.
 *
 * Each tail is a histogram of magnitudes by octave below the largest one remembered, so its cost depends neither on the
 * unit nor on the distribution. When a feature has seen `capacity` samples, every count is halved, which is how the distant past
 * is forgotten. Beyond the largest magnitude the tail is
 * continued as a power law.
 */

/** Numbers of all tails of one series in one array, `stride` a tail; tail 2f is feature f upwards, 2f + 1 downwards. */
export type Tails = Float32Array;

const octaves = 16;
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

/** How many numbers the tails of so many features take. */
export const tailSlots = (features: number): number => features * 2 * stride;

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
function chance(data: Tails, tail: number, x: number, mark: number): number {
  const base = tail * stride;
  const whole = (data[base + weight] ?? 0) + 1;
  let largest = data[base + mark] ?? 0;
  if (largest === 0) {
    // Never seen on this side: the other side is the best guess.
    largest = data[(tail ^ 1) * stride + mark] ?? 0;
    // A line that never moved at all has no noise that could explain a move.
    if (largest === 0) return prior / (whole * whole * whole);
    return x >= largest ? (prior * sixth(largest / x)) / whole : prior / whole;
  }
  if (x >= largest) return (prior * sixth(largest / x)) / whole;
  const below = Math.max(0, (data[base + top] ?? 0) - octaveOf(x));
  const full = Math.floor(below);
  if (full >= octaves) return 1;
  let beyond = (data[base + full] ?? 0) * (below - full);
  for (let index = base; index < base + full; index += 1) beyond += data[index] ?? 0;
  return Math.min(1, (beyond + prior) / whole);
}

/** The chance of a magnitude of at least `x > 0`, given all samples before. */
export const chanceOf = (tails: Tails, tail: number, x: number): number => chance(tails, tail, x, live);

/** The same, given what has settled: an event is compared with the time before it, not with itself. */
export const settledChanceOf = (tails: Tails, tail: number, x: number): number =>
  chance(tails, tail, x, settled);

/** The magnitude whose settled chance is `p`; the inverse of `settledChanceOf`. 0 where nothing ever moved. */
export function magnitudeAt(data: Tails, tail: number, p: number): number {
  const base = tail * stride;
  const own = data[base + settled] ?? 0;
  const largest = own === 0 ? (data[(tail ^ 1) * stride + settled] ?? 0) : own;
  if (largest === 0) return 0;
  const wanted = p * ((data[base + weight] ?? 0) + 1) - prior;
  if (wanted <= 0) return largest * ((wanted + prior) / prior) ** (-1 / 6);
  if (own === 0) return 0;
  let beyond = 0;
  for (let index = 0; index < octaves; index += 1) {
    const count = data[base + index] ?? 0;
    if (beyond + count >= wanted) {
      const upper = 2 ** ((data[base + top] ?? 0) - index);
      return Math.min(largest, upper * (1 - (0.5 * (wanted - beyond)) / count));
    }
    beyond += count;
  }
  return 0;
}

/** Remembers a magnitude `x > 0`. */
export function remember(data: Tails, tail: number, x: number): void {
  const base = tail * stride;
  const size = Math.min(greatest, Math.max(smallest, x));
  const octave = Math.floor(octaveOf(size));
  let ceiling = data[base + live] === 0 ? octave + 1 : (data[base + top] ?? 0);
  if (octave >= ceiling) {
    raise(data, base, octave + 1 - ceiling);
    ceiling = octave + 1;
  }
  data[base + top] = ceiling;
  const index = base + Math.min(octaves - 1, ceiling - 1 - octave);
  data[index] = (data[index] ?? 0) + 1;
  if (size > (data[base + live] ?? 0)) data[base + live] = size;
  if (size > (data[base + pendingNew] ?? 0)) data[base + pendingNew] = size;
}

/** Moves the window of octaves up; what falls out below is kept in the lowest one. */
function raise(data: Tails, base: number, by: number): void {
  const last = base + octaves - 1;
  for (let step = Math.min(by, octaves); step > 0; step -= 1) {
    data[last] = (data[last] ?? 0) + (data[last - 1] ?? 0);
    data.copyWithin(base + 1, base, last - 1);
    data[base] = 0;
  }
}

/** Ends a block of a feature: what was pending for a whole block counts as settled from now on. */
export function settle(data: Tails, feature: number): void {
  for (let base = feature * 2 * stride; base < (feature + 1) * 2 * stride; base += stride) {
    const pending = data[base + pendingOld] ?? 0;
    if (pending > (data[base + settled] ?? 0)) data[base + settled] = pending;
    data[base + pendingOld] = data[base + pendingNew] ?? 0;
    data[base + pendingNew] = 0;
  }
}

/** How many samples a feature has seen, the forgotten ones halved away. */
export const weightOf = (data: Tails, feature: number): number => data[feature * 2 * stride + weight] ?? 0;

/** Counts one sample of a feature, and forgets a little when it is time to. */
export function age(data: Tails, feature: number): void {
  const start = feature * 2 * stride;
  let samples = (data[start + weight] ?? 0) + 1;
  const full = samples >= capacity;
  if (full) samples /= 2;
  for (let base = start; base < start + 2 * stride; base += stride) {
    data[base + weight] = samples;
    if (!full) continue;
    for (let index = base; index < base + octaves; index += 1) data[index] = (data[index] ?? 0) / 2;
    const first = data[base] ?? 0;
    if (first === 0 || first >= forgotten) continue;
    // An octave at a time, so that what happens once a month does not become a novelty all at once.
    data[base + 1] = (data[base + 1] ?? 0) + first;
    data.copyWithin(base, base + 1, base + octaves);
    data[base + octaves - 1] = 0;
    const ceiling = (data[base + top] ?? 0) - 1;
    data[base + top] = ceiling;
    for (const mark of [live, settled]) data[base + mark] = Math.min(data[base + mark] ?? 0, 2 ** ceiling);
  }
}
