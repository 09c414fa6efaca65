import { messageOf } from "@mvcrs/errors";
import { readFully } from "@mvcrs/files";
import { chainErrors, damageCodes } from "../../errors.ts";
import type { HashIndex } from "../../log/hash-index.ts";
import { equalBytes } from "../line/bytes.ts";
import { CompactRange } from "../line/compact-range.ts";
import { joinHashes, leafHashInPlace } from "../line/node-sha256.ts";
import { MAX_LINE_BYTES, NEWLINE } from "../line/scan-line.ts";
import type { LogFile } from "../segments/log-file.ts";
import { isLineOf, locate } from "./locate.ts";
import { readBlocks } from "./read-blocks.ts";
import {
  assertEntry,
  assertSize,
  assertSizes,
  type ConsistencyProof,
  consistencyIn,
  type InclusionProof,
  inclusionIn,
  type KnownTree,
  rootOf,
  type Stored,
} from "./tree-proofs.ts";

/** What proving needs of a log. */
export interface ProofSource extends KnownTree {
  readonly path: string;
  readonly handle: LogFile;
  readonly index: HashIndex | undefined;
  readonly bytes: number;
  /** How many entries will not change any more: what the index says of them is right, or damaged. */
  readonly settled: number;
  /** Writes what the index says of those again, from the log; whether that changed anything. */
  readonly mendIndex: () => Promise<boolean>;
}

/** The tree hash of the first `size` entries, in hex. */
export function rootAt(source: ProofSource, size: number): Promise<string> {
  return proven(source, size, (stored) => rootOf(source, size, stored));
}

/** @throws SEQ_OUT_OF_RANGE, one of `damageCodes` */
export function inclusionProof(
  source: ProofSource,
  index: number,
  treeSize: number,
): Promise<InclusionProof> {
  assertEntry(index, treeSize, source);
  return proven(source, treeSize, (stored) => inclusionIn(source, index, treeSize, stored));
}

/** @throws SEQ_OUT_OF_RANGE, CONSISTENCY_FROM_EMPTY, one of `damageCodes` */
export function consistencyProof(
  source: ProofSource,
  oldSize: number,
  newSize: number,
): Promise<ConsistencyProof> {
  assertSizes(oldSize, newSize);
  return proven(source, newSize, (stored) => consistencyIn(source, oldSize, newSize, stored));
}

/** The hashes of the index; those that end behind the first `known` entries come from the log. @throws RangeError where it is cut */
async function indexed(source: ProofSource, index: HashIndex, known: number): Promise<Stored> {
  const { settled, handle, bytes } = source;
  if (!(await index.reaches(settled))) throw new RangeError("the index does not reach as far as it should");
  const stored = async (level: number, at: number): Promise<Uint8Array> => {
    const end = (at + 1) * 2 ** level;
    const hash = end <= known ? await index.hash(level, at) : undefined;
    if (hash !== undefined) return hash;
    // Only what stands behind the settled entries is read, which is little.
    if (level === 0 || at * 2 ** level >= settled) return hashFromLog(source, level, at);
    return joinHashes(await stored(level - 1, 2 * at), await stored(level - 1, 2 * at + 1));
  };
  const place = async (seq: number, leafHash: Uint8Array): Promise<void> => {
    if (seq >= settled) return;
    const start = (await index.entry(seq))?.offset ?? bytes;
    const next = seq + 1 < settled ? await index.entry(seq + 1) : undefined;
    const reading =
      next === undefined ? isLineOf(handle, seq, start, bytes) : isLeaf(handle, start, next.offset, leafHash);
    // Where the line is away, no offset leads anywhere, and the hash is proven all the same.
    const right = await reading.catch(unlessAway);
    if (!right) throw new RangeError("the index leads to another line");
  };
  return Object.assign(stored, { place });
}

/**
 * Makes a proof from the index, which checks itself against the known root; where that fails, the index is damaged:
 * it is mended, and the proof is made again. Where that cannot be, the hashes come from the log's own lines.
 */
async function proven<T>(
  source: ProofSource,
  size: number,
  make: (stored: Stored) => Promise<T>,
): Promise<T> {
  const { path, count, index, settled } = source;
  assertSize(size, source);
  if (index !== undefined) {
    const attempts = [
      async () => make(await indexed(source, index, count)),
      // A writer that was stopped may have left records of entries that it took back.
      async () => make(await indexed(source, index, settled)),
      async () => {
        if (!(await source.mendIndex())) throw new RangeError("nothing was mended");
        return make(await indexed(source, index, settled));
      },
    ];
    for (const attempt of attempts) {
      try {
        return await attempt();
      } catch {
        // Below, without the index: if the log itself is at fault, that says so.
      }
    }
  }
  try {
    return await make((level, at) => hashFromLog(source, level, at));
  } catch (cause) {
    if (chainErrors.is(cause, ...damageCodes, "SEGMENT_MISSING", "SEGMENT_DAMAGED")) throw cause;
    throw chainErrors.create("LOG_ROOT_CONTRADICTED", { path, reason: messageOf(cause) }, { cause });
  }
}

/** What the hashes of the index prove needs no line. */
function unlessAway(thrown: unknown): true {
  if (chainErrors.is(thrown, "SEGMENT_MISSING")) return true;
  throw thrown;
}

/** Whether the line from `start` up to the next one at `next` has this leaf hash. */
async function isLeaf(handle: LogFile, start: number, next: number, leafHash: Uint8Array): Promise<boolean> {
  const length = next - start - 1;
  if (length < 1 || length > MAX_LINE_BYTES) return false;
  const line = new Uint8Array(1 + length);
  if ((await readFully(handle, line.subarray(1), start)) < length) return false;
  return equalBytes(leafHashInPlace(line, 1, line.length), leafHash);
}

/** The hash of a complete subtree, from the lines themselves. */
async function hashFromLog(source: ProofSource, level: number, index: number): Promise<Uint8Array> {
  const { path, handle, count, bytes } = source;
  const size = 2 ** level;
  const first = index * size;
  const place = async (seq: number): Promise<number> => {
    const offset = seq === count ? bytes : await locate(handle, seq, bytes, undefined);
    if (offset === undefined)
      throw chainErrors.create("LOG_LINE_MISSING", {
        path,
        seq,
        offset: 0,
        reason: "no line carries this number",
      });
    return offset;
  };
  const range = new CompactRange(joinHashes, first);
  await readBlocks(handle, await place(first), await place(first + size), (items) => {
    for (const item of items) {
      if (item.kind === "overlong") range.pushLeaf(item.leafHash);
      else
        for (let at = item.start; at < item.end; ) {
          const newline = item.bytes.indexOf(NEWLINE, at);
          range.pushLeaf(leafHashInPlace(item.bytes, at, newline));
          at = newline + 1;
        }
    }
  });
  const [node, ...more] = range.nodes;
  if (node?.level !== level || more.length > 0)
    throw chainErrors.create("LOG_LINE_MISSING", {
      path,
      seq: first,
      offset: 0,
      reason: "lines are missing here",
    });
  return node.hash;
}
