import type { Signal } from "../signal.ts";
import { splitCells } from "./csv-cells.ts";
import {
  type CsvHeader,
  type HeaderOptions,
  isHeaderAgain,
  namedDelimiter,
  readHeader,
} from "./csv-header.ts";
import { CsvNumbers } from "./csv-number.ts";
import { CsvRecords, type CsvShape } from "./csv-records.ts";
import { decodeRow } from "./csv-row.ts";
import { CsvTimes, isTime, writtenTime } from "./csv-time.ts";
import type { DecodedBatch, DecodeOptions } from "./decoded.ts";
import { inputErrors } from "./errors.ts";
import { defaultMaxLineBytes, readLines } from "./lines.ts";
import type { RowProblem } from "./row-problem.ts";
import type { ToInstant } from "./time-zone.ts";

export interface CsvOptions extends DecodeOptions, HeaderOptions {
  /** The source of the signals; CSV rows do not name one. */
  readonly source: string;
  /** The instant of a wall time that has no zone. */
  readonly toInstant: ToInstant;
  /** The decimal sign of the numbers; found from those that leave no doubt if absent. */
  readonly decimal?: "point" | "comma";
}

/** What was learned of the file while it was read. */
export interface CsvNotices {
  /** The header's columns that became metrics, and whether the name had to change for it. */
  readonly metrics: readonly {
    readonly column: string;
    readonly metric: string;
    readonly renamed: boolean;
  }[];
  /** The columns skipped because they hold text. */
  readonly textColumns: readonly string[];
  /** Rows with fewer cells than the header; their missing cells are missing samples. */
  readonly shortRows: number;
  /** Rows whose time named no zone. */
  readonly unzonedTimes: number;
  /** Rows whose time the clocks showed twice; which one was meant follows from the order of the file. */
  readonly ambiguousTimes: number;
  /** Whether numbers were read with a decimal comma. */
  readonly decimalComma: boolean;
}

/**
 * Decodes wide CSV (RFC 4180, as files in the field bend it): one time column, every column with a number a metric
 * (`CsvColumn`). Comment lines (`#`) and empty lines are skipped, short rows miss samples, a cell that is not a number
 * is reported and the rest of its row used. The returned generator's value are the notices.
 *
 * @throws CSV_HEADER when the header is not UTF-8, has no time column, or two columns would be one metric
 */
export async function* decodeCsv(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: CsvOptions,
): AsyncGenerator<DecodedBatch, CsvNotices> {
  const records = new CsvRecords(options.maxLineBytes ?? defaultMaxLineBytes);
  const rows = new CsvRows(options);
  for await (const block of readLines(chunks, options.maxLineBytes, options.unfinished)) {
    for (const record of records.of(block, () => rows.shape)) rows.take(record);
    yield rows.batch(block.bytes);
  }
  for (const record of records.end(() => rows.shape)) rows.take(record);
  const tail = rows.batch(rows.bytes);
  if (tail.rows > 0) yield tail;
  return rows.notices;
}

/** Makes rows of records, and gathers them into batches. */
class CsvRows {
  readonly #options: CsvOptions;
  readonly #numbers: CsvNumbers;
  readonly #times: CsvTimes;
  #header: CsvHeader | undefined;
  #shape: CsvShape | undefined;
  #delimiter: string | undefined;
  #shortRows = 0;
  #signals: Signal[] = [];
  #perRow: number[] = [];
  #problems: RowProblem[] = [];
  #rows = 0;
  bytes = 0;

  constructor(options: CsvOptions) {
    this.#options = options;
    this.#numbers = new CsvNumbers(options.decimal);
    this.#times = new CsvTimes(options.toInstant, options);
  }

  get shape(): CsvShape | undefined {
    return this.#shape;
  }

  take(record: { readonly line: number; readonly text: string } | RowProblem): void {
    const { line } = record;
    if (this.#header === undefined) this.#begin(record);
    else if ("code" in record) this.#refuse(record);
    else {
      const cells = splitCells(record.text, this.#header.delimiter);
      if (isHeaderAgain(cells, this.#header)) this.#headAgain(record.text, line);
      else this.#row(cells, line, this.#header);
    }
  }

  batch(bytes: number): DecodedBatch {
    const batch = {
      signals: this.#signals,
      perRow: this.#perRow,
      problems: this.#problems,
      rows: this.#rows,
      bytes,
    };
    this.#signals = [];
    this.#perRow = [];
    this.#problems = [];
    this.#rows = 0;
    this.bytes = bytes;
    return batch;
  }

  get notices(): CsvNotices {
    const columns = this.#header?.columns ?? [];
    return {
      metrics: columns
        .filter(({ kind }) => kind === "metric")
        .map(({ name, metric }) => ({ column: name, metric, renamed: !metric.endsWith(name) })),
      textColumns: columns
        .filter(({ kind, metric }) => kind === "text" && metric !== "")
        .map(({ name }) => name),
      shortRows: this.#shortRows,
      unzonedTimes: this.#times.unzoned,
      ambiguousTimes: this.#times.ambiguous,
      decimalComma: this.#numbers.decimal === "comma",
    };
  }

  #begin(record: { readonly line: number; readonly text: string } | RowProblem): void {
    const { line } = record;
    const { file } = this.#options;
    if ("code" in record)
      throw inputErrors.create("CSV_HEADER", { file, line, problem: `it ${record.reason}` });
    if (this.#delimiter === undefined) {
      this.#delimiter = namedDelimiter(record.text);
      if (this.#delimiter !== undefined) return;
    }
    this.#use(readHeader(record.text, line, this.#options, this.#delimiter));
  }

  #use(header: CsvHeader): void {
    const { delimiter, columns, times } = header;
    this.#header = header;
    this.#shape = {
      delimiter,
      isRow(line) {
        const cells = splitCells(line, delimiter);
        return cells.length === columns.length && isTime(writtenTime(cells, times));
      },
    };
  }

  /** Files put one after the other, and files that follow one another in a log, each bring their header. */
  #headAgain(text: string, line: number): void {
    const names = (header: CsvHeader) => header.columns.map(({ name }) => name).join("\n");
    try {
      const header = readHeader(text, line, this.#options, this.#header?.delimiter);
      // The same columns go on as what they were.
      if (this.#header === undefined || names(header) !== names(this.#header)) this.#use(header);
    } catch (thrown) {
      if (!inputErrors.is(thrown, "CSV_HEADER")) throw thrown;
      this.#refuse({ code: "TIME_UNREADABLE", line, reason: "looks like a header that cannot be used" });
    }
  }

  #row(cells: readonly string[], line: number, header: CsvHeader): void {
    const { source } = this.#options;
    const before = this.#signals.length;
    const time = this.#times.read(cells, header.times, line);
    const short = cells.length < header.columns.length;
    const row =
      typeof time === "number"
        ? decodeRow(cells, header, this.#numbers, line)
        : { values: [], problems: [time] };
    if (short && row.values.length > 0) this.#shortRows += 1;
    for (const problem of row.problems) this.#problems.push({ ...problem, source, before });
    this.#rows += 1;
    if (typeof time !== "number" || row.values.length === 0) return;
    const observedAt = new Date(time).toISOString();
    for (const { metric, value } of row.values)
      this.#signals.push({ metric, source, value, observedAt, time });
    this.#perRow.push(row.values.length);
  }

  #refuse(problem: RowProblem): void {
    this.#problems.push({ ...problem, source: this.#options.source, before: this.#signals.length });
    this.#rows += 1;
  }
}
