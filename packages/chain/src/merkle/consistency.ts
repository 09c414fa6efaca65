import { chainErrors } from "../errors.ts";
import { equalBytes, toHex } from "../internal/line/bytes.ts";
import type { HashChildren } from "../internal/line/compact-range.ts";
import { assertTreeNumber } from "../internal/read/tree-number.ts";
import { nodeHash } from "./tree-hash.ts";

export interface ConsistencyClaim {
  /** 1 to `newSize`. */
  readonly oldSize: bigint;
  readonly newSize: bigint;
  readonly oldRoot: Uint8Array;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * Checks that the old tree is the beginning of the new one: RFC 9162 2.1.4.2. A proof from an empty tree is refused,
 * because it would prove nothing about anything.
 *
 * @throws TREE_NUMBER, CONSISTENCY_FROM_EMPTY, CONSISTENCY_SHRUNK, CONSISTENCY_HASH_LENGTH, CONSISTENCY_PROOF_LENGTH,
 * CONSISTENCY_ROOTS_DIFFER, CONSISTENCY_OLD_ROOT, CONSISTENCY_NEW_ROOT; they keep both roots and the proof
 */
export function verifyConsistency(claim: ConsistencyClaim): void {
  checkConsistency(claim, nodeHash);
}

/** As `verifyConsistency`, with siblings joined by whatever computes that hash fastest where this runs. */
export function checkConsistency(claim: ConsistencyClaim, join: HashChildren): void {
  const { oldSize, newSize, oldRoot, newRoot, proof } = claim;
  assertTreeNumber("oldSize", oldSize);
  assertTreeNumber("newSize", newSize);
  const evidence = () => ({
    oldSize: String(oldSize),
    newSize: String(newSize),
    oldRoot: toHex(oldRoot),
    newRoot: toHex(newRoot),
    proof: proof.map(toHex),
  });
  if (oldSize === 0n) throw chainErrors.create("CONSISTENCY_FROM_EMPTY", { newSize: String(newSize) });
  if (oldSize > newSize) throw chainErrors.create("CONSISTENCY_SHRUNK", evidence());
  if (proof.some((hash) => hash.length !== 32))
    throw chainErrors.create("CONSISTENCY_HASH_LENGTH", evidence());
  if (oldRoot.length !== 32 || newRoot.length !== 32)
    throw chainErrors.create("CONSISTENCY_HASH_LENGTH", evidence());
  if (oldSize === newSize) {
    if (proof.length > 0) throw chainErrors.create("CONSISTENCY_PROOF_LENGTH", evidence());
    if (!equalBytes(oldRoot, newRoot)) throw chainErrors.create("CONSISTENCY_ROOTS_DIFFER", evidence());
    return;
  }
  // A complete old tree is itself the first node, and the proof leaves it out.
  const path = (oldSize & (oldSize - 1n)) === 0n ? [oldRoot, ...proof] : proof;
  const [first, ...rest] = path;
  if (first === undefined) throw chainErrors.create("CONSISTENCY_PROOF_LENGTH", evidence());
  let at = oldSize - 1n;
  let last = newSize - 1n;
  while ((at & 1n) === 1n) {
    at >>= 1n;
    last >>= 1n;
  }
  let oldHash = first;
  let newHash = first;
  for (const hash of rest) {
    if (last === 0n) throw chainErrors.create("CONSISTENCY_PROOF_LENGTH", evidence());
    if ((at & 1n) === 1n || at === last) {
      oldHash = join(hash, oldHash);
      newHash = join(hash, newHash);
      while ((at & 1n) === 0n && at !== 0n) {
        at >>= 1n;
        last >>= 1n;
      }
    } else {
      newHash = join(newHash, hash);
    }
    at >>= 1n;
    last >>= 1n;
  }
  if (last !== 0n) throw chainErrors.create("CONSISTENCY_PROOF_LENGTH", evidence());
  if (!equalBytes(oldHash, oldRoot)) throw chainErrors.create("CONSISTENCY_OLD_ROOT", evidence());
  if (!equalBytes(newHash, newRoot)) throw chainErrors.create("CONSISTENCY_NEW_ROOT", evidence());
}
