import { sha256 } from "@noble/hashes/sha2.js";

// RFC 6962 2.1: the prefixes keep a leaf from ever being taken for an inner node.

/** SHA-256(0x00 || entry) */
export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256.create().update(Uint8Array.of(0)).update(entry).digest();
}

/** SHA-256(0x01 || left || right) */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256.create().update(Uint8Array.of(1)).update(left).update(right).digest();
}

/** The hash of a tree without leaves: the SHA-256 of nothing. */
export function emptyTreeHash(): Uint8Array {
  return sha256(new Uint8Array(0));
}

/** MTH: the hash of the tree over these leaf hashes. */
export function treeHash(leafHashes: readonly Uint8Array[]): Uint8Array {
  const [first] = leafHashes;
  if (first === undefined) return emptyTreeHash();
  if (leafHashes.length === 1) return first;
  const split = 2 ** Math.ceil(Math.log2(leafHashes.length) - 1);
  return nodeHash(treeHash(leafHashes.slice(0, split)), treeHash(leafHashes.slice(split)));
}
