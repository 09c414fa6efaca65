import * as z from "zod";
import { readinessErrors } from "./errors.ts";
import { readJson } from "./json-document.ts";
import { activeFindings, type ReadinessReport } from "./report.ts";

/**
 * Findings that were there before the gate was. How often each fingerprint occurs counts, so that a second fault of the
 * same kind at the same place is new.
 */
export type Baseline = ReadonlyMap<string, number>;

const baselineSchema = z.strictObject({
  version: z.literal(1),
  findings: z.array(
    z.looseObject({ fingerprint: z.string().regex(/^[0-9a-f]{64}$/, "must be 64 hex digits") }),
  ),
});

/** The baseline of everything that counts in a report, as a file to commit. */
export function formatBaseline(report: ReadinessReport): string {
  const findings = activeFindings(report).map(({ fingerprint, rule, file, message }) => ({
    fingerprint,
    rule,
    file,
    message,
  }));
  return `${JSON.stringify({ version: 1, findings }, null, 2)}\n`;
}

/** @throws BASELINE_INVALID */
export function parseBaseline(text: string, path: string): Baseline {
  const fail = (problems: readonly string[]) =>
    readinessErrors.create("BASELINE_INVALID", { path, problems });
  const read = readJson(text);
  if ("problems" in read) throw fail(read.problems.map(({ line, problem }) => `line ${line}: ${problem}`));
  const parsed = baselineSchema.safeParse(read.document.value);
  if (!parsed.success)
    throw fail(parsed.error.issues.map((issue) => `${issue.path.map(String).join(".")} ${issue.message}`));
  const counts = new Map<string, number>();
  for (const { fingerprint } of parsed.data.findings)
    counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1);
  return counts;
}
