import { type FileLayer, fileChanges, nodeFiles, readWhole } from "@mvcrs/files";
import { verifyCheckpoint } from "../note/checkpoint.ts";
import { type Evidence, type EvidenceOptions, openEvidence } from "./open-evidence.ts";

export interface AwaitEvidenceOptions extends Omit<EvidenceOptions, "checkpoint"> {
  /** The file that the signer keeps its last checkpoint in (`statePath` of `signLogCheckpoint`), or a copy of it. */
  readonly checkpointPath: string;
  /** Rejects with the signal's reason; without one it waits for as long as it takes. */
  readonly signal?: AbortSignal;
  /** Tells when to look at the file, as for `readLog`. Default: `fileChanges` of `@mvcrs/files`. */
  readonly changes?: (path: string, signal: AbortSignal) => AsyncIterable<unknown>;
  readonly files?: FileLayer;
}

/**
 * Waits until a checkpoint is signed that covers an entry, by this or another process, and makes the entry's evidence
 * against it: an append is then not only durable but committed to.
 *
 * @throws what `openEvidence` throws, NOT_A_FILE, FILE_FAILED
 */
export async function awaitEvidence(options: AwaitEvidenceOptions): Promise<Evidence> {
  const { checkpointPath, verifierKeys, origin, seq, files = nodeFiles, changes = fileChanges } = options;
  const { signal = new AbortController().signal } = options;
  for await (const _ of changes(checkpointPath, signal)) {
    const bytes = await readWhole(files, checkpointPath);
    if (bytes === undefined) continue;
    const checkpoint = new TextDecoder().decode(bytes);
    if (verifyCheckpoint(checkpoint, verifierKeys, origin).size > BigInt(seq))
      return openEvidence({ ...options, checkpoint });
  }
  signal.throwIfAborted();
  throw new TypeError("nothing tells of changes any more");
}
