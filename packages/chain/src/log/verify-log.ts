import { availableParallelism } from "node:os";
import { isCodedError } from "@mvcrs/errors";
import { toHex } from "../internal/bytes.ts";
import { checkFile } from "../internal/check-file.ts";
import { checkInParallel, PARALLEL_FROM_BYTES } from "../internal/check-parallel.ts";
import { readWhole, systemCode } from "../internal/files.ts";
import { EMPTY_ROOT } from "../internal/node-sha256.ts";
import { type LogPaths, pathsOf } from "../internal/paths.ts";
import type { RangeJoiner, Snapshot, StartPoint } from "../internal/range-joiner.ts";
import { trustedStart } from "../internal/trusted-start.ts";
import { type Checkpoint, verifyCheckpoint } from "../note/checkpoint.ts";
import type { VerifierKey } from "../note/key.ts";
import type { FileHandle, FileLayer } from "./file-layer.ts";
import { type Finding, finding } from "./finding.ts";
import { HashIndex } from "./hash-index.ts";
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
  readonly onProgress?: (progress: VerifyProgress) => void;
  /** Rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Threads for large logs; default: the machine's cores. 1: this thread alone, as with `files`. */
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
  /** Entries at the beginning that were not read again, because `from` commits to them; 0 without it. */
  readonly trusted: number;
  readonly findings: readonly Finding[];
  /** Findings beyond the 10,000 that a report holds. */
  readonly omitted: number;
}

const MAX_THREADS = 64;

const genesis: StartPoint = { count: 0, bytes: 0, chainHash: new Uint8Array(32), nodes: [] };

/**
 * Reads a whole log again and reports everything that is wrong with it. Believes nothing that is stored beside the
 * log: the meta file is compared, the index is not opened (but with `from`, and then checked against the checkpoint).
 * Constant memory whatever the log's length.
 */
export async function verifyLog(options: VerifyLogOptions): Promise<VerifyReport> {
  const { files = nodeFiles, verifierKeys = [], origin } = options;
  const paths = pathsOf(options.path, options.metaPath);
  // Before the log: a meta file written while the log is read must not look like a truncation.
  const metaBytes = await readWhole(files, paths.meta);
  const meta = metaBytes === undefined ? undefined : parseMeta(metaBytes);
  const checkpoint = readCheckpoint(options.checkpoint, verifierKeys, origin);
  const from = readCheckpoint(options.from, verifierKeys, origin);
  const cuts = [
    ...(meta === undefined || "reason" in meta ? [] : [meta.count]),
    ...[checkpoint, from].flatMap((one) => (isRead(one) ? [Number(one.size)] : [])),
  ];
  // An earlier checkpoint can only be compared if what it commits to is read.
  const both = isRead(checkpoint) && isRead(from) && checkpoint.size < from.size;
  const { joiner, bytes, trusted } = await check(files, paths, options, cuts, both ? undefined : from);
  const end = joiner.snapshot();
  const beside =
    meta === undefined
      ? []
      : "reason" in meta
        ? [finding("META_UNREADABLE", joiner.count, bytes, { reason: meta.reason })]
        : compareMeta(meta, joiner, bytes, trusted);
  const findings = [
    ...joiner.findings,
    ...beside,
    ...[checkpoint, from].flatMap((one) => (one === undefined ? [] : compareCheckpoint(one, joiner, bytes))),
  ];
  return {
    ok: findings.length === 0,
    count: joiner.count,
    bytes,
    chainHash: toHex(end.chainHash),
    rootHash: rootText(end),
    trusted,
    findings,
    omitted: joiner.omitted,
  };
}

const rootText = ({ rootHash }: Snapshot): string => (rootHash === undefined ? EMPTY_ROOT : toHex(rootHash));

type ReadCheckpoint = Checkpoint | { readonly reason: string } | undefined;

const isRead = (one: ReadCheckpoint): one is Checkpoint => one !== undefined && !("reason" in one);

function readCheckpoint(
  note: string | undefined,
  keys: readonly VerifierKey[],
  origin: string | undefined,
): ReadCheckpoint {
  if (note === undefined) return undefined;
  try {
    return verifyCheckpoint(note, keys, origin);
  } catch (thrown) {
    if (isCodedError(thrown)) return { reason: thrown.summary };
    throw thrown;
  }
}

async function check(
  files: FileLayer,
  paths: LogPaths,
  options: VerifyLogOptions,
  cuts: readonly number[],
  from: ReadCheckpoint,
): Promise<{ readonly joiner: RangeJoiner; readonly bytes: number; readonly trusted: number }> {
  const { onProgress, signal } = options;
  signal?.throwIfAborted();
  const handle = await openOrEmpty(files, paths.log);
  try {
    const totalBytes = await handle.size();
    const start = (await startFrom(files, paths, handle, from)) ?? genesis;
    let done = start.bytes;
    const onBytes = (bytes: number): void => {
      done += bytes;
      onProgress?.({ bytes: done, totalBytes });
    };
    const task = { start, bytes: totalBytes, cuts, onBytes, signal };
    const threads =
      files === nodeFiles ? Math.min(MAX_THREADS, options.threads ?? availableParallelism()) : 1;
    const joiner =
      threads > 1 && totalBytes - start.bytes >= PARALLEL_FROM_BYTES
        ? await checkInParallel(paths.log, handle, task, threads)
        : await checkFile(handle, task);
    return { joiner, bytes: totalBytes, trusted: start.count };
  } finally {
    await handle.close();
  }
}

async function startFrom(
  files: FileLayer,
  paths: LogPaths,
  handle: FileHandle,
  from: ReadCheckpoint,
): Promise<StartPoint | undefined> {
  if (!isRead(from)) return undefined;
  const index = await HashIndex.openForReading(files, paths.index);
  try {
    return index === undefined
      ? undefined
      : await trustedStart(handle, index, Number(from.size), from.rootHash);
  } finally {
    await index?.close();
  }
}

function compareCheckpoint(
  checkpoint: NonNullable<ReadCheckpoint>,
  joiner: RangeJoiner,
  bytes: number,
): Finding[] {
  if ("reason" in checkpoint)
    return [finding("CHECKPOINT_BAD", joiner.count, bytes, { reason: checkpoint.reason })];
  const size = Number(checkpoint.size);
  const at = joiner.snapshots.get(size);
  if (at === undefined) {
    if (size < joiner.count) return [];
    const values = { by: "the checkpoint", expected: `${size} entries`, found: joiner.count };
    return [finding("TRUNCATED", joiner.count, bytes, values)];
  }
  const expected = toHex(checkpoint.rootHash);
  const found = rootText(at);
  return expected === found
    ? []
    : [finding("CHECKPOINT_INCONSISTENT", Math.max(0, size - 1), at.bytes, { expected, found, size })];
}

/** What the meta file vouches for, compared with what the log gives at that size. A log may have grown since. */
function compareMeta(meta: Meta, joiner: RangeJoiner, bytes: number, trusted: number): Finding[] {
  const at = joiner.snapshots.get(meta.count);
  if (at === undefined) {
    // Inside of what a trusted checkpoint already commits to: nothing was read there.
    if (meta.count < trusted) return [];
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
