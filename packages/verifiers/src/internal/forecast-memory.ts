import { newSeasonTable, type SeasonTable, slotsOf } from "./season-table.ts";
import { type Tails, tailSlots } from "./tails.ts";

/** The residuals that are watched: one-step, short mean, long mean, season. */
export const features = 4;

/** Whether a series is judged by its values or, as a counter, by what each sample adds. */
export const shape = { undecided: 0, gauge: 1, counter: 2 } as const;

/** The numbers a forecast keeps of a series; levels are in units of `unit`, times in milliseconds. */
interface ForecastLevels {
  /** Samples learnt since the shape was decided. */
  samples: number;
  /** The first value that was not 0: dividing by it makes all that follows free of the unit. */
  unit: number;
  lastTime: number;
  lastValue: number;
  /** Running mean of the time between samples. */
  gap: number;
  shape: number;
  rises: number;
  falls: number;
  /** Running means over about 4, 8, 32 and 512 samples. */
  fast: number;
  short: number;
  long: number;
  slow: number;
  /** Running mean of the magnitude: the usual size of the series. */
  size: number;
  /** No season is looked for before this time. */
  noSeasonUntil: number;
}

export interface ForecastMemory {
  readonly tails: Tails;
  readonly levels: ForecastLevels;
  /** Up to two seasons under observation. */
  seasons: SeasonTable[];
}

export const newForecastMemory = (): ForecastMemory => ({
  tails: new Float32Array(tailSlots(features)),
  levels: {
    samples: 0,
    unit: 0,
    lastTime: 0,
    lastValue: 0,
    gap: 0,
    shape: shape.undecided,
    rises: 0,
    falls: 0,
    fast: 0,
    short: 0,
    long: 0,
    slow: 0,
    size: 0,
    noSeasonUntil: 0,
  },
  seasons: [],
});

/** Starts anew with another shape; the unit and the last sample stay. */
export function restartAs(memory: ForecastMemory, as: number): void {
  const { levels } = memory;
  memory.tails.fill(0);
  memory.seasons = [];
  Object.assign(levels, {
    samples: 0,
    shape: as,
    rises: 0,
    falls: 0,
    fast: 0,
    short: 0,
    long: 0,
    slow: 0,
    size: 0,
  });
}

/** The plain JSON form of a season: null stands for a moment without a sample. */
interface StoredSeason {
  readonly period: number;
  readonly since: number;
  readonly compared: number;
  readonly error: number;
  readonly plainError: number;
  readonly slots: (number | null)[];
}

export interface StoredForecast {
  readonly levels: Readonly<ForecastLevels>;
  readonly tails: number[];
  readonly seasons: StoredSeason[];
}

export const storeForecast = ({ tails, levels, seasons }: ForecastMemory): StoredForecast => ({
  levels: { ...levels },
  tails: [...tails],
  seasons: seasons.map(({ slots, ...rest }) => ({
    ...rest,
    slots: Array.from(slots, (each) => (Number.isNaN(each) ? null : each)),
  })),
});

/** The inverse of `storeForecast`; null where the lengths do not fit this release. */
export function loadForecast(stored: StoredForecast): ForecastMemory | null {
  const memory = newForecastMemory();
  if (stored.tails.length !== memory.tails.length) return null;
  memory.tails.set(stored.tails);
  Object.assign(memory.levels, stored.levels);
  for (const { slots, period, since, ...rest } of stored.seasons) {
    if (slots.length !== slotsOf(period)) return null;
    const table = newSeasonTable(period, since);
    table.slots.set(slots.map((each) => each ?? Number.NaN));
    memory.seasons.push(Object.assign(table, rest));
  }
  return memory;
}
