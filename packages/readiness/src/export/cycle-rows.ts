import { formatCsvLine } from "../internal/csv-line.ts";
import type { Manifest } from "../manifest-schema.ts";
import { cycleReportHeader } from "../rules/cycle-report.ts";

/**
 * The cycles that the manifest records, oldest first: `selfImprovement.executedCycles`, then the last execution of the plan. Its
 * number is the one in the report's name (`epoch-144.json`), else one more than the cycle before.
 */
export function cycleReportText({ selfImprovement }: Manifest): string {
  const { plan, executedCycles: cycles = [] } = selfImprovement;
  const rows = cycles.map(({ cycle, executedAt, reportURI }) => [cycle, executedAt, reportURI]);
  const { lastExecutedAt = 0, lastReportURI = "" } = plan;
  const known = cycles.some((it) => it.executedAt === lastExecutedAt && it.reportURI === lastReportURI);
  if (lastExecutedAt > 0 && !known) {
    const named = /(\d{1,15})(?:\.[a-z]+)?$/i.exec(lastReportURI)?.[1];
    const number = named === undefined ? (cycles.at(-1)?.cycle ?? 0) + 1 : Number(named);
    rows.push([number, lastExecutedAt, lastReportURI]);
  }
  const sorted = rows.toSorted(([, a = 0], [, b = 0]) => Number(a) - Number(b));
  return `${[cycleReportHeader, ...sorted.map(formatCsvLine)].join("\n")}\n`;
}

/** Rows of an earlier export that this one does not have: they would be lost. */
export function lostRows(earlier: string, now: string): string[] {
  const kept = new Set(now.split(/\r?\n/));
  return earlier.split(/\r?\n/).filter((line) => /^\d+,/.test(line) && !kept.has(line));
}
