import { activeFindings, type ReadinessReport, type RuleStatus } from "../report.ts";
import { placeOf, printable } from "./place.ts";

const words: Readonly<Record<RuleStatus, string>> = {
  passed: "✅ passed",
  failed: "❌ failed",
  warned: "⚠️ warned",
  suppressed: "🟡 known or waived",
  blocked: "⛔ blocked",
  beside: "➖ not in this tree",
  off: "⚪ off",
};

/** Texts come from the files under judgement, so nothing in them may act as Markdown or HTML. */
const cell = (text: string): string =>
  printable(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/[\\`*_[\]|~#>!@]/g, (char) => `&#${char.charCodeAt(0)};`);

/** The table for a job summary. */
export function formatMarkdown(report: ReadinessReport): string {
  const { errors, warnings, suppressed } = report.counts;
  const findings = activeFindings(report);
  return [
    `## ${report.ok ? "✅ Phase 8 is ready" : "❌ Phase 8 is not ready"}`,
    "",
    `${errors} errors, ${warnings} warnings, ${suppressed} waived or in the baseline, in ${cell(report.folder)}.`,
    "",
    "| guardrail | verdict | looked at |",
    "| --- | --- | --- |",
    ...report.rules.map(
      ({ id, title, status, lookedAt, blockedBy }) =>
        `| ${cell(title)} (${cell(id)}) | ${words[status]}${blockedBy === undefined ? "" : ` by ${cell(blockedBy)}`} | ${cell(lookedAt.join(", ")) || "nothing"} |`,
    ),
    ...(findings.length === 0
      ? []
      : [
          "",
          "| what broke | where | how to fix it |",
          "| --- | --- | --- |",
          ...findings.map(
            (finding) =>
              `| ${cell(finding.message)} | ${cell(placeOf(finding, report))} | ${cell(finding.mend)} |`,
          ),
        ]),
    "",
  ].join("\n");
}
