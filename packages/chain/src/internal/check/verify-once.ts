import { availableParallelism } from "node:os";
import { utf8 } from "@mvcrs/canonical";
import { isCodedError, systemCode } from "@mvcrs/errors";
import { type FileHandle, type FileLayer, nodeFiles, readWhole } from "@mvcrs/files";
import { type Finding, finding } from "../../log/finding.ts";
import { HashIndex } from "../../log/hash-index.ts";
import { parseMeta } from "../../log/meta.ts";
import type { VerifyLogOptions, VerifyReport } from "../../log/verify-report.ts";
import { verifyCheckpoint } from "../../note/checkpoint.ts";
import type { VerifierKey } from "../../note/key.ts";
import { equalBytes, toHex } from "../line/bytes.ts";
import type { LogPaths } from "../paths.ts";
import { checkFile } from "./check-file.ts";
import { checkInParallel, PARALLEL_FROM_BYTES } from "./check-parallel.ts";
import { readUnverified } from "./checkpoint-beside.ts";
import {
  compareCheckpoint,
  compareCounters,
  compareMeta,
  isRead,
  type ReadCheckpoint,
  rootText,
} from "./compare-beside.ts";
import { countAgain } from "./count-again.ts";
import type { RangeJoiner, StartPoint } from "./range-joiner.ts";
import { trustedStart } from "./trusted-start.ts";

const MAX_THREADS = 64;

const genesis: StartPoint = { count: 0, bytes: 0, chainHash: new Uint8Array(32), nodes: [] };

/** What stands beside a log, as it was read. */
export interface Beside {
  readonly meta: Uint8Array | undefined;
  readonly checkpoint: Uint8Array | undefined;
}

async function readBeside(files: FileLayer, paths: LogPaths): Promise<Beside> {
  return {
    meta: await readWhole(files, paths.meta),
    checkpoint: await readWhole(files, paths.checkpoint),
  };
}

/** Whether nobody has written since it was looked at: a writer leaves another length or another meta file. */
export async function isUnchanged(
  files: FileLayer,
  paths: LogPaths,
  bytes: number,
  before: Beside,
): Promise<boolean> {
  const handle = await openOrEmpty(files, paths.log);
  const size = await handle.size().finally(() => handle.close());
  const now = await readBeside(files, paths);
  return size === bytes && isSame(now.meta, before.meta) && isSame(now.checkpoint, before.checkpoint);
}

const isSame = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === undefined || b === undefined ? a === b : equalBytes(a, b);

/** One look at a log, and what stood beside it then. */
export async function verifyOnce(
  files: FileLayer,
  paths: LogPaths,
  options: VerifyLogOptions,
): Promise<{ readonly report: VerifyReport; readonly beside: Beside }> {
  const { verifierKeys = [], origin } = options;
  // Before the log: what is written while the log is read must not look like a truncation.
  const beside = await readBeside(files, paths);
  const meta = beside.meta === undefined ? undefined : parseMeta(beside.meta);
  const checkpoint = readCheckpoint(options.checkpoint, verifierKeys, origin);
  const from = readCheckpoint(options.from, verifierKeys, origin);
  const signed = readSigned(beside.checkpoint, paths, options.checkpoint);
  const cuts = [
    ...(meta === undefined || "reason" in meta ? [] : [meta.count]),
    ...[checkpoint, from, signed].flatMap((one) => (isRead(one) ? [Number(one.size)] : [])),
  ];
  // An earlier checkpoint can only be compared if what it commits to is read.
  const both = isRead(checkpoint) && isRead(from) && checkpoint.size < from.size;
  const checked = await check(files, paths, options, cuts, both ? undefined : from);
  const { joiner, bytes, trusted } = checked;
  const end = joiner.snapshot();
  const findings = [
    ...joiner.findings,
    ...(meta === undefined
      ? []
      : "reason" in meta
        ? [finding("META_UNREADABLE", joiner.count, bytes, { reason: meta.reason })]
        : compareMeta(meta, joiner, bytes, trusted)),
    ...compareCheckpoint(checkpoint, "the checkpoint", joiner, bytes),
    ...compareCheckpoint(from, "the checkpoint", joiner, bytes),
    ...compareCheckpoint(signed, "the checkpoint beside the log", joiner, bytes),
    ...(await recount(files, paths, options, meta, checked)),
  ];
  const report = {
    ok: findings.length === 0,
    count: joiner.count,
    bytes,
    chainHash: toHex(end.chainHash),
    rootHash: rootText(end),
    trusted,
    findings,
    omitted: joiner.omitted,
  };
  return { report, beside };
}

/** The last checkpoint signed, unless the caller has handed over the very same. */
function readSigned(
  bytes: Uint8Array | undefined,
  paths: LogPaths,
  given: string | undefined,
): ReadCheckpoint {
  if (bytes === undefined || (given !== undefined && equalBytes(bytes, utf8(given)))) return undefined;
  try {
    return readUnverified(bytes, paths.checkpoint);
  } catch (thrown) {
    if (isCodedError(thrown)) return { reason: thrown.summary };
    throw thrown;
  }
}

async function recount(
  files: FileLayer,
  paths: LogPaths,
  { counterKeys, signal }: VerifyLogOptions,
  meta: ReturnType<typeof parseMeta> | undefined,
  { joiner, trusted }: Checked,
): Promise<Finding[]> {
  if (counterKeys === undefined || meta === undefined || "reason" in meta || trusted > 0) return [];
  if (meta.bytes !== joiner.snapshots.get(meta.count)?.bytes) return [];
  const handle = await openOrEmpty(files, paths.log);
  try {
    return compareCounters(meta, await countAgain(handle, meta.bytes, counterKeys, signal));
  } finally {
    await handle.close();
  }
}

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

interface Checked {
  readonly joiner: RangeJoiner;
  readonly bytes: number;
  readonly trusted: number;
}

async function check(
  files: FileLayer,
  paths: LogPaths,
  options: VerifyLogOptions,
  cuts: readonly number[],
  from: ReadCheckpoint,
): Promise<Checked> {
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

/** A missing log is an empty one: whether something is missing, the meta file and checkpoints tell. */
async function openOrEmpty(files: FileLayer, path: string): Promise<FileHandle> {
  try {
    return await files.open(path, "read");
  } catch (thrown) {
    if (systemCode(thrown) !== "ENOENT") throw thrown;
  }
  const nothing = async (): Promise<void> => undefined;
  const none = async (): Promise<number> => 0;
  const identity = async () => ({ inode: "", links: 0 });
  return { read: none, write: none, sync: nothing, truncate: nothing, size: none, identity, close: nothing };
}
