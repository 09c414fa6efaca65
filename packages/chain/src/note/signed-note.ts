import { utf8 } from "@mvcrs/canonical";
import { chainErrors } from "../errors.ts";
import { concatBytes, equalBytes } from "../internal/line/bytes.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import { isKeyName, type SignerKey, type VerifierKey } from "./key.ts";

// C2SP signed-note.

export interface NoteSignature {
  readonly name: string;
  /** Four bytes. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

export interface SignedNote {
  /** Ends with a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

// The specification asks for a limit and for accepting at least 16 signatures; post-quantum ones take nearly 5 kB.
const MAX_NOTE_BYTES = 1024 * 1024;
const MAX_SIGNATURES = 128;

/** Reads a signed note without checking its signatures: nothing in it is to be believed yet. @throws NOTE_TOO_LONG, NOTE_TEXT, NOTE_UNSIGNED, NOTE_SIGNATURES, NOTE_SIGNATURE_LINE */
export function parseNote(note: string): SignedNote {
  if (note.length > MAX_NOTE_BYTES) throw chainErrors.create("NOTE_TOO_LONG", {});
  if (!note.isWellFormed()) throw chainErrors.create("NOTE_TEXT", {});
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the specification forbids exactly these
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note)) throw chainErrors.create("NOTE_TEXT", {});
  const split = note.lastIndexOf("\n\n");
  if (split < 0) throw chainErrors.create("NOTE_UNSIGNED", {});
  const text = note.slice(0, split + 1);
  const block = note.slice(split + 2);
  if (!block.endsWith("\n")) throw chainErrors.create("NOTE_UNSIGNED", {});
  const lines = block.slice(0, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) throw chainErrors.create("NOTE_SIGNATURES", {});
  return { text, signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): NoteSignature {
  const match = /^\u2014 ([^ ]+) ([^ ]+)$/u.exec(line);
  const [, name = "", encoded = ""] = match ?? [];
  if (match === null || !isKeyName(name)) throw chainErrors.create("NOTE_SIGNATURE_LINE", {});
  const bytes = fromBase64(encoded);
  if (bytes === undefined || bytes.length < 5) throw chainErrors.create("NOTE_SIGNATURE_LINE", {});
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/** The inverse of `parseNote`. @throws what `parseNote` throws, NOTE_TEXT_UNENDED */
export function formatNote({ text, signatures }: SignedNote): string {
  if (!text.endsWith("\n")) throw chainErrors.create("NOTE_TEXT_UNENDED", {});
  const lines = signatures.map(
    ({ name, keyId, signature }) => `\u2014 ${name} ${toBase64(concatBytes(keyId, signature))}\n`,
  );
  const note = `${text}\n${lines.join("")}`;
  parseNote(note);
  return note;
}

/**
 * Signs a text, which has to end with a newline. Gives nothing out that a verifier would refuse.
 *
 * @throws what `formatNote` throws; NOTE_SIGNATURE_INVALID where a signer's public key does not belong to its seed
 */
export function signNote(text: string, signers: readonly SignerKey[]): string {
  const bytes = utf8(text);
  return formatNote({
    text,
    signatures: signers.map(({ name, id, type, seed, publicKey }) => {
      const signature = type.sign(seed, bytes, name);
      if (!type.verify(publicKey, bytes, signature, name))
        throw chainErrors.create("NOTE_SIGNATURE_INVALID", { name, note: text });
      return { name, keyId: id, signature };
    }),
  });
}

export interface VerifiedNote {
  readonly text: string;
  /** The keys whose signatures were checked and hold. */
  readonly verifiedBy: readonly VerifierKey[];
}

/**
 * Returns the text of a note once at least one known key has signed it. Signatures of unknown keys are ignored, as the
 * specification demands; a wrong one of a known key fails the whole note.
 *
 * @throws what `parseNote` throws, NOTE_SIGNATURE_INVALID, NOTE_UNVERIFIED; both keep the note
 */
export function verifyNote(note: string, keys: readonly VerifierKey[]): VerifiedNote {
  const { text, signatures } = parseNote(note);
  const bytes = utf8(text);
  const verifiedBy = new Set<VerifierKey>();
  for (const { name, keyId, signature } of signatures) {
    for (const key of keys) {
      if (key.name !== name || !equalBytes(key.id, keyId)) continue;
      if (!key.type.verify(key.publicKey, bytes, signature, name))
        throw chainErrors.create("NOTE_SIGNATURE_INVALID", { name, note });
      verifiedBy.add(key);
    }
  }
  if (verifiedBy.size === 0) {
    const signedBy = signatures.map(({ name }) => name);
    throw chainErrors.create("NOTE_UNVERIFIED", { signedBy, known: keys.map(({ name }) => name), note });
  }
  return { text, verifiedBy: [...verifiedBy] };
}
