import type { Finding, ReadinessReport } from "../report.ts";

/** The path of a finding's file from the root that was judged; the configuration stands at the root itself. */
export function pathOf({ file, rule }: Finding, { folder }: ReadinessReport): string {
  return folder === "." || rule === "waivers" || rule === "baseline" ? file : `${folder}/${file}`;
}

/** `path:line` and, for JSON, the pointer. */
export function placeOf(finding: Finding, report: ReadinessReport): string {
  const line = finding.line === undefined ? "" : `:${finding.line}`;
  const pointer = finding.pointer === undefined || finding.pointer === "" ? "" : ` (${finding.pointer})`;
  return `${pathOf(finding, report)}${line}${pointer}`;
}

/** Texts from the files under judgement may hold anything; control characters must not reach a terminal or a log. */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
