import type { Signal } from "../signal.ts";
import type { RowProblem } from "./row-problem.ts";

/** What one block of input holds. Signals and problems each keep the order of the file. */
export interface DecodedBatch {
  readonly signals: readonly Signal[];
  /** How many of the signals each usable row has, in their order; absent where each has one. */
  readonly perRow?: readonly number[];
  readonly problems: readonly RowProblem[];
  /**
   * Rows in this block; empty lines, comments and headers do not count. Each has signals, or one problem that is not
   * `partial`.
   */
  readonly rows: number;
  /** Bytes of input read so far. */
  readonly bytes: number;
}

export interface DecodeOptions {
  /** The present in milliseconds: a signal later than this by more than `futureToleranceMs` is refused. */
  readonly now: () => number;
  /** Default five minutes: clocks of honest reporters differ. */
  readonly futureToleranceMs?: number;
  /** A line longer than this many bytes is refused without being held in memory. Default 1 MiB. */
  readonly maxLineBytes?: number;
  /** What becomes of a last line without a newline: `use` (default), or `drop` where the file may still grow. */
  readonly unfinished?: "use" | "drop";
}

export const defaultFutureToleranceMs = 300_000;

/** Says what is wrong with a time that lies in the future. */
export function futureProblem(line: number, time: number): RowProblem {
  return {
    code: "TIME_IN_FUTURE",
    line,
    reason: `${new Date(time).toISOString()} is in the future; is the clock of the reporter right?`,
  };
}
