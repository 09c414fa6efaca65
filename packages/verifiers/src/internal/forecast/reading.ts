import { at, type ForecastMemory, part } from "./memory.ts";
import type { Sample } from "./sample.ts";
import { magnitudeOf, usualOf } from "./tracker.ts";
import { handicap } from "./weigh.ts";

/** What the model says of one sample; one object for all of them, good until the next. */
export interface Reading {
  /** False until there is enough history. */
  ready: boolean;
  /** The decimal exponent of how unlikely the sample is, after silence. */
  score: number;
  /** The same before silence: what stays strange stays high. */
  raw: number;
  /** Whether the value is so far off that no season could explain it. */
  farOut: boolean;
  /** The residual that is strangest; -1 where none is. */
  part: number;
  /** What was looked at, what was expected of it, and between what it would have passed: of the same residual. */
  observed: number;
  expected: number;
  lower: number;
  upper: number;
}

export const partNames = [
  "step",
  "value",
  "mean of the last 8",
  "mean of the last 64",
  "value for its time",
  "step",
  "value",
] as const;

/** How much narrower the interval of a step is than one of the level with the same noise. */
const stepShare = Math.exp(-handicap.level / 2);
/** The score that the shown interval stands for. */
const intervalScore = 3.8;

/** Says what was looked at and between what it would have passed, of the residual that was strangest. */
export function describe(reading: Reading, { numbers, base }: ForecastMemory, sample: Sample): void {
  const { value, last, level, floor } = sample;
  // Where nothing is strange, the narrower of the two that look at the value itself.
  const stepIsNarrower =
    usualOf(numbers, base, part.step, floor) * stepShare < usualOf(numbers, base, part.level, floor);
  const which = reading.part >= 0 ? reading.part : stepIsNarrower ? part.step : part.level;
  let expected = level;
  let observed = value;
  let tracked: number = part.level;
  let allowed = intervalScore + handicap.level;
  if (which === part.step || which === part.logStep) {
    expected = last;
    tracked = part.step;
    allowed = intervalScore;
  } else if (which === part.short || which === part.long) {
    expected = sample.slow;
    observed = which === part.short ? sample.short : sample.long;
    tracked = which;
    allowed = intervalScore;
  } else if (which === part.season) {
    expected = sample.usual;
    tracked = part.season;
    allowed = intervalScore + handicap.season;
  }
  const reach = magnitudeOf(allowed, usualOf(numbers, base, tracked, floor));
  // A counter is shown as the reading that its rate leads to.
  const from = sample.counting ? (numbers[base + at.lastReading] ?? 0) : 0;
  const factor = sample.counting ? sample.seconds : 1;
  reading.observed = finite(from + observed * factor);
  reading.expected = finite(from + expected * factor);
  reading.lower = finite(from + (expected - reach) * factor);
  reading.upper = finite(from + (expected + reach) * factor);
}

const finite = (x: number): number => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, x));
