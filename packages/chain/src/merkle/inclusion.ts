import { chainErrors } from "../errors.ts";
import { equalBytes, toHex } from "../internal/line/bytes.ts";
import type { HashChildren } from "../internal/line/compact-range.ts";
import { assertTreeNumber } from "../internal/read/tree-number.ts";
import { nodeHash } from "./tree-hash.ts";

export interface InclusionClaim {
  readonly leafHash: Uint8Array;
  /** The leaf's place, counted from 0; less than `treeSize`. */
  readonly index: bigint;
  /** 1 to 2^64 - 1. */
  readonly treeSize: bigint;
  /** From the leaf's sibling up to the root's child. */
  readonly proof: readonly Uint8Array[];
  readonly rootHash: Uint8Array;
}

/**
 * Checks that a leaf stands at its place in the tree with this root: RFC 9162 2.1.3.2.
 *
 * @throws TREE_NUMBER, INCLUSION_OUTSIDE, INCLUSION_HASH_LENGTH, INCLUSION_PROOF_LENGTH, INCLUSION_ROOT; all but the
 * first keep the claim
 */
export function verifyInclusion(claim: InclusionClaim): void {
  checkInclusion(claim, nodeHash);
}

/** As `verifyInclusion`, with siblings joined by whatever computes that hash fastest where this runs. */
export function checkInclusion(claim: InclusionClaim, join: HashChildren): void {
  const { index, treeSize, proof, rootHash } = claim;
  assertTreeNumber("index", index);
  assertTreeNumber("treeSize", treeSize);
  const evidence = () => ({
    index: String(index),
    treeSize: String(treeSize),
    leafHash: toHex(claim.leafHash),
    rootHash: toHex(rootHash),
    proof: proof.map(toHex),
  });
  if (index >= treeSize) throw chainErrors.create("INCLUSION_OUTSIDE", evidence());
  if ([claim.leafHash, rootHash, ...proof].some((hash) => hash.length !== 32))
    throw chainErrors.create("INCLUSION_HASH_LENGTH", evidence());
  let at = index;
  let last = treeSize - 1n;
  let hash = claim.leafHash;
  for (const sibling of proof) {
    if (last === 0n) throw chainErrors.create("INCLUSION_PROOF_LENGTH", evidence());
    if ((at & 1n) === 1n || at === last) {
      hash = join(sibling, hash);
      while ((at & 1n) === 0n && at !== 0n) {
        at >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = join(hash, sibling);
    }
    at >>= 1n;
    last >>= 1n;
  }
  if (last !== 0n) throw chainErrors.create("INCLUSION_PROOF_LENGTH", evidence());
  if (!equalBytes(hash, rootHash)) throw chainErrors.create("INCLUSION_ROOT", evidence());
}
