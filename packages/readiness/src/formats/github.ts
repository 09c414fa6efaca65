import { activeFindings, type ReadinessReport } from "../report.ts";
import { pathOf, printable } from "./place.ts";

// Workflow commands: `%`, CR and LF in a value would end it or start another command; `:` and `,` end a property.
const escapeData = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

/** GitHub Actions annotations, one for each finding that counts, and a closing line. */
export function formatGithub(report: ReadinessReport): string {
  const lines = activeFindings(report).map((finding) => {
    const properties = [
      `file=${escapeProperty(printable(pathOf(finding, report)))}`,
      ...(finding.line === undefined ? [] : [`line=${finding.line}`]),
      ...(finding.column === undefined ? [] : [`col=${finding.column}`]),
      `title=${escapeProperty(`Phase 8: ${finding.rule}`)}`,
    ];
    const text = `${printable(finding.message)}\n${printable(finding.mend)}`;
    return `::${finding.severity} ${properties.join(",")}::${escapeData(text)}`;
  });
  const { errors, warnings, rules } = report.counts;
  const verdict = report.ok
    ? `✅ ${rules} guardrails hold`
    : `❌ ${errors} ${errors === 1 ? "finding" : "findings"}`;
  return [...lines, `Phase 8 readiness: ${verdict}${warnings > 0 ? `, ${warnings} warnings` : ""}`].join(
    "\n",
  );
}
