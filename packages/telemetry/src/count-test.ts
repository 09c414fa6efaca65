/** Two tails of an exact conditional test: how likely this many, or this few, were if nothing had changed. */
export interface Tails {
  /** P(K >= recent). */
  readonly upper: number;
  /** P(K <= recent). */
  readonly lower: number;
}

/**
 * Variance beyond Poisson in the counts of equal windows, as `1/r` of a negative binomial with variance
 * `mean + mean^2 / r`; 0 for a Poisson process. Estimated by moments, with the variance raised by (n + 3)/(n - 3):
 * an estimate that is too small makes false alarms, one too large only makes the test slower to speak.
 */
export function overdispersion(counts: readonly number[]): number {
  const n = counts.length;
  const mean = counts.reduce((sum, count) => sum + count, 0) / n;
  if (n < 4 || mean === 0) return 0;
  const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (n - 1);
  return Math.max(0, (variance * ((n + 3) / (n - 3)) - mean) / mean ** 2);
}

/**
 * The count of one window against those of `windows` equal ones before it, given the total: under a constant rate it is
 * binomial (Przyborowski and Wilenski 1940, "Homogeneity of results in testing samples from Poisson series"), and
 * with negative binomial counts of dispersion `1/r` beta-binomial (r, r * windows), of which that is the limit.
 * Exact given the dispersion; needs no large counts.
 */
export function conditionalTails(recent: number, before: number, windows: number, dispersion: number): Tails {
  const total = recent + before;
  if (total === 0) return { upper: 1, lower: 1 };
  // Below this the beta-binomial cannot be distinguished from the binomial, and its terms lose digits.
  const poisson = dispersion < 1e-6;
  const alpha = poisson ? 1 : 1 / dispersion;
  const beta = alpha * windows;
  // From P(K = 0) on by the ratio of neighbours, in logarithms: the terms span hundreds of orders of magnitude.
  let log = 0;
  if (poisson) log = total * Math.log(windows / (windows + 1));
  else for (let i = 0; i < total; i++) log += Math.log((beta + i) / (alpha + beta + i));
  let upper = 0;
  let lower = 0;
  for (let k = 0; k <= total; k++) {
    const term = Math.exp(log);
    if (k >= recent) upper += term;
    if (k <= recent) lower += term;
    const ratio = poisson
      ? (total - k) / ((k + 1) * windows)
      : ((total - k) * (alpha + k)) / ((k + 1) * (beta + total - k - 1));
    log += Math.log(ratio);
  }
  return { upper: Math.min(1, upper), lower: Math.min(1, lower) };
}

/**
 * Holm's step-down adjustment (1979): reject where the adjusted value is at most alpha, and the chance of any false
 * rejection is at most alpha, however the tests depend on each other.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let highest = 0;
  order.forEach(({ p, index }, rank) => {
    highest = Math.max(highest, Math.min(1, p * (pValues.length - rank)));
    adjusted[index] = highest;
  });
  return adjusted;
}
