/** Why a row, or one cell of it, could not be used. */
export type RowProblemCode =
  | "ROW_TOO_LONG"
  | "ROW_NOT_UTF8"
  | "ROW_NOT_JSON"
  | "ROW_NOT_A_SIGNAL"
  | "ROW_QUOTE_OPEN"
  | "ROW_TOO_WIDE"
  | "TIME_MISSING"
  | "TIME_UNREADABLE"
  | "TIME_IN_FUTURE"
  | "CELL_NOT_A_NUMBER";

export interface RowProblem {
  readonly code: RowProblemCode;
  /** Counted from 1, as editors do. */
  readonly line: number;
  /** What is wrong and, for one cell, in which column. */
  readonly reason: string;
}
