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

const malformed = (reason: string) => chainErrors.create("NOTE_MALFORMED", { reason });

/** Reads a signed note without checking its signatures: nothing in it is to be believed yet. @throws NOTE_MALFORMED */
export function parseNote(note: string): SignedNote {
  if (note.length > MAX_NOTE_BYTES) throw malformed(`it is longer than ${MAX_NOTE_BYTES} characters`);
  if (!note.isWellFormed()) throw malformed("it is not valid Unicode");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the specification forbids exactly these
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note)) throw malformed("it has control characters");
  const split = note.lastIndexOf("\n\n");
  if (split < 0) throw malformed("it has no blank line before its signatures");
  const text = note.slice(0, split + 1);
  const block = note.slice(split + 2);
  if (!block.endsWith("\n")) throw malformed("it has no signature lines, or the last one has no newline");
  const lines = block.slice(0, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) throw malformed(`it has more than ${MAX_SIGNATURES} signatures`);
  return { text, signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): NoteSignature {
  const match = /^\u2014 ([^ ]+) ([^ ]+)$/u.exec(line);
  const [, name = "", encoded = ""] = match ?? [];
  if (match === null || !isKeyName(name)) throw malformed("a signature line is not `— name base64`");
  const bytes = fromBase64(encoded);
  if (bytes === undefined || bytes.length < 5)
    throw malformed("a signature is not base64 of at least five bytes");
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/** The inverse of `parseNote`. @throws NOTE_MALFORMED */
export function formatNote({ text, signatures }: SignedNote): string {
  const lines = signatures.map(
    ({ name, keyId, signature }) => `\u2014 ${name} ${toBase64(concatBytes(keyId, signature))}\n`,
  );
  const note = `${text}\n${lines.join("")}`;
  const again = parseNote(note);
  if (again.text !== text) throw malformed("its text does not end with a newline");
  return note;
}

/**
 * Signs a text, which has to end with a newline. Gives nothing out that a verifier would refuse.
 *
 * @throws NOTE_MALFORMED, NOTE_SIGNATURE_INVALID where a signer's public key does not belong to its seed
 */
export function signNote(text: string, signers: readonly SignerKey[]): string {
  const bytes = utf8(text);
  return formatNote({
    text,
    signatures: signers.map(({ name, id, type, seed, publicKey }) => {
      const signature = type.sign(seed, bytes, name);
      if (!type.verify(publicKey, bytes, signature, name))
        throw chainErrors.create("NOTE_SIGNATURE_INVALID", { name });
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
 * @throws NOTE_MALFORMED, NOTE_SIGNATURE_INVALID, NOTE_UNVERIFIED
 */
export function verifyNote(note: string, keys: readonly VerifierKey[]): VerifiedNote {
  const { text, signatures } = parseNote(note);
  const bytes = utf8(text);
  const verifiedBy = new Set<VerifierKey>();
  for (const { name, keyId, signature } of signatures) {
    for (const key of keys) {
      if (key.name !== name || !equalBytes(key.id, keyId)) continue;
      if (!key.type.verify(key.publicKey, bytes, signature, name))
        throw chainErrors.create("NOTE_SIGNATURE_INVALID", { name });
      verifiedBy.add(key);
    }
  }
  if (verifiedBy.size === 0) {
    const signedBy = signatures.map(({ name }) => name);
    throw chainErrors.create("NOTE_UNVERIFIED", { signedBy, known: keys.map(({ name }) => name) });
  }
  return { text, verifiedBy: [...verifiedBy] };
}
