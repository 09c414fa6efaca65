import { toHex } from "../internal/bytes.ts";
import { checkFile } from "../internal/check-file.ts";
import { readWhole, systemCode } from "../internal/files.ts";
import { EMPTY_ROOT } from "../internal/node-sha256.ts";
import { pathsOf } from "../internal/paths.ts";
import type { RangeJoiner, Snapshot, StartPoint } from "../internal/range-joiner.ts";
import type { FileHandle, FileLayer } from "./file-layer.ts";
import { type Finding, finding } from "./finding.ts";
import { type Meta, parseMeta } from "./meta.ts";
import { nodeFiles } from "./node-files.ts";

export interface VerifyProgress {
  /** Bytes checked so far. */
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface VerifyLogOptions {
  readonly path: string;
  /** Default: `path` with `.meta.json` in place of `.jsonl`. */
  readonly metaPath?: string;
  readonly onProgress?: (progress: VerifyProgress) => void;
  /** Rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Worker threads for large logs; default: the machine's cores. 1: this thread alone. */
  readonly threads?: number;
  readonly files?: FileLayer;
}

export interface VerifyReport {
  /** True when there is no finding. */
  readonly ok: boolean;
  /** Lines, the torn tail not counted. */
  readonly count: number;
  readonly bytes: number;
  readonly chainHash: string;
  readonly rootHash: string;
  readonly findings: readonly Finding[];
  /** Findings beyond the 10,000 that a report holds. */
  readonly omitted: number;
}

const genesis: StartPoint = { count: 0, bytes: 0, chainHash: new Uint8Array(32), nodes: [] };

/**
 * Reads a whole log again and reports everything that is wrong with it. Believes nothing that is stored beside the
 * log: the meta file is compared, the index is not opened. Constant memory whatever the log's length.
 */
export async function verifyLog(options: VerifyLogOptions): Promise<VerifyReport> {
  const { files = nodeFiles } = options;
  const paths = pathsOf(options.path, options.metaPath);
  // Before the log: a meta file written while the log is read must not look like a truncation.
  const metaBytes = await readWhole(files, paths.meta);
  const meta = metaBytes === undefined ? undefined : parseMeta(metaBytes);
  const cuts = meta === undefined || "reason" in meta ? [] : [meta.count];
  const { joiner, bytes } = await check(files, options, cuts);
  const extra: Finding[] = [];
  if (meta !== undefined)
    extra.push(
      ...("reason" in meta
        ? [finding("META_UNREADABLE", joiner.count, bytes, { reason: meta.reason })]
        : compareMeta(meta, joiner, bytes)),
    );
  const end = joiner.snapshot();
  const findings = [...joiner.findings, ...extra];
  return {
    ok: findings.length === 0,
    count: joiner.count,
    bytes,
    chainHash: toHex(end.chainHash),
    rootHash: rootText(end),
    findings,
    omitted: joiner.omitted,
  };
}

const rootText = ({ rootHash }: Snapshot): string => (rootHash === undefined ? EMPTY_ROOT : toHex(rootHash));

async function check(
  files: FileLayer,
  options: VerifyLogOptions,
  cuts: readonly number[],
): Promise<{ readonly joiner: RangeJoiner; readonly bytes: number }> {
  const { onProgress, signal } = options;
  signal?.throwIfAborted();
  const handle = await openOrEmpty(files, options.path);
  try {
    const totalBytes = await handle.size();
    let done = 0;
    const onBytes = (bytes: number): void => {
      done += bytes;
      onProgress?.({ bytes: done, totalBytes });
    };
    const joiner = await checkFile(handle, { start: genesis, bytes: totalBytes, cuts, onBytes, signal });
    return { joiner, bytes: totalBytes };
  } finally {
    await handle.close();
  }
}

/** What the meta file vouches for, compared with what the log gives at that size. A log may have grown since. */
function compareMeta(meta: Meta, joiner: RangeJoiner, bytes: number): Finding[] {
  const at = joiner.snapshots.get(meta.count);
  if (at === undefined) {
    const values = { by: "the meta file", expected: `${meta.count} entries`, found: joiner.count };
    return [finding("TRUNCATED", joiner.count, bytes, values)];
  }
  const pairs = [
    ["bytes", meta.bytes, at.bytes],
    ["chain_hash", meta.chain_hash, toHex(at.chainHash)],
    ["root_hash", meta.root_hash, rootText(at)],
  ] as const;
  return pairs
    .filter(([, expected, found]) => expected !== found)
    .map(([field, expected, found]) =>
      finding("META_MISMATCH", Math.max(0, meta.count - 1), at.bytes, { field, expected, found }),
    );
}

/** A missing log is an empty one: whether something is missing, the meta file and checkpoints tell. */
async function openOrEmpty(files: FileLayer, path: string): Promise<FileHandle> {
  try {
    return await files.open(path, "read");
  } catch (thrown) {
    if (systemCode(thrown) !== "ENOENT") throw thrown;
  }
  const nothing = async (): Promise<void> => undefined;
  const none = async (): Promise<number> => 0;
  return { read: none, write: none, sync: nothing, truncate: nothing, size: none, close: nothing };
}
