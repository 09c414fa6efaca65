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

/**
 * Reads the text of a checkpoint's note.
 *
 * @throws CHECKPOINT_UNENDED, CHECKPOINT_WITHOUT_ORIGIN, CHECKPOINT_SIZE, CHECKPOINT_ROOT, CHECKPOINT_EXTENSION
 */
export function parseCheckpoint(text: string): Checkpoint {
  if (!text.endsWith("\n")) throw chainErrors.create("CHECKPOINT_UNENDED", {});
  const [origin = "", sizeText = "", rootText = "", ...extensions] = text.slice(0, -1).split("\n");
  if (origin === "") throw chainErrors.create("CHECKPOINT_WITHOUT_ORIGIN", {});
  const size = parseTreeNumber(sizeText);
  if (size === undefined) throw chainErrors.create("CHECKPOINT_SIZE", {});
  const rootHash = fromBase64(rootText);
  if (rootHash?.length !== 32) throw chainErrors.create("CHECKPOINT_ROOT", {});
  if (extensions.includes("")) throw chainErrors.create("CHECKPOINT_EXTENSION", {});
  return { origin, size, rootHash, extensions };
}

/** The inverse of `parseCheckpoint`. @throws what `parseCheckpoint` throws, CHECKPOINT_LINE_BREAK */
export function formatCheckpoint({ origin, size, rootHash, extensions }: Checkpoint): string {
  // A newline in one of them would move the lines behind it.
  if ([origin, ...extensions].some((line) => line.includes("\n")))
    throw chainErrors.create("CHECKPOINT_LINE_BREAK", {});
  const text = `${[origin, String(size), toBase64(rootHash), ...extensions].join("\n")}\n`;
  parseCheckpoint(text);
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
 * Returns a checkpoint once a known key has signed it that was in force at its size, and, if asked for, only of this log.
 *
 * @throws what `verifyNote` and `parseCheckpoint` throw, CHECKPOINT_KEY_RETIRED, CHECKPOINT_ORIGIN
 */
export function verifyCheckpoint(
  note: string,
  keys: readonly VerifierKey[],
  origin?: string,
): VerifiedCheckpoint {
  const { text, verifiedBy } = verifyNote(note, keys);
  const checkpoint = parseCheckpoint(text);
  const { size } = checkpoint;
  const inForce = verifiedBy.filter(({ until }) => until === undefined || size <= until);
  if (inForce.length === 0) {
    const [{ name = "", until = 0n } = {}] = verifiedBy;
    throw chainErrors.create("CHECKPOINT_KEY_RETIRED", {
      name,
      until: String(until),
      size: String(size),
      note,
    });
  }
  if (origin !== undefined && checkpoint.origin !== origin)
    throw chainErrors.create("CHECKPOINT_ORIGIN", { found: checkpoint.origin, expected: origin, note });
  return { ...checkpoint, verifiedBy: inForce };
}
