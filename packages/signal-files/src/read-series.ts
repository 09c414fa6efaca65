import type { BacktestRow } from "@mvcrs/verifiers";
import type { RowProblem } from "@mvcrs/verifiers/input";
import { decodeInput } from "./decode-input.ts";
import { inputErrors } from "./errors.ts";
import type { InputFile } from "./open-input.ts";

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

/**
 * Reads one column.
 *
 * @throws COLUMN_UNCLEAR, what `decodeInput` throws
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { writeFile } from "node:fs/promises";
 * import { openInput, readSeries } from "@mvcrs/signal-files";
 *
 * await writeFile("meter.csv", "time,watts\n2026-11-22T00:00:00Z,5\n2026-11-22T00:05:00Z,6\n");
 * const stopSignal = () => new AbortController().signal;
 * const input = await openInput("meter.csv", { stdin: process.stdin, cwd: ".", stopSignal, notice: console.error });
 * const which = { column: "watts", timezone: undefined, timeColumn: undefined };
 * const { rows } = await readSeries(input, which, { now: Date.now });
 * assert.deepEqual(
 *   rows.map(({ value }) => value),
 *   [5, 6],
 * );
 * ```
 */
export async function readSeries(
  input: InputFile,
  args: SeriesArgs,
  {
    onProblem,
    ...told
  }: Parameters<typeof decodeInput>[2] & {
    /** Called for every row or cell that could not be used. */
    readonly onProblem?: (problem: RowProblem) => void;
  },
): Promise<Series> {
  const columns = new Map<string, BacktestRow[]>();
  let unusable = 0;
  const decode = { ...args, format: "csv" as const, source: "backtest", metricPrefix: "" };
  for await (const { signals, problems } of decodeInput(input, decode, told)) {
    for (const problem of problems) {
      unusable += 1;
      onProblem?.(problem);
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
    throw inputErrors.create("COLUMN_UNCLEAR", { file: input.name, wanted: args.column, columns: names });
  let newest = Number.NEGATIVE_INFINITY;
  let late = 0;
  for (const { time } of rows) {
    if (time < newest) late += 1;
    else newest = time;
  }
  return { metric, rows, unusable, late };
}
