import type { RunReport } from "@mvcrs/escalation";

/** The report of a run, as `--json` prints it. */
export function runJson(report: RunReport) {
  const { counts, rowCounts, raised } = report;
  return {
    rows: report.rows,
    signals: report.signals,
    judged: counts.judged,
    alreadySeen: counts.seen,
    repeated: counts.repeated,
    late: counts.late,
    byRow: {
      judged: rowCounts.judged,
      alreadySeen: rowCounts.seen,
      repeated: rowCounts.repeated,
      late: rowCounts.late,
      unusable: rowCounts.unusable,
    },
    levels: counts.levels,
    unusable: {
      count: report.problems.count,
      byCode: report.problems.byCode,
      rowsByCode: report.problems.rowsByCode,
      first: report.problems.first.map(({ code, line, reason }) => ({ code, line, reason })),
    },
    raised,
    extended: report.extended,
    cleared: report.cleared,
    trustLocks: report.trustLocks,
    highest: report.highest,
    appended: report.appended,
    changed: report.changed,
  };
}
