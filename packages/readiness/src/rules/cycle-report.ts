import { cycleColumns, readCycleReport } from "../cycle-report.ts";
import { exportFiles } from "../layout.ts";
import { looked, type RawFinding, type Rule } from "../rule.ts";
import { exportAgain } from "./exports-present.ts";
import { maxShown } from "./manifest-rule.ts";

/** A cycle a minute for two months; more is no report any more. */
const maxRows = 100_000;

const file = exportFiles.cycleReport;
// An export never drops a recorded cycle, so it cannot fix what it cannot read.
const byHand =
  "Correct that line by hand: an export keeps every cycle that is recorded, and writes nothing over one that it cannot read.";

export const cycleReport: Rule = {
  id: "cycle-report",
  title: "Cycle report lists the cycles",
  severity: "error",
  why: "It is the list of what the self-improvement kernel did; each row leads to the report of one cycle. Further columns are welcome.",
  mend: exportAgain,
  wants: cycleColumns,
  ordered: true,
  check: async (tree) => {
    const csv = await tree.text(file);
    if (csv.state !== "ok") return { lookedAt: [], findings: [], blockedBy: "exports-present" };
    const read = await tree.facts();
    if (read === undefined) return { lookedAt: [], findings: [], blockedBy: "manifest-json" };
    const { lastExecutedAt: executedAt = 0, lastReportURI: reportUri = "" } = read.facts.plan;

    const { rows, problems } = readCycleReport(csv.text);
    const finding = (line: number, message: string, mend: string): RawFinding => ({
      message,
      mend,
      file,
      line,
    });
    if (rows.length + problems.length > maxRows)
      return {
        lookedAt: looked(rows.length, "row"),
        findings: [finding(1, `cycle report has more than ${maxRows} rows`, byHand)],
      };
    const findings = problems.map(({ line, problem }) => finding(line, problem, byHand));
    if (executedAt > 0 && rows.length === 0)
      findings.push(
        finding(1, "cycle report has no row, though the manifest says that a cycle ran", exportAgain),
      );
    // A missing report URI is the finding of plan-report.
    else if (
      executedAt > 0 &&
      !rows.some(
        (row) => row.executedAt === String(executedAt) && (reportUri === "" || row.reportUri === reportUri),
      )
    )
      findings.push(finding(2, `cycle report has no row for the last cycle, at ${executedAt}`, exportAgain));
    return {
      lookedAt: [...looked(1, "header"), ...looked(rows.length, "row")],
      findings: findings.slice(0, maxShown),
    };
  },
};
