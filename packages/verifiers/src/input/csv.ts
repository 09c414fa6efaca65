import Papa from "papaparse";
import { isMetricName, type Signal } from "../signal.ts";
import { type DecodedBatch, type DecodeOptions, defaultFutureToleranceMs, futureProblem } from "./decoded.ts";
import { inputErrors } from "./errors.ts";
import { parseInstant } from "./instant.ts";
import { excerpt } from "./jsonl.ts";
import { type LineBlock, readLines } from "./lines.ts";
import type { RowProblem } from "./row-problem.ts";
import type { ToInstant } from "./time-zone.ts";
import { timeKeys } from "./wide-record.ts";

export interface CsvOptions extends DecodeOptions {
  /** The source of the signals; CSV rows do not name one. */
  readonly source: string;
  /** The instant of a wall time that has no zone. */
  readonly toInstant: ToInstant;
  /** Put before every column's name to make the metric's, for example `nab.`; default none. */
  readonly metricPrefix?: string;
  /** The column that holds the time; found by its name if absent. */
  readonly timeColumn?: string;
  /** The file's name, for errors about the header. */
  readonly file: string;
}

/** What was learned of the file while it was read. */
export interface CsvNotices {
  /** The header's columns that became metrics, as `metric`, or `column -> metric` where the name had to change. */
  readonly metrics: readonly string[];
  /** The columns passed over because they hold text. */
  readonly textColumns: readonly string[];
  /** Rows with fewer cells than the header; their missing cells are missing samples. */
  readonly shortRows: number;
  /** Rows whose time named no zone. */
  readonly unzonedTimes: number;
}

interface Column {
  readonly name: string;
  readonly metric: string;
  kind: "unknown" | "number" | "text";
}

/**
 * Decodes wide CSV (RFC 4180, as files in the field bend it): one time column, every numeric column a metric. A column
 * is numeric when its first filled cell is; `n/a`, `null`, `none`, `-` and the like do not fill one. Comment lines (`#`) and empty lines are passed over, short rows miss
 * samples, a cell that is not a number is reported and the rest of its row used. The returned generator's value are
 * the notices.
 *
 * @throws CSV_HEADER when the header has no time column or two columns would be one metric.
 */
export async function* decodeCsv(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: CsvOptions,
): AsyncGenerator<DecodedBatch, CsvNotices> {
  const tolerance = options.futureToleranceMs ?? defaultFutureToleranceMs;
  let header:
    | { readonly columns: readonly Column[]; readonly time: number; readonly delimiter: string }
    | undefined;
  let shortRows = 0;
  let unzonedTimes = 0;
  const records = new CsvRecords(options.maxLineBytes ?? 1 << 20);

  for await (const block of readLines(chunks, options.maxLineBytes, options.unfinished)) {
    const latest = options.now() + tolerance;
    const signals: Signal[] = [];
    const problems: RowProblem[] = [...block.problems];
    let rows = block.problems.length;
    for (const { line, text } of records.of(block, problems)) {
      if (header === undefined) {
        header = readHeader(text, line, options);
        continue;
      }
      rows += 1;
      decodeRow(split(text, header.delimiter), line, header);
    }
    yield { signals, problems, rows, bytes: block.bytes };

    function decodeRow(cells: readonly string[], line: number, of: NonNullable<typeof header>): void {
      const { columns, time: timeIndex } = of;
      const last = columns.at(-1);
      if (cells.length > columns.length && last?.kind !== "text") {
        // Which cell is the extra one cannot be known, so no value of the row can be trusted.
        const reason = `has ${cells.length} cells where the header has ${columns.length}`;
        problems.push({ code: "ROW_TOO_WIDE", line, reason });
        return;
      }
      const written = cells[timeIndex]?.trim() ?? "";
      if (written === "") {
        problems.push({ code: "TIME_MISSING", line, reason: `has no ${columns[timeIndex]?.name ?? "time"}` });
        return;
      }
      const parsed = parseInstant(written) ?? epochTime(written);
      if (parsed === undefined) {
        problems.push({ code: "TIME_UNREADABLE", line, reason: `${excerpt(written)} is not a time` });
        return;
      }
      if (!parsed.zoned) unzonedTimes += 1;
      const time = parsed.zoned ? parsed.time : options.toInstant(parsed.time);
      if (time > latest) {
        problems.push(futureProblem(line, time));
        return;
      }
      if (cells.length < columns.length) shortRows += 1;
      const observedAt = new Date(time).toISOString();
      for (let i = 0; i < columns.length; i++) {
        const column = columns[i];
        const cell = cells[i]?.trim() ?? "";
        if (i === timeIndex || column === undefined || cell === "" || column.kind === "text") continue;
        // One sample missing at the start of a file must not cost the whole column.
        if (column.kind === "unknown" && missing.test(cell)) continue;
        const value = parseNumber(cell);
        if (value !== undefined) {
          column.kind = "number";
          signals.push({ metric: column.metric, source: options.source, value, observedAt, time });
        } else if (column.kind === "unknown" && !looksNumeric(cell)) column.kind = "text";
        else {
          const reason = `${column.name}: ${excerpt(cell)} is not a finite number`;
          problems.push({ code: "CELL_NOT_A_NUMBER", line, reason });
        }
      }
    }
  }
  const tail: RowProblem[] = [];
  records.end(tail);
  if (tail.length > 0) yield { signals: [], problems: tail, rows: tail.length, bytes: 0 };
  const columns = header?.columns ?? [];
  return {
    metrics: columns
      .filter(({ kind }) => kind === "number")
      .map(({ name, metric }) => (metric.endsWith(name) ? metric : `${name} -> ${metric}`)),
    textColumns: columns
      .filter(({ kind }, i) => kind === "text" && i !== header?.time)
      .map(({ name }) => name),
    shortRows,
    unzonedTimes,
  };
}

/** Joins lines into records where a quoted cell spans several, and passes over comments and empty lines. */
class CsvRecords {
  readonly #maxBytes: number;
  #open: { line: number; text: string } | undefined;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  *of(block: LineBlock, problems: RowProblem[]): Generator<{ line: number; text: string }> {
    for (let i = 0; i < block.lines.length; i++) {
      const text = block.lines[i];
      const line = block.firstLine + i;
      if (this.#open === undefined) {
        if (text === undefined || text.trim() === "" || text.startsWith("#")) continue;
        if (oddQuotes(text)) this.#open = { line, text };
        else yield { line, text };
        continue;
      }
      const joined: string = `${this.#open.text}\n${text ?? ""}`;
      if (text !== undefined && oddQuotes(text)) {
        yield { line: this.#open.line, text: joined };
        this.#open = undefined;
      } else if (joined.length > this.#maxBytes) {
        this.end(problems);
      } else this.#open = { line: this.#open.line, text: joined };
    }
  }

  /** Reports a quote that was never closed. */
  end(problems: RowProblem[]): void {
    if (this.#open !== undefined)
      problems.push({
        code: "ROW_QUOTE_OPEN",
        line: this.#open.line,
        reason: "opens a quote that is never closed",
      });
    this.#open = undefined;
  }
}

function oddQuotes(text: string): boolean {
  let odd = false;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) odd = !odd;
  return odd;
}

function split(text: string, delimiter: string): readonly string[] {
  // Most rows hold no quote, and need no parser.
  return text.includes('"')
    ? (Papa.parse<string[]>(text, { delimiter }).data[0] ?? [])
    : text.split(delimiter);
}

function readHeader(text: string, line: number, options: CsvOptions) {
  const delimiter = text.includes(",") || !/[;\t|]/.test(text) ? "," : Papa.parse(text).meta.delimiter;
  const names = split(text, delimiter).map((name) => name.trim());
  const wanted = options.timeColumn === undefined ? timeKeys : [options.timeColumn];
  const lower = names.map((name) => name.toLowerCase());
  const time = wanted.map((name) => lower.indexOf(name.toLowerCase())).find((index) => index !== -1);
  if (time === undefined)
    throw inputErrors.create("CSV_HEADER", {
      file: options.file,
      line,
      problem: `no time column (looked for ${wanted.join(", ")})`,
    });
  const taken = new Map<string, string>();
  const columns = names.map((name, index): Column => {
    if (index === time) return { name, metric: "", kind: "text" };
    const metric = toMetricName(`${options.metricPrefix ?? ""}${name}`, index);
    const other = taken.get(metric);
    if (other !== undefined)
      throw inputErrors.create("CSV_HEADER", {
        file: options.file,
        line,
        problem: `the columns "${other}" and "${name}" would both be the metric ${metric}`,
      });
    taken.set(metric, name);
    return { name, metric, kind: "unknown" };
  });
  return { columns, time, delimiter };
}

function toMetricName(column: string, index: number): string {
  if (isMetricName(column)) return column;
  const name = column
    .replace(/[^A-Za-z0-9._:-]+/g, "_")
    .replace(/^[^A-Za-z0-9]+|_+$/g, "")
    .slice(0, 200);
  return name === "" ? `column_${index + 1}` : name;
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function parseNumber(cell: string): number | undefined {
  if (!decimal.test(cell)) return undefined;
  const value = Number(cell);
  return Number.isFinite(value) ? (value === 0 ? 0 : value) : undefined;
}

/** How files in the field write a sample that is missing. */
const missing = /^(?:n\/?a|null|none|nil|-+|\?)$/i;

/** A first cell like this marks a broken number, not a column of text. */
const looksNumeric = (cell: string): boolean => decimal.test(cell) || /^[+-]?(nan|inf|infinity)$/i.test(cell);

/** Seconds (10 digits) or milliseconds (13 digits) since 1970, as machines write them. */
function epochTime(cell: string): { readonly time: number; readonly zoned: boolean } | undefined {
  if (!/^\d{10}(?:\d{3})?$/.test(cell)) return undefined;
  return { time: Number(cell) * (cell.length === 10 ? 1000 : 1), zoned: true };
}
