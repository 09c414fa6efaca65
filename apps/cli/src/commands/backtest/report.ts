import type { BacktestResult } from "@mvcrs/verifiers";
import type { Io } from "../../io.ts";
import { colours } from "../../ui/colours.ts";
import { levelCell } from "../../ui/level-cell.ts";
import { count, plural } from "../../ui/numbers.ts";
import { printable, table } from "../../ui/table.ts";
import { anomalyTable, rowJson } from "./rows.ts";

const levels = ["none", "soft", "material", "critical"] as const;
/** What a terminal shows; --json and --out hold them all. */
const shown = 20;

/** What a backtest came to, for programs and for people. */
export function reportOf(of: {
  readonly metric: string;
  readonly series: { readonly metric: string; readonly unusable: number; readonly late: number };
  readonly results: readonly BacktestResult[];
  readonly threshold: number;
  readonly written: readonly string[];
  readonly io: Io;
}) {
  const { metric, series, results, threshold, written, io } = of;
  const paint = colours(io);
  const anomalies = results.filter(({ deviation }) => deviation >= threshold);
  const byLevel = Object.fromEntries(
    levels.map((level) => [level, results.filter((row) => row.level === level).length]),
  );
  const rest = anomalies.length > shown ? `, the first ${shown}:` : anomalies.length === 0 ? "." : ":";
  return {
    json: {
      ok: true,
      metric,
      column: series.metric,
      rows: results.length,
      unusable: series.unusable,
      late: series.late,
      threshold,
      levels: byLevel,
      anomalies: anomalies.map(rowJson),
      written,
    },
    text: [
      `${plural(results.length, "row")} of ${printable(series.metric)}; the forecast by itself would have said:`,
      table(
        ["LEVEL", "ROWS"],
        levels.map((level) => [levelCell(level, paint), count(byLevel[level] ?? 0)]),
        io,
      ),
      "",
      `${plural(anomalies.length, "anomaly", "anomalies")} from deviation ${threshold} on${rest}`,
      ...(anomalies.length === 0 ? [] : [anomalyTable(anomalies.slice(0, shown), io)]),
      ...written.map((path) => `wrote ${printable(path)}`),
    ].join("\n"),
  };
}
