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
  /** Rows or cells that could not be used, rows out of the order of time among them. */
  readonly unusable: number;
}

/** A terminal is told so many of them. */
const shown = 10;

/** Reads one column. Throws COLUMN_UNCLEAR, and what `decodeInput` throws. */
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
  const read = metric === undefined ? undefined : columns.get(metric);
  if (metric === undefined || read === undefined)
    throw cliErrors.create("COLUMN_UNCLEAR", { file: input.name, wanted: args.column, columns: names });
  let newest = Number.NEGATIVE_INFINITY;
  const rows = read.filter(({ time }) => {
    const late = time < newest;
    newest = Math.max(newest, time);
    return !late;
  });
  const late = read.length - rows.length;
  if (late > 0) notice(`${count(late)} rows are older than the row before them and were passed over`);
  if (unusable > 0) notice(`${count(unusable)} rows or cells could not be used; the others were`);
  return { metric, rows, unusable: unusable + late };
}
