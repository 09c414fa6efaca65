import type { CsvColumn } from "./csv-column.ts";
import type { CsvHeader } from "./csv-header.ts";
import { CsvNumbers } from "./csv-number.ts";
import type { RowProblem } from "./row-problem.ts";

export interface DecodedRow {
  readonly values: readonly { readonly metric: string; readonly value: number }[];
  readonly problems: readonly RowProblem[];
}

/**
 * Reads the numbers of a row whose time is known. A row without any is unusable, and says so once; problems of single
 * cells in a row with numbers are `partial`.
 */
export function decodeRow(
  cells: readonly string[],
  { columns }: CsvHeader,
  numbers: CsvNumbers,
  line: number,
): DecodedRow {
  if (isTooWide(cells, columns)) {
    // Which cell is the extra one cannot be known, so no value of the row can be trusted.
    const reason = `has ${cells.length} cells where the header has ${columns.length}`;
    return { values: [], problems: [{ code: "ROW_TOO_WIDE", line, reason }] };
  }
  const values: { metric: string; value: number }[] = [];
  const problems: RowProblem[] = [];
  const texts: [CsvColumn, string][] = [];
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i];
    const cell = cells[i]?.trim() ?? "";
    if (column === undefined || column.metric === "" || cell === "") continue;
    const number = numbers.read(cell);
    const reading = column.read(cell, number);
    if (reading.value !== undefined) values.push({ metric: column.metric, value: reading.value });
    if (number === undefined && reading.problems === undefined) texts.push([column, cell]);
    for (const problem of reading.problems ?? []) problems.push({ line, ...problem, partial: true });
  }
  if (values.length > 0) {
    for (const [column, cell] of texts) column.hold(line, cell);
    return { values, problems };
  }
  const [first, ...others] = problems;
  if (first === undefined)
    return { values, problems: [{ code: "ROW_WITHOUT_VALUE", line, reason: "holds no number to judge" }] };
  const { partial: _, ...whole } = first;
  return { values, problems: [whole, ...others] };
}

/** More cells than the header has are fine where the last column is text with a delimiter in it. */
function isTooWide(cells: readonly string[], columns: readonly CsvColumn[]): boolean {
  if (cells.length <= columns.length) return false;
  const extra = cells[columns.length - 1]?.trim() ?? "";
  return columns.at(-1)?.kind !== "text" || new CsvNumbers().read(extra) !== undefined;
}
