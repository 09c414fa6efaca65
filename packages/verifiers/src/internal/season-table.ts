/** What a series usually is at each moment of a season. */
export interface SeasonTable {
  /** Length of the season in milliseconds. */
  readonly period: number;
  /** A running mean for each moment of the season; NaN where there was no sample yet. */
  readonly slots: Float32Array;
  /** When the table was begun. */
  readonly since: number;
  /** Samples that could be compared with a season before. */
  compared: number;
  /** Running mean of the distance from the slot, and from the slow level over the same samples. */
  error: number;
  plainError: number;
}

export const dayPeriod = 86_400_000;
export const weekPeriod = 7 * dayPeriod;

const rate = 1 / 4;
const errorRate = 1 / 512;
/** A season is one if knowing it makes the distance so much smaller. */
const gain = 0.7;
/** Comparisons before a table may say so. */
const proof = 32;
/** A table that has not shown a season after so many periods is given up. */
const patience = 4;

/** How many moments a season has: half an hour each in a week, 288 otherwise (five minutes each in a day). */
export const slotsOf = (period: number): number => (period === weekPeriod ? 336 : 288);

export const newSeasonTable = (period: number, since: number): SeasonTable => ({
  period,
  slots: new Float32Array(slotsOf(period)).fill(Number.NaN),
  since,
  compared: 0,
  error: 0,
  plainError: 0,
});

/** The slot of `time`. Exact where a slot is a whole number of milliseconds, so that no sample strays into the next. */
function slotAt({ period, slots }: SeasonTable, time: number): number {
  const count = slots.length;
  const slot = Math.floor(time / (period / count));
  return slot - Math.floor(slot / count) * count;
}

/** What the table expects at `time`; NaN where it knows nothing. */
export const seasonalLevel = (table: SeasonTable, time: number): number =>
  table.slots[slotAt(table, time)] ?? Number.NaN;

export const showsSeason = (table: SeasonTable): boolean =>
  table.compared >= proof && table.error < gain * table.plainError;

export const isHopeless = (table: SeasonTable, time: number): boolean =>
  time - table.since > patience * table.period && !showsSeason(table);

/** Learns `value`, whose distance from the slow level is `plainDistance`. */
export function learnSeason(table: SeasonTable, time: number, value: number, plainDistance: number): void {
  const index = slotAt(table, time);
  const known = table.slots[index] ?? Number.NaN;
  if (Number.isNaN(known)) {
    table.slots[index] = value;
    return;
  }
  table.slots[index] = known + rate * (value - known);
  // Within the first season a slot knows only its own few samples, which proves nothing.
  if (time - table.since < table.period) return;
  table.compared += 1;
  const weight = Math.max(errorRate, 1 / table.compared);
  table.error += weight * (Math.abs(value - known) - table.error);
  table.plainError += weight * (plainDistance - table.plainError);
}
