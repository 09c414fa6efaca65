import type { ReadinessReport, RuleResult, RuleStatus } from "../report.ts";
import { placeOf, printable } from "./place.ts";

/** What a JUnit report says of its run. */
export interface JunitRun {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly tookMs: number;
  readonly hostname: string;
}

const attribute = (text: string): string =>
  printable(text)
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

const skipped: ReadonlySet<RuleStatus> = new Set(["off", "blocked", "beside"]);

/**
 * JUnit XML: a test case for each rule, in the form that both common schemas allow (the one of Ant's report task and that of
 * Jenkins): one failure a case, with every finding in it; what was looked at, and warnings, in the suite's output. Rules are not timed one by one.
 */
export function formatJunit(report: ReadinessReport, run: JunitRun): string {
  const cases = report.rules.map((rule) => ({ rule, failures: errorsOf(rule) }));
  const failed = cases.filter(({ failures }) => failures.length > 0).length;
  const passedOver = cases.filter(({ rule, failures }) => failures.length === 0 && skipped.has(rule.status));
  // That schema wants the time of the day in UTC, without a zone.
  const timestamp = new Date(run.startedAt).toISOString().slice(0, 19);
  const time = (Math.max(0, run.tookMs) / 1000).toFixed(3);
  const counts = `tests="${cases.length}" failures="${failed}" errors="0" skipped="${passedOver.length}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    `<testsuite id="0" package="phase8" name="phase8-gate" ${counts} time="${time}" timestamp="${timestamp}" hostname="${attribute(run.hostname) || "localhost"}">`,
    "<properties/>",
    ...cases.map(({ rule, failures }) => {
      const name = `classname="phase8-gate" name="${attribute(rule.id)}" time="0"`;
      return `<testcase ${name}>${bodyOf(rule, failures, report)}</testcase>`;
    }),
    `<system-out>${report.rules.map((rule) => attribute(noteOf(rule))).join("\n")}</system-out>`,
    "<system-err/>",
    "</testsuite>",
    "</testsuites>",
  ].join("\n");
}

const countingOf = ({ findings }: RuleResult) =>
  findings.filter(({ suppressed }) => suppressed === undefined);
const errorsOf = (rule: RuleResult) => countingOf(rule).filter(({ severity }) => severity === "error");

function bodyOf(rule: RuleResult, failures: RuleResult["findings"], report: ReadinessReport): string {
  const [first, ...more] = failures;
  if (first === undefined) return skipped.has(rule.status) ? `<skipped message="${rule.status}"/>` : "";
  const message = `${first.message}${more.length === 0 ? "" : `, and ${more.length} more`}`;
  const text = failures
    .map((finding) => attribute(`${placeOf(finding, report)}: ${finding.message} - ${finding.mend}`))
    .join("\n");
  return `<failure type="${attribute(rule.id)}" message="${attribute(message)}">${text}</failure>`;
}

const noteOf = (rule: RuleResult): string =>
  [`${rule.id}: looked at ${rule.lookedAt.join(", ") || "nothing"}`]
    .concat(
      countingOf(rule)
        .filter(({ severity }) => severity === "warning")
        .map(({ message }) => message),
    )
    .join("; ");
