export { type ConsistencyClaim, verifyConsistency } from "./merkle/consistency.ts";
export { type InclusionClaim, verifyInclusion } from "./merkle/inclusion.ts";
export { proveConsistency, proveInclusion, type StoredHash, treeHashOf } from "./merkle/prove.ts";
export { emptyTreeHash, leafHash, nodeHash, treeHash } from "./merkle/tree-hash.ts";
