import type { HashChildren } from "../internal/line/compact-range.ts";
import { nodeHash } from "./tree-hash.ts";

/** The stored hash of a complete subtree: the leaves from `index * 2^level` to `(index + 1) * 2^level`. */
export type StoredHash = (level: number, index: number) => Promise<Uint8Array>;

/** A run of leaves whose tree hash is part of a proof. */
interface Span {
  readonly begin: number;
  readonly end: number;
}

/** PATH of RFC 6962 2.1.1, from stored hashes; a logarithmic number of them is asked for. */
export function proveInclusion(
  index: number,
  treeSize: number,
  stored: StoredHash,
  join: HashChildren = nodeHash,
): Promise<Uint8Array[]> {
  if (index < 0 || index >= treeSize) throw new RangeError(`no leaf ${index} in a tree of ${treeSize}`);
  const spans: Span[] = [];
  let begin = 0;
  let end = treeSize;
  while (end - begin > 1) {
    const middle = begin + splitOf(end - begin);
    if (index < middle) {
      spans.unshift({ begin: middle, end });
      end = middle;
    } else {
      spans.unshift({ begin, end: middle });
      begin = middle;
    }
  }
  return Promise.all(spans.map((span) => spanHash(span, stored, join)));
}

/** PROOF of RFC 6962 2.1.2, from stored hashes. */
export function proveConsistency(
  oldSize: number,
  newSize: number,
  stored: StoredHash,
  join: HashChildren = nodeHash,
): Promise<Uint8Array[]> {
  if (oldSize < 1 || oldSize > newSize) throw new RangeError(`no proof from ${oldSize} to ${newSize} leaves`);
  const spans: Span[] = [];
  let begin = 0;
  let end = newSize;
  while (end !== oldSize) {
    const middle = begin + splitOf(end - begin);
    if (oldSize <= middle) {
      spans.unshift({ begin: middle, end });
      end = middle;
    } else {
      spans.unshift({ begin, end: middle });
      begin = middle;
    }
  }
  // A verifier knows the old root already when the old tree is one complete subtree.
  if (begin > 0) spans.unshift({ begin, end });
  return Promise.all(spans.map((span) => spanHash(span, stored, join)));
}

/** MTH of RFC 6962 2.1 over the first `size` leaves, at least one, from stored hashes. */
export function treeHashOf(
  size: number,
  stored: StoredHash,
  join: HashChildren = nodeHash,
): Promise<Uint8Array> {
  return spanHash({ begin: 0, end: size }, stored, join);
}

/** The largest power of two smaller than `size`. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

async function spanHash({ begin, end }: Span, stored: StoredHash, join: HashChildren): Promise<Uint8Array> {
  const size = end - begin;
  const split = splitOf(size);
  if (size === 1 || split * 2 === size) return stored(Math.log2(size), begin / size);
  const middle = begin + split;
  const [left, right] = await Promise.all([
    spanHash({ begin, end: middle }, stored, join),
    spanHash({ begin: middle, end }, stored, join),
  ]);
  return join(left, right);
}
