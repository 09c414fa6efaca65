import { chainErrors } from "../../errors.ts";
import { checkConsistency } from "../../merkle/consistency.ts";
import { checkInclusion } from "../../merkle/inclusion.ts";
import { proveConsistency, proveInclusion, type StoredHash, treeHashOf } from "../../merkle/prove.ts";
import { hashFromHex, toHex } from "../line/bytes.ts";
import { EMPTY_ROOT, joinHashes } from "../line/node-sha256.ts";

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

/** A tree whose root is known: the one hash that is believed. Every proof is checked against it. */
export interface KnownTree {
  readonly count: number;
  readonly rootHash: string;
}

/** Where hashes come from; `place` throws where the offset that is stored for an entry leads to no line of it. */
export interface Stored extends StoredHash {
  readonly place?: (seq: number, leafHash: Uint8Array) => Promise<void>;
}

/** The tree hash of the first `size` entries, in hex. Throws where the stored hashes do not lead to the known root. */
export async function rootOf(tree: KnownTree, size: number, stored: Stored): Promise<string> {
  const root = await rootOfSize(tree, size, stored);
  await checkedAgainstEnd(tree, size, root, stored);
  return root;
}

/** That entry `index` is one of the first `treeSize`; as `rootOf`. */
export async function inclusionIn(
  tree: KnownTree,
  index: number,
  treeSize: number,
  stored: Stored,
): Promise<InclusionProof> {
  const rootHash = await rootOf(tree, treeSize, stored);
  const proof = await proveInclusion(index, treeSize, stored, joinHashes);
  const leafHash = await stored(0, index);
  await stored.place?.(index, leafHash);
  const [of, size] = [BigInt(index), BigInt(treeSize)];
  checkInclusion({ leafHash, index: of, treeSize: size, proof, rootHash: bytesOf(rootHash) }, joinHashes);
  return { index, treeSize, leafHash: toHex(leafHash), rootHash, proof };
}

/** That the first `oldSize` entries are the beginning of the first `newSize`; as `rootOf`. */
export async function consistencyIn(
  tree: KnownTree,
  oldSize: number,
  newSize: number,
  stored: Stored,
): Promise<ConsistencyProof> {
  const newRoot = await rootOf(tree, newSize, stored);
  return consistencyFrom(oldSize, newSize, newRoot, stored);
}

/** @throws SEQ_OUT_OF_RANGE */
export function assertEntry(index: number, treeSize: number, { count }: KnownTree): void {
  if (!Number.isSafeInteger(index) || index < 0 || index >= treeSize)
    throw chainErrors.create("SEQ_OUT_OF_RANGE", { seq: index, count: Math.min(treeSize, count) });
}

/** @throws SEQ_OUT_OF_RANGE, CONSISTENCY_FROM_EMPTY */
export function assertSizes(oldSize: number, newSize: number): void {
  if (oldSize === 0) throw chainErrors.create("CONSISTENCY_FROM_EMPTY", { newSize: String(newSize) });
  if (!Number.isSafeInteger(oldSize) || oldSize < 0 || oldSize > newSize)
    throw chainErrors.create("SEQ_OUT_OF_RANGE", { seq: oldSize, count: newSize });
}

/** @throws SEQ_OUT_OF_RANGE */
export function assertSize(size: number, { count }: KnownTree): void {
  if (!Number.isSafeInteger(size) || size < 0 || size > count)
    throw chainErrors.create("SEQ_OUT_OF_RANGE", { seq: size, count });
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

async function rootOfSize(tree: KnownTree, size: number, stored: StoredHash): Promise<string> {
  if (size === tree.count) return tree.rootHash;
  return size === 0 ? EMPTY_ROOT : toHex(await treeHashOf(size, stored, joinHashes));
}

/** An older root is believed once it is proven to be the beginning of the tree whose root is known. */
async function checkedAgainstEnd(
  tree: KnownTree,
  size: number,
  root: string,
  stored: StoredHash,
): Promise<void> {
  if (size === tree.count || size === 0) return;
  const { oldRoot } = await consistencyFrom(size, tree.count, tree.rootHash, stored);
  if (oldRoot !== root) throw new TypeError("two readings of one tree differ");
}

const bytesOf = (hex: string): Uint8Array => hashFromHex(hex) ?? new Uint8Array(0);
