import type { BacktestResult } from "@mvcrs/verifiers";
import type { Io } from "../../io.ts";
import { colours } from "../../ui/colours.ts";
import { levelCell } from "../../ui/level-cell.ts";
import { table } from "../../ui/table.ts";
import { shownTime } from "../../ui/times.ts";

const when = ({ time }: BacktestResult): string => new Date(time).toISOString();
const short = (value: number | null): string => (value === null ? "" : String(Number(value.toPrecision(6))));

export const anomalyTable = (rows: readonly BacktestResult[], io: Io): string => {
  const paint = colours(io);
  return table(
    ["TIME", "VALUE", "EXPECTED", "DEVIATION", "LEVEL"],
    rows.map((row) => [
      shownTime(when(row)),
      short(row.value),
      short(row.expected),
      row.deviation.toFixed(3),
      levelCell(row.level, paint),
    ]),
    io,
  );
};

/** A row under the names that JSON readers see everywhere. */
export const rowJson = (row: BacktestResult) => ({
  timestamp: when(row),
  value: row.value,
  expected: row.expected,
  lower: row.lower,
  upper: row.upper,
  anomalyScore: row.deviation,
  deviation: row.deviation,
  level: row.level,
});

/** Every row with its score, as CSV. */
export function backtestCsv(rows: readonly BacktestResult[]): string {
  const lines = rows.map((row) =>
    [
      when(row),
      row.value,
      row.expected ?? "",
      row.lower ?? "",
      row.upper ?? "",
      row.deviation,
      row.deviation,
    ].join(","),
  );
  return `${["timestamp,value,expected,lower,upper,anomaly_score,deviation", ...lines].join("\n")}\n`;
}
