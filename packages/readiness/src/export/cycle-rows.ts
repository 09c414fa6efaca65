import { cycleColumns, readCycleReport } from "../cycle-report.ts";
import { readinessErrors } from "../errors.ts";
import { formatCsvLine } from "../internal/csv.ts";
import { exportFiles } from "../layout.ts";
import type { Manifest } from "../manifest-schema.ts";

/**
 * The cycle report, oldest first: every cycle that the earlier report records, and those that the manifest records,
 * `selfImprovement.executedCycles` and the last execution of the plan. A recorded cycle is never dropped, and an earlier
 * report that lacks nothing stays as it is.
 *
 * @param earlier the report that stands in `output/` now; empty where there is none
 * @throws CYCLES_UNREADABLE
 */
export function cycleReportText(
  { selfImprovement }: Manifest,
  earlier: string,
): { readonly text: string; readonly kept: readonly string[] } {
  const before = readCycleReport(earlier.trim() === "" ? cycleColumns.join() : earlier);
  if (before.problems.length > 0)
    throw readinessErrors.create("CYCLES_UNREADABLE", {
      path: exportFiles.cycleReport,
      problems: before.problems.slice(0, 20).map(({ line, problem }) => `line ${line}: ${problem}`),
    });
  const numbers = before.rows.map(({ cycle }) => Number(cycle));
  const recorded = recordedCycles(selfImprovement, numbers);
  const same = (row: { executedAt: string; reportUri: string }, of: Recorded): boolean =>
    row.executedAt === String(of.executedAt) && row.reportUri === of.reportURI;
  const missing = recorded.filter((it) => !before.rows.some((row) => same(row, it)));
  const kept = before.rows.filter((row) => !recorded.some((it) => same(row, it))).map(({ raw }) => raw);
  if (missing.length === 0 && before.rows.length > 0) return { text: earlier, kept };

  const padding = Array.from({ length: before.columns - cycleColumns.length }, () => "");
  const rows = [
    ...before.rows.map(({ executedAt, raw }) => ({ at: Number(executedAt), raw })),
    ...missing.map(({ cycle, executedAt, reportURI }) => ({
      at: executedAt,
      raw: formatCsvLine([cycle, executedAt, reportURI, ...padding]),
    })),
  ].toSorted((a, b) => a.at - b.at);
  return { text: `${[before.header, ...rows.map(({ raw }) => raw)].join("\n")}\n`, kept };
}

interface Recorded {
  readonly cycle: number;
  readonly executedAt: number;
  readonly reportURI: string;
}

/**
 * What the manifest records. The number of its last cycle is the one in the report's name (`epoch-31.json`), else one
 * more than the highest that is known.
 */
function recordedCycles(
  { plan, executedCycles = [] }: Manifest["selfImprovement"],
  numbers: readonly number[],
): Recorded[] {
  const { lastExecutedAt: executedAt = 0, lastReportURI: reportURI = "" } = plan;
  const cycles: Recorded[] = executedCycles.map((it) => ({ ...it }));
  const known = cycles.some((it) => it.executedAt === executedAt && it.reportURI === reportURI);
  // Without its report it is no row yet; the gate's plan-report says so.
  if (executedAt === 0 || reportURI === "" || known) return cycles;
  const named = /(\d{1,15})(?:\.[a-z]+)?$/i.exec(reportURI)?.[1];
  const highest = [...numbers, ...cycles.map(({ cycle }) => cycle)].reduce((a, b) => Math.max(a, b), 0);
  return [...cycles, { cycle: named === undefined ? highest + 1 : Number(named), executedAt, reportURI }];
}
