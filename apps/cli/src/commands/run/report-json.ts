import type { RunReport } from "@mvcrs/escalation";

/** The report under the names that JSON readers see everywhere. */
export function runJson(report: RunReport) {
  const { counts, rowCounts, raised } = report;
  return {
    rows: report.rows,
    signals: report.signals,
    judged: counts.judged,
    already_seen: counts.seen,
    repeated: counts.repeated,
    late: counts.late,
    by_row: {
      judged: rowCounts.judged,
      already_seen: rowCounts.seen,
      repeated: rowCounts.repeated,
      late: rowCounts.late,
      unusable: rowCounts.unusable,
    },
    levels: counts.levels,
    unusable: {
      count: report.problems.count,
      by_code: report.problems.byCode,
      rows_by_code: report.problems.rowsByCode,
      first: report.problems.first.map(({ code, line, reason }) => ({ code, line, reason })),
    },
    raised,
    extended: report.extended,
    cleared: report.cleared,
    trust_locks: report.trustLocks,
    highest: report.highest,
    appended: report.appended,
    changed: report.changed,
  };
}
