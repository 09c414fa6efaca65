import { messageOf } from "@mvcrs/errors";
import { readFully } from "@mvcrs/files";
import { chainErrors, damageCodes } from "../../errors.ts";
import type { HashIndex } from "../../log/hash-index.ts";
import { checkConsistency } from "../../merkle/consistency.ts";
import { checkInclusion } from "../../merkle/inclusion.ts";
import { proveConsistency, proveInclusion, type StoredHash, treeHashOf } from "../../merkle/prove.ts";
import { equalBytes, hashFromHex, toHex } from "../line/bytes.ts";
import { CompactRange } from "../line/compact-range.ts";
import { EMPTY_ROOT, joinHashes, leafHashInPlace } from "../line/node-sha256.ts";
import { MAX_LINE_BYTES, NEWLINE } from "../line/scan-line.ts";
import type { LogFile } from "../segments/log-file.ts";
import { isLineOf, locate } from "./locate.ts";
import { readBlocks } from "./read-blocks.ts";

export interface InclusionProof {
  readonly index: number;
  readonly treeSize: number;
  readonly leafHash: string;
  readonly rootHash: string;
  /** From the leaf's sibling up to the root's child. */
  readonly proof: readonly Uint8Array[];
}

export interface ConsistencyProof {
  readonly oldSize: number;
  readonly newSize: number;
  readonly oldRoot: string;
  readonly newRoot: string;
  readonly proof: readonly Uint8Array[];
}

/** What proving needs of a log. `rootHash` is the one hash it believes: every proof is checked against it. */
export interface ProofSource {
  readonly path: string;
  readonly handle: LogFile;
  readonly index: HashIndex | undefined;
  readonly count: number;
  readonly bytes: number;
  readonly rootHash: string;
  /** How many entries will not change any more: what the index says of them is right, or damaged. */
  readonly settled: number;
  /** Writes what the index says of those again, from the log; whether that changed anything. */
  readonly mendIndex: () => Promise<boolean>;
}

/** The tree hash of the first `size` entries, in hex. */
export function rootAt(source: ProofSource, size: number): Promise<string> {
  return proven(source, size, async (stored) => {
    const root = await rootOfSize(source, size, stored);
    await checkedAgainstEnd(source, size, root, stored);
    return root;
  });
}

/** @throws SEQ_OUT_OF_RANGE, one of `damageCodes` */
export function inclusionProof(
  source: ProofSource,
  index: number,
  treeSize: number,
): Promise<InclusionProof> {
  if (!Number.isSafeInteger(index) || index < 0 || index >= treeSize)
    throw chainErrors.create("SEQ_OUT_OF_RANGE", { seq: index, count: Math.min(treeSize, source.count) });
  return proven(source, treeSize, async (stored) => {
    const rootHash = await rootOfSize(source, treeSize, stored);
    await checkedAgainstEnd(source, treeSize, rootHash, stored);
    const proof = await proveInclusion(index, treeSize, stored, joinHashes);
    const leafHash = await stored(0, index);
    await stored.place?.(index, leafHash);
    checkInclusion(
      {
        leafHash,
        index: BigInt(index),
        treeSize: BigInt(treeSize),
        proof,
        rootHash: bytesOf(rootHash),
      },
      joinHashes,
    );
    return { index, treeSize, leafHash: toHex(leafHash), rootHash, proof };
  });
}

/** @throws SEQ_OUT_OF_RANGE, CONSISTENCY_FROM_EMPTY, one of `damageCodes` */
export function consistencyProof(
  source: ProofSource,
  oldSize: number,
  newSize: number,
): Promise<ConsistencyProof> {
  if (oldSize === 0) throw chainErrors.create("CONSISTENCY_FROM_EMPTY", { newSize: String(newSize) });
  if (!Number.isSafeInteger(oldSize) || oldSize < 0 || oldSize > newSize)
    throw chainErrors.create("SEQ_OUT_OF_RANGE", { seq: oldSize, count: newSize });
  return proven(source, newSize, async (stored) => {
    const newRoot = await rootOfSize(source, newSize, stored);
    await checkedAgainstEnd(source, newSize, newRoot, stored);
    return consistencyFrom(oldSize, newSize, newRoot, stored);
  });
}

async function consistencyFrom(
  oldSize: number,
  newSize: number,
  newRoot: string,
  stored: StoredHash,
): Promise<ConsistencyProof> {
  const oldRoot = toHex(await treeHashOf(oldSize, stored, joinHashes));
  const proof = await proveConsistency(oldSize, newSize, stored, joinHashes);
  checkConsistency(
    {
      oldSize: BigInt(oldSize),
      newSize: BigInt(newSize),
      oldRoot: bytesOf(oldRoot),
      newRoot: bytesOf(newRoot),
      proof,
    },
    joinHashes,
  );
  return { oldSize, newSize, oldRoot, newRoot, proof };
}

async function rootOfSize(source: ProofSource, size: number, stored: StoredHash): Promise<string> {
  if (size === source.count) return source.rootHash;
  return size === 0 ? EMPTY_ROOT : toHex(await treeHashOf(size, stored, joinHashes));
}

/** An older root is believed once it is proven to be the beginning of the tree whose root is known. */
async function checkedAgainstEnd(
  source: ProofSource,
  size: number,
  root: string,
  stored: StoredHash,
): Promise<void> {
  if (size === source.count || size === 0) return;
  const { oldRoot } = await consistencyFrom(size, source.count, source.rootHash, stored);
  if (oldRoot !== root) throw new TypeError("two readings of one tree differ");
}

/** Where hashes come from; `place` throws where the offset that is stored for an entry leads to no line of it. */
interface Stored extends StoredHash {
  readonly place?: (seq: number, leafHash: Uint8Array) => Promise<void>;
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
  if (!Number.isSafeInteger(size) || size < 0 || size > count)
    throw chainErrors.create("SEQ_OUT_OF_RANGE", { seq: size, count });
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

const bytesOf = (hex: string): Uint8Array => hashFromHex(hex) ?? new Uint8Array(0);
