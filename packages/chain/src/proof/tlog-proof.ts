import { chainErrors } from "../errors.ts";
import { parseTreeNumber } from "../internal/read/tree-number.ts";
import { verifyInclusion } from "../merkle/inclusion.ts";
import { leafHash } from "../merkle/tree-hash.ts";
import { fromBase64, toBase64 } from "../note/base64.ts";
import { type VerifiedCheckpoint, verifyCheckpoint } from "../note/checkpoint.ts";
import type { VerifierKey } from "../note/key.ts";
import { parseNote } from "../note/signed-note.ts";

// C2SP tlog-proof.

export interface TlogProof {
  /** Opaque and not authenticated by itself. Proofs of this package carry the entry's line here. */
  readonly extra: Uint8Array | undefined;
  readonly index: bigint;
  /** From the leaf's sibling up to the root's child. */
  readonly proof: readonly Uint8Array[];
  /** The signed checkpoint, verbatim. */
  readonly checkpoint: string;
}

const HEADER = "c2sp.org/tlog-proof@v1";
/** A tree of 2^64 leaves is 64 levels high. */
const MAX_HASHES = 64;

/**
 * Reads a `.tlog-proof` file without believing it.
 *
 * @throws PROOF_WITHOUT_CHECKPOINT, PROOF_HEADER, PROOF_EXTRA, PROOF_INDEX, PROOF_HASHES, PROOF_HASH, what `parseNote` throws
 */
export function parseTlogProof(text: string): TlogProof {
  const split = text.indexOf("\n\n");
  if (split < 0) throw chainErrors.create("PROOF_WITHOUT_CHECKPOINT", {});
  const lines = text.slice(0, split).split("\n");
  if (lines.shift() !== HEADER) throw chainErrors.create("PROOF_HEADER", {});
  let extra: Uint8Array | undefined;
  if (lines[0]?.startsWith("extra ")) {
    extra = fromBase64((lines.shift() ?? "").slice("extra ".length));
    if (extra === undefined) throw chainErrors.create("PROOF_EXTRA", {});
  }
  const indexLine = lines.shift() ?? "";
  const index = indexLine.startsWith("index ")
    ? parseTreeNumber(indexLine.slice("index ".length))
    : undefined;
  if (index === undefined) throw chainErrors.create("PROOF_INDEX", {});
  if (lines.length > MAX_HASHES) throw chainErrors.create("PROOF_HASHES", {});
  const proof = lines.map((line) => {
    const hash = fromBase64(line);
    if (hash?.length !== 32) throw chainErrors.create("PROOF_HASH", {});
    return hash;
  });
  const checkpoint = text.slice(split + 2);
  parseNote(checkpoint);
  return { extra, index, proof, checkpoint };
}

/** The inverse of `parseTlogProof`, and throws what it throws. */
export function formatTlogProof({ extra, index, proof, checkpoint }: TlogProof): string {
  const lines = [
    HEADER,
    ...(extra === undefined ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...proof.map(toBase64),
  ];
  const text = `${lines.join("\n")}\n\n${checkpoint}`;
  parseTlogProof(text);
  return text;
}

export interface VerifyProofOptions {
  /** Keys of the log (and of witnesses), got on another way than the proof. */
  readonly verifierKeys: readonly VerifierKey[];
  /** The log that the proof has to come from. */
  readonly origin?: string;
  /** The entry's line without its newline; default: the proof's extra data. */
  readonly entry?: Uint8Array;
}

export interface ProvenEntry {
  readonly index: bigint;
  /** The line that is proven to be in the log. */
  readonly entry: Uint8Array;
  readonly leafHash: Uint8Array;
  readonly checkpoint: VerifiedCheckpoint;
}

/**
 * Checks a `.tlog-proof` from its bytes alone: the checkpoint is signed by a known key, and the entry stands at its
 * place in the tree that the checkpoint commits to.
 *
 * @throws PROOF_WITHOUT_ENTRY, what `verifyInclusion`, `parseTlogProof` and `verifyCheckpoint` throw
 */
export function verifyTlogProof(text: string, options: VerifyProofOptions): ProvenEntry {
  const { extra, index, proof, checkpoint: note } = parseTlogProof(text);
  const checkpoint = verifyCheckpoint(note, options.verifierKeys, options.origin);
  const entry = options.entry ?? extra;
  if (entry === undefined) throw chainErrors.create("PROOF_WITHOUT_ENTRY", {});
  const hash = leafHash(entry);
  verifyInclusion({ leafHash: hash, index, treeSize: checkpoint.size, proof, rootHash: checkpoint.rootHash });
  return { index, entry, leafHash: hash, checkpoint };
}
