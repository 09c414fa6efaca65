import { activeFindings, type ReadinessReport } from "../report.ts";
import { pathOf, printable } from "./place.ts";

/** GitLab Code Quality: an array of what counts, for `artifacts:reports:codequality`. Waived and known findings are not in it. */
export function formatGitlab(report: ReadinessReport): string {
  const issues = activeFindings(report).map((finding) => ({
    description: printable(`${finding.message}. ${finding.mend}`),
    check_name: finding.rule,
    fingerprint: finding.fingerprint,
    severity: finding.severity === "error" ? "critical" : "minor",
    // GitLab shows nothing without a line; what is about a whole file stands at its first.
    location: { path: pathOf(finding, report), lines: { begin: finding.line ?? 1 } },
  }));
  return JSON.stringify(issues, null, 2);
}
