import type { FileLayer } from "@mvcrs/files";
import type { Processes } from "@mvcrs/files/lock";
import type { VerifierKey } from "../note/key.ts";
import type { Finding } from "./finding.ts";

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
  /** `undefined` where segments are away of which not even the hashes are known. */
  readonly rootHash: string | undefined;
  /** Entries at the beginning that were not read again, because `from` commits to them; 0 without it. */
  readonly trusted: number;
  /** Entries that were not read because their segments are away or damaged; a finding names each. */
  readonly unread: number;
  readonly findings: readonly Finding[];
  /** Findings beyond the 10,000 that a report holds. */
  readonly omitted: number;
}
