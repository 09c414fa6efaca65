import { availableParallelism } from "node:os";
import { systemCode } from "@mvcrs/errors";
import { type FileHandle, type FileLayer, nodeFiles } from "@mvcrs/files";
import { HashIndex } from "../../log/hash-index.ts";
import type { VerifyLogOptions } from "../../log/verify-report.ts";
import { hashFromHex } from "../line/bytes.ts";
import { nodeHasher } from "../line/node-hasher.ts";
import type { LogPaths } from "../paths.ts";
import { type ByteRange, type CheckOptions, checkFile } from "./check-file.ts";
import { checkInParallel, PARALLEL_FROM_BYTES, type PartFile } from "./check-parallel.ts";
import { isRead, type ReadCheckpoint } from "./compare-beside.ts";
import { RangeJoiner, type StartPoint } from "./range-joiner.ts";
import { trustedStart } from "./trusted-start.ts";
import { type CheckedSegment, type Parts, partsOf } from "./verify-parts.ts";

const MAX_THREADS = 64;

const genesis: StartPoint = { count: 0, bytes: 0, chainHash: new Uint8Array(32), nodes: [] };

export interface CheckedLog extends Parts {
  readonly joiner: RangeJoiner;
  readonly bytes: number;
  /** Length of the file that grows; -1 where there is none. */
  readonly own: number;
  /** Entries that were not read because a checkpoint is trusted. */
  readonly trusted: number;
}

/** Reads all of a log that is there, from a trusted checkpoint on where one is given; closes what it opens with `close`. */
export async function checkLog(
  files: FileLayer,
  paths: LogPaths,
  options: VerifyLogOptions,
  cuts: readonly number[],
  from: ReadCheckpoint,
): Promise<CheckedLog & AsyncDisposable> {
  const { onProgress, signal } = options;
  signal?.throwIfAborted();
  const active = await openOrEmpty(files, paths.log);
  const own = active === empty ? -1 : await active.size();
  const trusted = isRead(from) ? Number(from.size) : 0;
  const parts = await partsOf(files, paths, active, { trusted, signal });
  const { file, closed } = parts;
  try {
    const bytes = file.active.start + Math.max(0, own);
    const index = await HashIndex.openForReading(files, paths.index);
    try {
      const trustedPoint =
        isRead(from) && index !== undefined
          ? await trustedStart(file, index, trusted, from.rootHash)
          : undefined;
      const start = trustedPoint ?? genesis;
      const joiner = new RangeJoiner(nodeHasher.join, start);
      let done = start.bytes;
      const task: CheckOptions = {
        cuts: [...cuts, ...closed.map(({ segment }) => segment.last + 1)],
        signal,
        onBytes: (more) => {
          done += more;
          onProgress?.({ bytes: done, totalBytes: bytes });
        },
      };
      const threads =
        files === nodeFiles ? Math.min(MAX_THREADS, options.threads ?? availableParallelism()) : 1;
      const whole = { path: paths.log, bytes };
      for (const stretch of stretchesOf(parts, start.bytes, whole)) {
        if ("away" in stretch) await skip(joiner, stretch.away, task.cuts, index);
        else await checkStretch(parts, stretch.parts, joiner, task, threads);
      }
      const dispose = () => file.close();
      return { ...parts, joiner, bytes, own, trusted: start.count, [Symbol.asyncDispose]: dispose };
    } finally {
      await index?.close();
    }
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
}

/** Parts that stand together and can be read, or a segment that cannot. */
type Stretch = { readonly parts: readonly PartFile[] } | { readonly away: CheckedSegment };

function stretchesOf(
  { file, closed }: Parts,
  from: number,
  whole: { readonly path: string; readonly bytes: number },
): Stretch[] {
  const stretches: Stretch[] = [];
  let parts: PartFile[] = [];
  for (const one of closed) {
    const { segment, found } = one;
    const base = segment.offset;
    const range: ByteRange = { from: Math.max(base, from), to: base + segment.bytes };
    if (range.from >= range.to) continue;
    if (found.is === "read") {
      parts.push({ path: found.path, base, seekable: found.storage !== "foreign", ...range });
      continue;
    }
    stretches.push({ parts }, { away: one });
    parts = [];
  }
  const base = file.active.start;
  parts.push({ path: whole.path, base, seekable: true, from: Math.max(base, from), to: whole.bytes });
  return [...stretches, { parts }];
}

async function checkStretch(
  { file }: Parts,
  parts: readonly PartFile[],
  joiner: RangeJoiner,
  task: CheckOptions,
  threads: number,
): Promise<void> {
  const range = { from: parts[0]?.from ?? 0, to: parts.at(-1)?.to ?? 0 };
  if (threads > 1 && range.to - range.from >= PARALLEL_FROM_BYTES)
    await checkInParallel(file, parts, joiner, task, threads);
  else await checkFile(file, range, joiner, task);
}

/** Goes on behind a segment that is not there, with the hashes that the index keeps of it. */
async function skip(
  joiner: RangeJoiner,
  { segment }: CheckedSegment,
  cuts: readonly number[],
  index: HashIndex | undefined,
): Promise<void> {
  const next = segment.last + 1;
  const isInPlace = joiner.count === segment.first;
  const ends = [...new Set([...cuts.filter((cut) => cut > segment.first && cut < next), next])];
  let begin = segment.first;
  for (const end of ends.sort((a, b) => a - b)) {
    const kept = isInPlace && index !== undefined ? await keptHashes(index, begin, end) : undefined;
    const leaf = end === next ? hashFromHex(segment.chain_hash) : kept?.leafHash;
    const endOffset = end === next ? segment.offset + segment.bytes : segment.offset;
    joiner.skip({ end, endOffset, leafHash: leaf ?? new Uint8Array(32), nodes: kept?.nodes });
    begin = end;
  }
}

async function keptHashes(index: HashIndex, begin: number, end: number) {
  try {
    if (!(await index.reaches(end))) return undefined;
    const leafHash = (await index.entry(end - 1))?.leafHash;
    return leafHash && { leafHash, nodes: await index.subtrees(begin, end) };
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

const nothing = async (): Promise<void> => undefined;
const none = async (): Promise<number> => 0;
const identity = async () => ({ inode: "", links: 0, permissions: 0 });
/** A missing log is an empty one: whether something is missing, the meta file and checkpoints tell. */
const empty: FileHandle = {
  ...{ read: none, write: none, sync: nothing, truncate: nothing, size: none, identity, close: nothing },
};

async function openOrEmpty(files: FileLayer, path: string): Promise<FileHandle> {
  try {
    return await files.open(path, "read");
  } catch (thrown) {
    if (systemCode(thrown) === "ENOENT") return empty;
    throw thrown;
  }
}
