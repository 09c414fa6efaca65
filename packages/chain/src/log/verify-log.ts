import { nodeFiles, withCodes } from "@mvcrs/files";
import { isLocked, nodeProcesses } from "@mvcrs/files/lock";
import { isUnchanged, verifyOnce } from "../internal/check/verify-once.ts";
import { pathsOf } from "../internal/paths.ts";
import type { Finding, FindingCode } from "./finding.ts";
import type { VerifyLogOptions, VerifyReport } from "./verify-report.ts";

const MOST_LOOKS = 4;

/**
 * Reads a whole log again and reports everything that is wrong with it. Believes nothing that is stored beside the
 * log: the meta file and the last checkpoint are compared, the index is not opened (but with `from`, and then checked
 * against the checkpoint). Constant memory whatever the log's length.
 *
 * A writer may be at work: what one look finds while the log changes is reported only if the next look finds it too,
 * and the line that the writer is just writing is no torn one.
 *
 * @throws NOT_A_FILE, FILE_FAILED
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { writeFile } from "node:fs/promises";
 * import { verifyLog } from "@mvcrs/chain";
 *
 * await writeFile("forged.jsonl", "no entry\n");
 * const { ok, findings } = await verifyLog({ path: "forged.jsonl" });
 * assert.equal(ok, false);
 * assert.equal(findings[0]?.line, 1);
 * ```
 */
export function verifyLog(options: VerifyLogOptions): Promise<VerifyReport> {
  return withCodes(options.path, async () => {
    const { files = nodeFiles, processes = nodeProcesses() } = options;
    const paths = await pathsOf(files, options);
    let look = await verifyOnce(files, paths, options);
    let { report } = look;
    for (let looks = 1; ; looks++) {
      const busy = await isLocked(paths.lock, { files, processes });
      if (busy) report = withFindings(report, ({ code }) => code !== "TORN_TAIL");
      const still = !busy && (await isUnchanged(files, paths, look));
      if (report.ok || still || looks === MOST_LOOKS) return report;
      const again = await verifyOnce(files, paths, options);
      const before = new Set(report.findings.map(identityOf));
      const now = new Set(again.report.findings.map(identityOf));
      report = withFindings(again.report, (one) => before.has(identityOf(one)));
      look = again;
      // A torn line may just be waiting for its disk; anything else is settled when it is seen twice.
      const settled = before.size === now.size && report.findings.every(({ code }) => code !== "TORN_TAIL");
      if (settled && [...now].every((one) => before.has(one))) return report;
    }
  });
}

/** Findings about the log as a whole; where they are placed moves as it grows. */
const placeless: ReadonlySet<FindingCode> = new Set<FindingCode>([
  "TRUNCATED",
  "META_UNREADABLE",
  "META_MISMATCH",
  "CHECKPOINT_BAD",
  "CHECKPOINT_INCONSISTENT",
]);

/** What makes a finding of one look the same as one of the next. */
const identityOf = ({ code, seq, offset }: Finding): string =>
  placeless.has(code) ? code : `${code} ${seq} ${offset}`;

function withFindings(report: VerifyReport, keep: (one: Finding) => boolean): VerifyReport {
  const findings = report.findings.filter(keep);
  return { ...report, findings, ok: findings.length === 0 && report.omitted === 0 };
}
