import { type DecodeOptions, defaultFutureToleranceMs, futureProblem } from "./decoded.ts";
import { epochTime } from "./epoch.ts";
import { excerpt } from "./excerpt.ts";
import { parseInstant } from "./instant.ts";
import { WallClock } from "./repeated-hour.ts";
import type { RowProblem } from "./row-problem.ts";
import type { ToInstant } from "./time-zone.ts";

/** Where a row has its time: in one column, or its date and its time of day in two. */
export interface TimeColumns {
  readonly time: number;
  readonly date: number | undefined;
  /** The name of the column of the time. */
  readonly name: string;
}

const timeOfDay = /^\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?:[Zz]|UTC|[+-]\d{2}(?::?\d{2})?)?$/;

/** The time of a row as it is written, the date put before a time of day that has one. */
export function writtenTime(cells: readonly string[], { time, date }: TimeColumns): string {
  const written = cells[time]?.trim() ?? "";
  if (date === undefined || !timeOfDay.test(written)) return written;
  return `${cells[date]?.trim() ?? ""} ${written}`;
}

/** Whether the text can be the time of a row. */
export function isTime(written: string): boolean {
  return parseInstant(written) !== undefined || epochTime(written) !== undefined;
}

/** Reads the times of one file, in its order. */
export class CsvTimes {
  readonly #clock: WallClock;
  readonly #now: () => number;
  readonly #tolerance: number;
  /** Times that named no zone, so far. */
  unzoned = 0;

  constructor(toInstant: ToInstant, { now, futureToleranceMs }: DecodeOptions) {
    this.#clock = new WallClock(toInstant);
    this.#now = now;
    this.#tolerance = futureToleranceMs ?? defaultFutureToleranceMs;
  }

  /** Times that the clocks showed twice, so far. */
  get ambiguous(): number {
    return this.#clock.ambiguous;
  }

  read(cells: readonly string[], columns: TimeColumns, line: number): number | RowProblem {
    const written = writtenTime(cells, columns);
    if (written === "") return { code: "TIME_MISSING", line, reason: `has no ${columns.name}` };
    const time = this.#instantOf(written);
    if (time === undefined) {
      const alone = timeOfDay.test(written) ? ", only a time of day (--date-column names its date)" : "";
      return { code: "TIME_UNREADABLE", line, reason: `${excerpt(written)} is not a time${alone}` };
    }
    if (time > this.#now() + this.#tolerance) return futureProblem(line, time);
    this.#clock.saw(time);
    return time;
  }

  #instantOf(written: string): number | undefined {
    const parsed = parseInstant(written);
    if (parsed === undefined) return epochTime(written);
    if (parsed.zoned) return parsed.time;
    this.unzoned += 1;
    return this.#clock.instantOf(parsed.time);
  }
}
