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

/** The plain JSON form; in the slots of a season null stands for a moment without a sample. */
interface StoredForecast {
  readonly levels: number[];
  readonly tails: number[];
  readonly seasons: {
    readonly period: number;
    readonly since: number;
    readonly compared: number;
    readonly error: number;
    readonly plainError: number;
    readonly slots: (number | null)[];
  }[];
}

/** Several times as fast as `Array.from`, and a snapshot has hundreds of numbers for each series. */
function numbersOf(data: Float32Array | Float64Array, base: number, count: number): number[] {
  const numbers: number[] = [];
  for (let index = base; index < base + count; index += 1) numbers.push(data[index] ?? 0);
  return numbers;
}

export const storeForecast = ({
  levels,
  base,
  tails,
  tailBase,
  seasons,
}: ForecastMemory): StoredForecast => ({
  levels: numbersOf(levels, base, levelCount),
  tails: numbersOf(tails, tailBase, tailCount),
  seasons: seasons.map(({ slots, ...rest }) => ({
    ...rest,
    slots: Array.from(slots, (each) => (Number.isNaN(each) ? null : each)),
  })),
});

/** The inverse of `storeForecast`, into a new memory; false where the lengths do not fit this release. */
export function loadForecast(memory: ForecastMemory, stored: StoredForecast): boolean {
  if (stored.levels.length !== levelCount || stored.tails.length !== tailCount) return false;
  if (stored.seasons.some(({ slots, period }) => slots.length !== slotsOf(period))) return false;
  memory.levels.set(stored.levels, memory.base);
  memory.tails.set(stored.tails, memory.tailBase);
  memory.seasons = stored.seasons.map(({ slots, period, since, ...rest }) => {
    const table = newSeasonTable(period, since);
    table.slots.set(slots.map((each) => each ?? Number.NaN));
    return Object.assign(table, rest);
  });
  return true;
}
