import { packFloats, unpackFloats } from "./packed-floats.ts";
import { newSeasonTable, type SeasonTable, slotsOf } from "./season-table.ts";
import { createSlab } from "./slab.ts";
import { tailSlots } from "./tails.ts";

/** The residuals that are watched: one-step, short mean, long mean, season. */
export const features = 4;

/** Whether a series is judged by its values or, as a counter, by what each sample adds. */
export const shape = { undecided: 0, gauge: 1, counter: 2 } as const;

/** Places of a series' numbers; levels are in units of `unit`, times in milliseconds. */
export const at = {
  /** Samples learnt since the shape was decided. */
  samples: 0,
  /** The first value that was not 0: dividing by it makes all that follows free of the unit. */
  unit: 1,
  lastTime: 2,
  lastValue: 3,
  /** Running mean of the time between samples. */
  gap: 4,
  shape: 5,
  rises: 6,
  falls: 7,
  /** Running means over about 4, 8, 32 and 512 samples. */
  fast: 8,
  short: 9,
  long: 10,
  slow: 11,
  /** Running mean of the magnitude: the usual size of the series. */
  size: 12,
  /** No season is looked for before this time. */
  noSeasonUntil: 13,
} as const;
const levelCount = 14;
const tailCount = tailSlots(features);

export interface ForecastMemory {
  /** The series' levels begin at `base`, its tails at `tailBase`; the arrays are shared with other series. */
  readonly levels: Float64Array;
  readonly base: number;
  readonly tails: Float32Array;
  readonly tailBase: number;
  /** Up to two seasons under observation. */
  seasons: SeasonTable[];
}

const noSeasons: SeasonTable[] = [];

/** Makes the memories of many series, side by side. */
export function forecastMemories(): () => ForecastMemory {
  const levels = createSlab((length) => new Float64Array(length), levelCount);
  const tails = createSlab((length) => new Float32Array(length), tailCount);
  return () => {
    const level = levels();
    const tail = tails();
    return {
      levels: level.data,
      base: level.base,
      tails: tail.data,
      tailBase: tail.base,
      seasons: noSeasons,
    };
  };
}

/** Starts anew with another shape; the unit and the last sample stay. */
export function restartAs(memory: ForecastMemory, as: number): void {
  const { levels, base, tails, tailBase } = memory;
  levels.fill(0, base + at.rises, base + levelCount);
  levels[base + at.samples] = 0;
  levels[base + at.shape] = as;
  tails.fill(0, tailBase, tailBase + tailCount);
  memory.seasons = noSeasons;
}

/** The plain JSON form; floats are packed. */
interface StoredForecast {
  readonly levels: number[];
  readonly tails: string;
  readonly seasons: {
    readonly period: number;
    readonly since: number;
    readonly compared: number;
    readonly error: number;
    readonly plainError: number;
    /** The first slot that was ever filled; `slots` holds those from there to the last filled one. */
    readonly from: number;
    readonly slots: string;
  }[];
}

export const storeForecast = ({
  levels,
  base,
  tails,
  tailBase,
  seasons,
}: ForecastMemory): StoredForecast => ({
  levels: [...levels.subarray(base, base + levelCount)],
  tails: packFloats(tails, tailBase, tailCount),
  seasons: seasons.map(({ slots, ...rest }) => {
    let from = 0;
    while (from < slots.length && Number.isNaN(slots[from])) from += 1;
    let end = slots.length;
    while (end > from && Number.isNaN(slots[end - 1])) end -= 1;
    if (from === end) from = end = 0;
    return { ...rest, from, slots: packFloats(slots, from, end - from) };
  }),
});

/** The inverse of `storeForecast`, into a new memory; false for what it would not have written. */
export function loadForecast(memory: ForecastMemory, stored: StoredForecast): boolean {
  const tails = unpackFloats(stored.tails);
  if (stored.levels.length !== levelCount || tails?.length !== tailCount || !tails.every(Number.isFinite))
    return false;
  const seasons: SeasonTable[] = [];
  for (const { slots, from, period, since, ...rest } of stored.seasons) {
    const filled = unpackFloats(slots);
    if (filled === null || from + filled.length > slotsOf(period)) return false;
    const table = newSeasonTable(period, since);
    table.slots.set(filled, from);
    seasons.push(Object.assign(table, rest));
  }
  memory.levels.set(stored.levels, memory.base);
  memory.tails.set(tails, memory.tailBase);
  memory.seasons = seasons;
  return true;
}
