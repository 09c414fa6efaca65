import Papa from "papaparse";
import { telemetryColumns } from "./challenge-row.ts";

export type TelemetryCsv =
  | {
      /** The rows below the header, each a list of cells. */
      readonly cells: readonly (readonly string[])[];
      /** The line that each row begins on; the header is on line 1. */
      readonly lines: readonly number[];
    }
  | { readonly where: string; readonly problem: string };

/** Reads a telemetry CSV as text, cell by cell; what the cells say is for the caller to judge. */
export function readTelemetryCsv(text: string): TelemetryCsv {
  const { data, errors } = Papa.parse<string[]>(text, { header: false, delimiter: ",", newline: "\n" });
  const [error] = errors;
  if (error !== undefined)
    return { where: `row ${(error.row ?? 0) + 1}`, problem: `no CSV: ${error.message}` };
  const [header, ...rows] = data;
  if (header?.join(",") !== telemetryColumns.join(","))
    return { where: "line 1", problem: header?.join(",") ?? "nothing" };
  const cells: string[][] = [];
  const lines: number[] = [];
  let line = 2;
  for (const row of rows) {
    // The newline at the end of the file leaves an empty row.
    if (row.length > 1 || row[0] !== "") {
      cells.push(row);
      lines.push(line);
    }
    line += 1 + row.reduce((breaks, cell) => breaks + cell.split("\n").length - 1, 0);
  }
  return { cells, lines };
}
