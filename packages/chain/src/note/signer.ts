import { utf8 } from "@mvcrs/canonical";
import { messageOf } from "@mvcrs/errors";
import { chainErrors } from "../errors.ts";
import { type Checkpoint, formatCheckpoint } from "./checkpoint.ts";
import { type SignerKey, type VerifierKey, verifierOf } from "./key.ts";
import { formatNote, type NoteSignature } from "./signed-note.ts";

/**
 * Whatever signs for a key: a seed in memory, a key service, a hardware module, WebCrypto. Only the public key has to be
 * here; what comes back is verified with it before anybody sees it.
 */
export interface Signer {
  readonly key: VerifierKey;
  /** Signs the note's text, as the key's type says. */
  sign(text: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
}

/** A signer with the seed in memory. */
export function signerOf(key: SignerKey): Signer {
  return {
    key: verifierOf(key),
    sign: async (text) => key.type.sign(key.seed, text, key.name),
  };
}

/**
 * As `signNote`, by signers that take their time; each has signed when it resolves.
 *
 * @throws what `formatNote` throws; SIGNER_FAILED; NOTE_SIGNATURE_INVALID where a signature does not belong to its key
 */
export async function signNoteWith(text: string, signers: readonly Signer[]): Promise<string> {
  const bytes = utf8(text);
  const signatures = await Promise.all(signers.map((signer) => signatureOf(signer, text, bytes)));
  return formatNote({ text, signatures });
}

/** A checkpoint signed by all of them. @throws what `signNoteWith` and `formatCheckpoint` throw */
export function signCheckpointWith(checkpoint: Checkpoint, signers: readonly Signer[]): Promise<string> {
  return signNoteWith(formatCheckpoint(checkpoint), signers);
}

async function signatureOf(
  { key: { name, id, type, publicKey }, sign }: Signer,
  note: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<NoteSignature> {
  // A copy: what is signed elsewhere may be changed there.
  const signature = await sign(bytes.slice()).catch((cause: unknown) => {
    throw chainErrors.create("SIGNER_FAILED", { name, reason: messageOf(cause) }, { cause });
  });
  if (!type.verify(publicKey, bytes, signature, name))
    throw chainErrors.create("NOTE_SIGNATURE_INVALID", { name, note });
  return { name, keyId: id, signature };
}
