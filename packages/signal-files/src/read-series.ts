import type { BacktestRow } from "@mvcrs/verifiers";
import { cliErrors } from "./errors.ts";
import type { InputFile } from "./input-file.ts";
import { decodeInput } from "./signals-input.ts";
import { count } from "./ui/numbers.ts";
import { printable } from "./ui/table.ts";

export interface SeriesArgs {
  readonly column: string | undefined;
  readonly timezone: string | undefined;
  readonly timeColumn: string | undefined;
}

/** One column of a CSV file. */
export interface Series {
  readonly metric: string;
  readonly rows: readonly BacktestRow[];
  /** Rows or cells that could not be used. */
  readonly unusable: number;
  /** Rows older than a row before them; they are in `rows` all the same. */
  readonly late: number;
}

/** A terminal is told so many of them. */
const shown = 10;

/** Reads one column. @throws COLUMN_UNCLEAR, and what `decodeInput` throws */
export async function readSeries(
  input: InputFile,
  args: SeriesArgs,
  {
    now,
    notice,
    stderr,
  }: {
    readonly now: () => number;
    readonly notice: (text: string) => void;
    readonly stderr: (text: string) => void;
  },
): Promise<Series> {
  const columns = new Map<string, BacktestRow[]>();
  let unusable = 0;
  const decode = { ...args, format: "csv" as const, source: "backtest", metricPrefix: "" };
  for await (const { signals, problems } of decodeInput(input, decode, { now, notice })) {
    for (const { line, reason } of problems) {
      unusable += 1;
      if (unusable <= shown) stderr(`${input.name}:${line}: ${printable(reason)}\n`);
    }
    for (const { metric, time, value } of signals) {
      const rows = columns.get(metric);
      if (rows === undefined) columns.set(metric, [{ time, value }]);
      else rows.push({ time, value });
    }
  }
  const names = [...columns.keys()];
  const metric = args.column ?? (columns.has("value") ? "value" : names.length === 1 ? names[0] : undefined);
  const rows = metric === undefined ? undefined : columns.get(metric);
  if (metric === undefined || rows === undefined)
    throw cliErrors.create("COLUMN_UNCLEAR", { file: input.name, wanted: args.column, columns: names });
  let newest = Number.NEGATIVE_INFINITY;
  let late = 0;
  for (const { time } of rows) {
    if (time < newest) late += 1;
    else newest = time;
  }
  if (late > 0) notice(`${count(late)} rows are older than a row before them; the forecast passes them over`);
  if (unusable > 0) notice(`${count(unusable)} rows or cells could not be used; the others were`);
  return { metric, rows, unusable, late };
}
