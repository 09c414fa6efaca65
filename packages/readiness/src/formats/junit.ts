import type { ReadinessReport, RuleStatus } from "../report.ts";
import { placeOf, printable } from "./place.ts";

const attribute = (text: string): string =>
  printable(text)
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

const skipped: ReadonlySet<RuleStatus> = new Set(["off", "blocked", "beside"]);

/** JUnit XML: a test case for each rule. Warnings are no failures there, so they stand in `system-out`. */
export function formatJunit(report: ReadinessReport): string {
  const cases = report.rules.map(({ id, status, lookedAt, findings }) => {
    const counting = findings.filter(({ suppressed }) => suppressed === undefined);
    const failures = counting.filter(({ severity }) => severity === "error");
    const notes = [`looked at: ${lookedAt.join(", ") || "nothing"}`]
      .concat(counting.filter(({ severity }) => severity === "warning").map(({ message }) => message))
      .join("; ");
    const body = [
      ...(skipped.has(status) ? [`<skipped message="${status}"/>`] : []),
      ...failures.map(
        (finding) =>
          `<failure type="${attribute(id)}" message="${attribute(finding.message)}">${attribute(`${placeOf(finding, report)} - ${finding.mend}`)}</failure>`,
      ),
      `<system-out>${attribute(notes)}</system-out>`,
    ].join("");
    return { failed: failures.length > 0, skipped: body.startsWith("<skipped"), id, body };
  });
  const count = (key: "failed" | "skipped") => cases.filter((it) => it[key]).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites><testsuite name="phase8-gate" tests="${cases.length}" failures="${count("failed")}" errors="0" skipped="${count("skipped")}">`,
    ...cases.map(
      ({ id, body }) => `<testcase classname="phase8-gate" name="${attribute(id)}">${body}</testcase>`,
    ),
    "</testsuite></testsuites>",
  ].join("\n");
}
