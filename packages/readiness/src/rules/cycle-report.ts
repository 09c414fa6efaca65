import { parseCsvLine } from "../internal/csv-line.ts";
import { exportFiles } from "../layout.ts";
import { looked, type RawFinding, type Rule } from "../rule.ts";
import { exportAgain } from "./exports-present.ts";
import { maxShown } from "./manifest-rule.ts";

export const cycleReportHeader = "cycle,executedAt,reportUri";

/** A cycle a minute for two months; more is no report any more. */
const maxRows = 100_000;

const file = exportFiles.cycleReport;

export const cycleReport: Rule = {
  id: "cycle-report",
  title: "Cycle report lists the cycles",
  severity: "error",
  why: "It is the list of what the self-improvement kernel did; each row leads to the report of one cycle.",
  mend: exportAgain,
  check: async (tree) => {
    const csv = await tree.text(file);
    if (csv.state !== "ok") return { lookedAt: [], findings: [], blockedBy: "exports-present" };
    const read = await tree.facts();
    if (read === undefined) return { lookedAt: [], findings: [], blockedBy: "manifest-json" };
    const { lastExecutedAt: executedAt = 0, lastReportURI: reportUri = "" } = read.facts.plan;

    const [header = "", ...lines] = csv.text.trimEnd().split(/\r?\n/);
    const finding = (line: number, message: string): RawFinding => ({
      message,
      mend: exportAgain,
      file,
      line,
    });
    const findings: RawFinding[] = [];
    if (header !== cycleReportHeader)
      findings.push(finding(1, `cycle report header is ${JSON.stringify(header)}, not ${cycleReportHeader}`));
    if (lines.length > maxRows)
      return {
        lookedAt: looked(lines.length, "row"),
        findings: [finding(1, `cycle report has ${lines.length} rows, more than ${maxRows}`)],
      };
    const rows = lines.map((line) => parseCsvLine(line));
    for (const [index, row] of rows.entries()) {
      const [cycle = "", at = "", uri = ""] = row ?? [];
      if (row?.length !== 3 || !/^\d+$/.test(cycle) || !/^\d+$/.test(at) || uri.trim() === "")
        findings.push(finding(index + 2, `cycle report row ${index + 1} is not a cycle, a time and a URI`));
    }
    if (executedAt > 0 && rows.length === 0)
      findings.push(finding(1, "cycle report has no row, though the manifest says that a cycle ran"));
    // A missing report URI is the finding of plan-report.
    else if (
      executedAt > 0 &&
      !rows.some((row) => row?.[1] === String(executedAt) && (reportUri === "" || row[2] === reportUri))
    )
      findings.push(finding(2, `cycle report has no row for the last cycle, at ${executedAt}`));
    return {
      lookedAt: [...looked(1, "header"), ...looked(rows.length, "row")],
      findings: findings.slice(0, maxShown),
    };
  },
};
