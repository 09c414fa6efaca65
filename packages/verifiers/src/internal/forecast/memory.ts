import { packFloats, unpackFloats } from "../packed-floats.ts";
import { createSlab } from "../slab.ts";
import { type FirstResiduals, firstKept, firstParts } from "./first-residuals.ts";
import { newSeason, type Season, type SeasonKind, slotsOf } from "./season.ts";

/** The residuals that are watched, each against its own spread. */
export const part = { step: 0, level: 1, short: 2, long: 3, season: 4, logStep: 5, logLevel: 6 } as const;
const parts = 7;

/** Whether a series is judged by its values or, as a counter, by what it counts in a second. */
export const shape = { undecided: 0, gauge: 1, counter: 2 } as const;

/** The last alarms of a series, each with its size and sample. */
export const alarmsKept = 16;

/** Places of a series' numbers; values are in the metric's unit, times in milliseconds. */
export const at = {
  /** Samples learnt since the shape was decided. */
  samples: 0,
  lastTime: 1,
  /** As reported; for a counter its reading. */
  lastReading: 2,
  /** As judged; for a counter its rate. */
  lastValue: 3,
  /** Running mean of the time between samples. */
  gap: 4,
  shape: 5,
  rises: 6,
  falls: 7,
  /** Samples since the last long gap: the means start over there. */
  since: 8,
  /** Running means over about 10, 8, 64 and 512 samples. */
  level: 9,
  short: 10,
  long: 11,
  slow: 12,
  /** Running mean of the magnitude. */
  size: 13,
  /** The largest step, forgotten slowly and at most doubled within 8 samples. */
  largestStep: 14,
  /** Smallest and largest value seen, each moved by at most the whole range by one sample. */
  lowest: 15,
  highest: 16,
  /** The sample of the last alarm, its score, and how many calm samples end its silence. */
  lastAlarm: 17,
  alarmScore: 18,
  quietLeft: 19,
  /** Where the next alarm is kept. */
  nextAlarm: 20,
  logLevel: 21,
  /** The last sample that was not above zero. */
  lastNonPositive: 22,
  /** Equal readings in a row, the most of them before this run, and readings that differed from the one before. */
  standing: 23,
  longestStanding: 24,
  changes: 25,
  /** When the series began, and when the value that stands was first seen. */
  firstTime: 26,
  standingSince: 27,
  /** The value judged before the last one. */
  beforeLast: 28,
  /** The last samples at which the short and the long mean were strange for what had been reported. */
  toldShort: 29,
  toldLong: 30,
  /** The level before the last alarm, and when that was. */
  levelBefore: 31,
  leftAt: 32,
  /** The sample at which the largest step grew last. */
  grewAt: 33,
  trackers: 34,
  alarms: 34 + 3 * parts,
} as const;
const width = at.alarms + 2 * alarmsKept;

/** Places of one tracker's numbers. */
export const trackerOf = (base: number, index: number): number => base + at.trackers + 3 * index;

/** What the forecast remembers of one series: `numbers` from `base` on, shared with other series, and its season. */
export interface ForecastMemory {
  readonly numbers: Float64Array;
  readonly base: number;
  season: Season | null;
  /** The first residuals, until there are enough of them. */
  first: FirstResiduals | null;
}

/** Makes the memories of many series, side by side. */
export function forecastMemories(): () => ForecastMemory {
  const rows = createSlab((length) => new Float64Array(length), width);
  return () => {
    const { data, base } = rows();
    clear(data, base);
    return { numbers: data, base, season: null, first: newFirst() };
  };
}

const newFirst = (): FirstResiduals => new Float32Array(firstParts * firstKept);

function clear(numbers: Float64Array, base: number): void {
  numbers.fill(0, base, base + width);
  numbers[base + at.lastAlarm] = Number.NEGATIVE_INFINITY;
  for (const never of [at.lastNonPositive, at.toldShort, at.toldLong])
    numbers[base + never] = Number.NEGATIVE_INFINITY;
}

/** Starts over with another shape; the last reading stays. */
export function restartAs(memory: ForecastMemory, as: number): void {
  const { numbers, base } = memory;
  const kept = [at.lastTime, at.lastReading, at.gap, at.firstTime].map((place) => numbers[base + place] ?? 0);
  clear(numbers, base);
  [at.lastTime, at.lastReading, at.gap, at.firstTime].forEach((place, index) => {
    numbers[base + place] = kept[index] ?? 0;
  });
  numbers[base + at.shape] = as;
  memory.season = null;
  memory.first = newFirst();
}

/** A copy that shares nothing: what was known before a challenge. */
export function copyForecast({ numbers, base, season, first }: ForecastMemory): ForecastMemory {
  return {
    numbers: numbers.slice(base, base + width),
    base: 0,
    first: first?.slice() ?? null,
    season:
      season === null ? null : { ...season, days: season.days.slice(), week: season.week?.slice() ?? null },
  };
}

/** Goes back to `kept`. The means start over with the next sample, as after a gap. */
export function restoreForecast(memory: ForecastMemory, kept: ForecastMemory): void {
  const { numbers, base } = memory;
  const lastTime = numbers[base + at.lastTime] ?? 0;
  numbers.set(kept.numbers.subarray(kept.base, kept.base + width), base);
  memory.season = kept.season;
  memory.first = kept.first;
  numbers[base + at.since] = 0;
  numbers[base + at.lastTime] = Math.max(lastTime, numbers[base + at.lastTime] ?? 0);
}

/** The plain JSON form; the season's floats are packed. */
export interface StoredForecast {
  readonly numbers: (number | null)[];
  readonly first: string | null;
  readonly season: {
    readonly kind: SeasonKind;
    readonly period: number;
    readonly numbers: number[];
    readonly days: string;
    readonly week: string | null;
  } | null;
}

const seasonNumbers = [
  "slot",
  "slotSum",
  "slotCount",
  "hour",
  "hourSum",
  "hourCount",
  "short",
  "long",
  "off",
  "compared",
] as const;

export function storeForecast({ numbers, base, season, first }: ForecastMemory): StoredForecast {
  return {
    // JSON has no infinity: null stands for "never".
    numbers: Array.from(numbers.subarray(base, base + width), (number) =>
      Number.isFinite(number) ? number : null,
    ),
    first: first === null ? null : packFloats(first, 0, first.length),
    season:
      season === null
        ? null
        : {
            kind: season.kind,
            period: season.period,
            numbers: seasonNumbers.map((name) => season[name]),
            days: packFloats(season.days, 0, season.days.length),
            week: season.week === null ? null : packFloats(season.week, 0, season.week.length),
          },
  };
}

/** The inverse of `storeForecast`, into a new memory; false for what it would not have written. */
export function loadForecast(memory: ForecastMemory, stored: StoredForecast): boolean {
  if (stored.numbers.length !== width) return false;
  let season: Season | null = null;
  if (stored.season !== null) {
    const { kind, period, numbers } = stored.season;
    const days = unpackFloats(stored.season.days);
    const week = stored.season.week === null ? null : unpackFloats(stored.season.week);
    season = newSeason(kind, period);
    if (days?.length !== 3 * slotsOf(kind) || numbers.length !== seasonNumbers.length) return false;
    if (week?.length !== season.week?.length) return false;
    season.days.set(days);
    if (week !== null) season.week?.set(week);
    seasonNumbers.forEach((name, index) => {
      if (season !== null) season[name] = numbers[index] ?? 0;
    });
  }
  const first = stored.first === null ? null : unpackFloats(stored.first);
  if (stored.first !== null && (first?.length !== firstParts * firstKept || first.some(Number.isNaN)))
    return false;
  memory.first = first;
  memory.numbers.set(
    stored.numbers.map((number) => number ?? Number.NEGATIVE_INFINITY),
    memory.base,
  );
  memory.season = season;
  return true;
}
