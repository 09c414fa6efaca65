export {
  type Checkpoint,
  formatCheckpoint,
  parseCheckpoint,
  signCheckpoint,
  type VerifiedCheckpoint,
  verifyCheckpoint,
} from "./note/checkpoint.ts";
export {
  formatSignerKey,
  formatVerifierKey,
  generateSignerKey,
  isKeyName,
  parseSignerKey,
  parseVerifierKey,
  type SignerKey,
  signerKeyFromSeed,
  type VerifierKey,
  verifierOf,
} from "./note/key.ts";
export { defaultKeyTypes, ed25519KeyType, type KeyType } from "./note/key-types.ts";
export {
  formatNote,
  type NoteSignature,
  parseNote,
  type SignedNote,
  signNote,
  type VerifiedNote,
  verifyNote,
} from "./note/signed-note.ts";
export { formatTlogProof, parseTlogProof, type TlogProof } from "./proof/tlog-proof.ts";
