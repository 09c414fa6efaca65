/** Why a row, or one cell of it, could not be used. */
export type RowProblemCode =
  | "ROW_TOO_LONG"
  | "ROW_TOO_LARGE"
  | "ROW_NOT_UTF8"
  | "ROW_NOT_JSON"
  | "ROW_NOT_A_SIGNAL"
  | "ROW_QUOTE_OPEN"
  | "ROW_QUOTE_STRAY"
  | "ROW_QUOTED_ROWS"
  | "ROW_TOO_WIDE"
  | "ROW_WITHOUT_VALUE"
  | "ROW_UNRECORDABLE"
  | "TIME_MISSING"
  | "TIME_UNREADABLE"
  | "TIME_IN_FUTURE"
  | "CELL_NOT_A_NUMBER"
  | "CELL_IN_TEXT_COLUMN";

export interface RowProblem {
  readonly code: RowProblemCode;
  /** Counted from 1, as editors do. */
  readonly line: number;
  /** What is wrong and, for one cell, in which column. */
  readonly reason: string;
  /**
   * The row was used all the same, or its own problem is reported elsewhere. An unusable row has exactly one problem without
   * this mark, so that those count the unusable rows.
   */
  readonly partial?: true;
  /** Who reported the row; the source of the input where the row does not say so. */
  readonly source?: string;
  /** How many signals of the batch stand before it in the input; none unless said. */
  readonly before?: number;
}
