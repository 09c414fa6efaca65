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
  formatVerifierKeys,
  generateSignerKey,
  isKeyName,
  parseSignerKey,
  parseVerifierKey,
  parseVerifierKeys,
  type SignerKey,
  signerKeyFromSeed,
  type VerifierKey,
  verifierKeyOf,
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
export { type Signer, signCheckpointWith, signerOf, signNoteWith } from "./note/signer.ts";
export { formatTlogProof, parseTlogProof, type TlogProof } from "./proof/tlog-proof.ts";
