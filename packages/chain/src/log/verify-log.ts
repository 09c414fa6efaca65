import { type FileLayer, nodeFiles, withCodes } from "@mvcrs/files";
import { isLocked, nodeProcesses, type Processes } from "@mvcrs/files/lock";
import { isUnchanged, verifyOnce } from "../internal/check/verify-once.ts";
import { pathsOf } from "../internal/paths.ts";
import type { VerifierKey } from "../note/key.ts";
import type { Finding, FindingCode } from "./finding.ts";

export interface VerifyProgress {
  /** Bytes checked so far. */
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface VerifyLogOptions {
  readonly path: string;
  /** Default: `path` with `.meta.json` in place of `.jsonl`. */
  readonly metaPath?: string;
  /**
   * The last checkpoint signed, which the log has to agree with like with the meta file, its signature unchecked;
   * default: `path` with `.checkpoint` in place of `.jsonl`.
   */
  readonly checkpointPath?: string;
  /** A signed checkpoint that the log has to agree with, got on another way than the log. */
  readonly checkpoint?: string;
  /** The keys that may have signed `checkpoint` or `from`. */
  readonly verifierKeys?: readonly VerifierKey[];
  /** The log's identity; default: whatever the checkpoint says. */
  readonly origin?: string;
  /**
   * A signed checkpoint of an earlier verification: what it commits to is trusted and not read again, if the stored
   * hashes agree with it. The report's `trusted` says how much that was.
   */
  readonly from?: string;
  /**
   * As for `openLog`: counts again what the meta file's counters say. Not with `from`, since that would read what is
   * trusted.
   */
  readonly counterKeys?: (event: unknown) => readonly string[];
  readonly onProgress?: (progress: VerifyProgress) => void;
  /** Rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Threads for large logs; default: the machine's cores. 1: this thread alone, as with `files`. */
  readonly threads?: number;
  readonly files?: FileLayer;
  /** Tells whether a writer is at work. */
  readonly processes?: Processes;
}

export interface VerifyReport {
  /** True when there is no finding. */
  readonly ok: boolean;
  /** Lines, the torn tail not counted. */
  readonly count: number;
  readonly bytes: number;
  readonly chainHash: string;
  readonly rootHash: string;
  /** Entries at the beginning that were not read again, because `from` commits to them; 0 without it. */
  readonly trusted: number;
  readonly findings: readonly Finding[];
  /** Findings beyond the 10,000 that a report holds. */
  readonly omitted: number;
}

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
    let { report, beside } = await verifyOnce(files, paths, options);
    for (let looks = 1; ; looks++) {
      const busy = await isLocked(paths.lock, { files, processes });
      if (busy) report = withFindings(report, ({ code }) => code !== "TORN_TAIL");
      const still = !busy && (await isUnchanged(files, paths, report.bytes, beside));
      if (report.ok || still || looks === MOST_LOOKS) return report;
      const again = await verifyOnce(files, paths, options);
      const before = new Set(report.findings.map(identityOf));
      const now = new Set(again.report.findings.map(identityOf));
      report = withFindings(again.report, (one) => before.has(identityOf(one)));
      beside = again.beside;
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
