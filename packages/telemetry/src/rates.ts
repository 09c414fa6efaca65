import { conditionalTails, holm, overdispersion } from "./count-test.ts";

/** A challenge as the test of rates needs it. */
export interface RatedChallenge {
  readonly level: string;
  readonly metric: string;
  /** When what it is about was observed, in milliseconds. */
  readonly time: number;
}

export interface RateOptions {
  /** End of the recent window, in milliseconds. */
  readonly now: number;
  /** When observing began, in milliseconds; no window reaches back beyond it. */
  readonly since: number;
  /** Length of a window in milliseconds. Default: a day, so that the hours of the day weigh alike in every window. */
  readonly windowMs?: number;
  /** Windows before the recent one to compare with, at most. Default 28: whole weeks. */
  readonly windows?: number;
  /** Chance of any false alarm in one report. Default 0.01. */
  readonly alpha?: number;
}

export interface RateFinding {
  readonly level: string;
  /** `*` for all metrics together. */
  readonly metric: string;
  /** Challenges in the recent window. */
  readonly recent: number;
  /** Mean of the windows before it. */
  readonly expected: number;
  /** Variance beyond Poisson, as `1/r` of a negative binomial. */
  readonly dispersion: number;
  /** Two-sided, for this series alone. */
  readonly p: number;
  /** Adjusted for the number of series tested (Holm). */
  readonly adjusted: number;
  readonly anomaly: "more" | "fewer" | null;
}

export interface RateReport {
  /** Windows that were compared with; below `minWindows` nothing is tested. */
  readonly windows: number;
  readonly enough: boolean;
  readonly alpha: number;
  /** The least likely first. */
  readonly findings: readonly RateFinding[];
}

/** Fewer windows say too little of how much the counts vary by themselves. */
export const minWindows = 7;

/**
 * Whether challenges of a level, of a level and metric, came more or less often in the recent window than before.
 *
 * Each series is tested exactly given its total and its dispersion (see `conditionalTails`), both tails, doubled; the
 * p-values are adjusted by Holm. Where counts of different windows are independent and the rate has not changed, the
 * chance that a report names anything is at most `alpha`, for Poisson counts and for clustered (negative binomial) ones
 * down to about r = 1; test/rates.test.ts measures it. What it does not see: a change slower than the whole of the
 * windows, and anything within one window. A challenge that lasts is one challenge: further observations join it, so
 * a standing fault raises the rate once.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { challengeRates } from "@mvcrs/telemetry";
 *
 * const now = Date.parse("2026-11-22T00:00:00.000Z");
 * // Fewer than seven days to compare with: nothing is tested.
 * assert.equal(challengeRates([], { now, since: now - 3 * 86_400_000 }).enough, false);
 * ```
 */
export function challengeRates(challenges: Iterable<RatedChallenge>, options: RateOptions): RateReport {
  const { now, since, windowMs = 86_400_000, windows: most = 28, alpha = 0.01 } = options;
  const windows = Math.max(0, Math.min(most, Math.floor((now - since) / windowMs) - 1));
  const enough = windows >= minWindows;
  if (!enough) return { windows, enough, alpha, findings: [] };
  const series = new Map<string, { level: string; metric: string; counts: number[] }>();
  const count = (level: string, metric: string, window: number): void => {
    const key = JSON.stringify([level, metric]);
    let one = series.get(key);
    if (one === undefined) {
      one = { level, metric, counts: new Array<number>(windows + 1).fill(0) };
      series.set(key, one);
    }
    one.counts[window] = (one.counts[window] ?? 0) + 1;
  };
  for (const { level, metric, time } of challenges) {
    // Window 0 is the recent one: (now - windowMs, now].
    const window = Math.floor((now - time) / windowMs);
    if (window < 0 || window > windows) continue;
    count(level, metric, window);
    count(level, "*", window);
  }
  const tested = [...series.values()].map(({ level, metric, counts: [recent = 0, ...before] }) => {
    const sum = before.reduce((total, one) => total + one, 0);
    const dispersion = overdispersion(before);
    const { upper, lower } = conditionalTails(recent, sum, windows, dispersion);
    const p = Math.min(1, 2 * Math.min(upper, lower));
    return { level, metric, recent, expected: sum / windows, dispersion, p };
  });
  const adjusted = holm(tested.map(({ p }) => p));
  const findings = tested
    .map((one, index): RateFinding => {
      const value = adjusted[index] ?? 1;
      const direction = one.recent > one.expected ? "more" : "fewer";
      return { ...one, adjusted: value, anomaly: value <= alpha ? direction : null };
    })
    .sort((a, b) => a.p - b.p);
  return { windows, enough, alpha, findings };
}
