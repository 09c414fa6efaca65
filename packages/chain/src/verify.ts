// Everything that checks a log, a checkpoint or a proof, without Node: browsers, Deno and Bun run it as it is.
export { type Finding, type FindingCode, findingCodes } from "./log/finding.ts";
export { type StreamReport, type VerifyStreamOptions, verifyLogStream } from "./log/verify-stream.ts";
export { type ConsistencyClaim, verifyConsistency } from "./merkle/consistency.ts";
export { type InclusionClaim, verifyInclusion } from "./merkle/inclusion.ts";
export { leafHash } from "./merkle/tree-hash.ts";
export {
  type Checkpoint,
  parseCheckpoint,
  type VerifiedCheckpoint,
  verifyCheckpoint,
} from "./note/checkpoint.ts";
export { parseVerifierKey, parseVerifierKeys, type VerifierKey } from "./note/key.ts";
export { type VerifiedNote, verifyNote } from "./note/signed-note.ts";
export {
  type ProvenEntry,
  parseTlogProof,
  type TlogProof,
  type VerifyProofOptions,
  verifyTlogProof,
} from "./proof/tlog-proof.ts";
