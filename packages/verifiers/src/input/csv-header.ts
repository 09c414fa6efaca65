import { isMetricName } from "../signal.ts";
import { delimiters, splitCells } from "./csv-cells.ts";
import { CsvColumn } from "./csv-column.ts";
import type { TimeColumns } from "./csv-time.ts";
import { inputErrors } from "./errors.ts";
import { timeKeys } from "./wide-record.ts";

export interface HeaderOptions {
  /** The file's name, for errors. */
  readonly file: string;
  /** Put before every column's name to make the metric's, for example `nab.`; default none. */
  readonly metricPrefix?: string;
  /** The column that holds the time; found by its name if absent. */
  readonly timeColumn?: string;
  /** The column that holds the date of a time of day; `date` beside `time` if absent. */
  readonly dateColumn?: string;
  /** Columns that hold text, whatever their cells look like. */
  readonly textColumns?: readonly string[];
}

export interface CsvHeader {
  readonly delimiter: string;
  readonly columns: readonly CsvColumn[];
  readonly times: TimeColumns;
}

/** The delimiter that the line `sep=;` names, as Excel writes it before the header. */
export function namedDelimiter(text: string): string | undefined {
  return /^"?sep=(.)"?\s*$/i.exec(text)?.[1];
}

/**
 * Reads the header of a CSV file. The delimiter, unless one was named, is the one by which the header has a time column,
 * and the most columns: a name may well hold a comma.
 *
 * @throws CSV_HEADER when there is no time column or two columns would be one metric
 */
export function readHeader(
  text: string,
  line: number,
  options: HeaderOptions,
  named: string | undefined,
): CsvHeader {
  const wanted = options.timeColumn === undefined ? timeKeys : [options.timeColumn];
  const candidates = (named === undefined ? delimiters : [named])
    .map((delimiter) => ({ delimiter, names: splitCells(text, delimiter).map((name) => name.trim()) }))
    .map(({ delimiter, names }) => ({ delimiter, names, time: indexOfName(names, wanted) }))
    .filter(({ time }) => time !== undefined)
    .sort((a, b) => b.names.length - a.names.length);
  const [found] = candidates;
  const problem = (what: string) =>
    inputErrors.create("CSV_HEADER", { file: options.file, line, problem: what });
  if (found?.time === undefined)
    throw problem(`no time column (looked for ${wanted.join(", ")}, delimited by , ; | or tab)`);
  const { delimiter, names, time } = found;
  const date = dateOf(names, time, options);
  if (options.dateColumn !== undefined && date === undefined)
    throw problem(`no column ${options.dateColumn} for the date`);
  const taken = new Map<string, string>();
  const texts = new Set(options.textColumns?.map((name) => name.toLowerCase()));
  const columns = names.map((name, index) => {
    if (index === time || index === date) return new CsvColumn(name, "", true);
    const metric = toMetricName(`${options.metricPrefix ?? ""}${name}`, index);
    const other = taken.get(metric);
    if (other !== undefined)
      throw problem(`the columns "${other}" and "${name}" would both be the metric ${metric}`);
    taken.set(metric, name);
    return new CsvColumn(name, metric, texts.has(name.toLowerCase()));
  });
  return { delimiter, columns, times: { time, date, name: names[time] ?? "time" } };
}

/** Whether a row repeats the header, or is the header of the next file in a row of them. */
export function isHeaderAgain(cells: readonly string[], { times }: CsvHeader): boolean {
  return cells[times.time]?.trim().toLowerCase() === times.name.toLowerCase();
}

function dateOf(names: readonly string[], time: number, { dateColumn }: HeaderOptions): number | undefined {
  const wanted = dateColumn ?? (names[time]?.toLowerCase() === "time" ? "date" : undefined);
  const index = wanted === undefined ? undefined : indexOfName(names, [wanted]);
  return index === time ? undefined : index;
}

function indexOfName(names: readonly string[], wanted: readonly string[]): number | undefined {
  const lower = names.map((name) => name.toLowerCase());
  return wanted.map((name) => lower.indexOf(name.toLowerCase())).find((index) => index !== -1);
}

function toMetricName(column: string, index: number): string {
  if (isMetricName(column)) return column;
  const name = column
    .replace(/[^A-Za-z0-9._:-]+/g, "_")
    .replace(/^[^A-Za-z0-9]+|_+$/g, "")
    .slice(0, 200);
  return name === "" ? `column_${index + 1}` : name;
}
