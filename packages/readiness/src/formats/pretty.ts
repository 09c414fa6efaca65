import type { Finding, ReadinessReport, RuleStatus } from "../report.ts";
import { placeOf, printable } from "./place.ts";

const signs: Readonly<Record<RuleStatus, string>> = {
  passed: "✅",
  failed: "❌",
  warned: "⚠️ ",
  suppressed: "🟡",
  blocked: "⛔",
  beside: "➖",
  off: "⚪",
};

/** For people: a line for each rule with what it looked at, below it each finding and how to fix it. */
export function formatPretty(report: ReadinessReport): string {
  const { errors, warnings, suppressed, rules } = report.counts;
  const width = Math.max(...report.rules.map(({ id }) => id.length));
  const lines = report.rules.flatMap(({ id, title, status, lookedAt, blockedBy, findings }) => [
    `${signs[status]} ${id.padEnd(width)}  ${title}  [${
      status === "off" ? "off" : printable(lookedAt.join(", ")) || "nothing"
    }${blockedBy === undefined ? "" : `; the rest is blocked by ${blockedBy}`}]`,
    ...findings.flatMap((finding) => describe(finding, report)),
  ]);
  const extra = [
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? "warning" : "warnings"}`] : []),
    ...(suppressed > 0 ? [`${suppressed} waived or in the baseline`] : []),
  ].join(", ");
  const verdict = report.ok
    ? `✅ Phase 8 readiness: ${rules} guardrails hold${extra === "" ? "" : `, ${extra}`}`
    : `❌ Phase 8 readiness: ${errors} ${errors === 1 ? "finding" : "findings"}${extra === "" ? "" : `, ${extra}`}`;
  return [`${report.folder} of ${printable(report.source)}`, "", ...lines, "", verdict].join("\n");
}

function describe(finding: Finding, report: ReadinessReport): string[] {
  const { suppressed } = finding;
  const why =
    suppressed === undefined
      ? []
      : suppressed.by === "baseline"
        ? ["     known: it is in the baseline"]
        : [
            `     waived until ${suppressed.expires} by ${printable(`${suppressed.owner}: ${suppressed.reason}`)}`,
          ];
  return [
    `   ${finding.severity}: ${printable(finding.message)}`,
    `     at ${printable(placeOf(finding, report))}`,
    `     fix: ${printable(finding.mend)}`,
    ...why,
  ];
}
