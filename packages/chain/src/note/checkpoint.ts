import { chainErrors } from "../errors.ts";
import { parseTreeNumber } from "../internal/read/tree-number.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import type { SignerKey, VerifierKey } from "./key.ts";
import { signNote, verifyNote } from "./signed-note.ts";

// C2SP tlog-checkpoint.

export interface Checkpoint {
  /** Names the log; by convention an URL without its scheme. */
  readonly origin: string;
  /** Entries; 0 to 2^64 - 1. */
  readonly size: bigint;
  /** 32 bytes. */
  readonly rootHash: Uint8Array;
  /** Opaque lines; not recommended. */
  readonly extensions: readonly string[];
}

const malformed = (reason: string) => chainErrors.create("CHECKPOINT_MALFORMED", { reason });

/** Reads the text of a checkpoint's note. @throws CHECKPOINT_MALFORMED */
export function parseCheckpoint(text: string): Checkpoint {
  if (!text.endsWith("\n")) throw malformed("it does not end with a newline");
  const [origin = "", sizeText = "", rootText = "", ...extensions] = text.slice(0, -1).split("\n");
  if (origin === "") throw malformed("its origin line is empty");
  const size = parseTreeNumber(sizeText);
  if (size === undefined) throw malformed("its tree size is not a decimal number below 2^64");
  const rootHash = fromBase64(rootText);
  if (rootHash?.length !== 32) throw malformed("its root hash is not base64 of 32 bytes");
  if (extensions.includes("")) throw malformed("an extension line is empty");
  return { origin, size, rootHash, extensions };
}

/** The inverse of `parseCheckpoint`. @throws CHECKPOINT_MALFORMED */
export function formatCheckpoint({ origin, size, rootHash, extensions }: Checkpoint): string {
  const text = `${[origin, String(size), toBase64(rootHash), ...extensions].join("\n")}\n`;
  const again = parseCheckpoint(text);
  // An origin with a newline in it would move the lines behind it.
  if (again.origin !== origin || again.extensions.length !== extensions.length)
    throw malformed("a line has a newline in it");
  return text;
}

/** A signed checkpoint. Knows nothing of what was signed before: use `signLogCheckpoint` for a log's own key. */
export function signCheckpoint(checkpoint: Checkpoint, signers: readonly SignerKey[]): string {
  return signNote(formatCheckpoint(checkpoint), signers);
}

export interface VerifiedCheckpoint extends Checkpoint {
  readonly verifiedBy: readonly VerifierKey[];
}

/**
 * Returns a checkpoint once a known key has signed it, and, if asked for, only of this log.
 *
 * @throws the codes of `verifyNote`, CHECKPOINT_MALFORMED, CHECKPOINT_ORIGIN
 */
export function verifyCheckpoint(
  note: string,
  keys: readonly VerifierKey[],
  origin?: string,
): VerifiedCheckpoint {
  const { text, verifiedBy } = verifyNote(note, keys);
  const checkpoint = parseCheckpoint(text);
  if (origin !== undefined && checkpoint.origin !== origin)
    throw chainErrors.create("CHECKPOINT_ORIGIN", { found: checkpoint.origin, expected: origin });
  return { ...checkpoint, verifiedBy };
}
