import { setTimeout as wait } from "node:timers/promises";
import { type FileLayer, nodeFiles, readWhole } from "@mvcrs/files";
import { verifyCheckpoint } from "../note/checkpoint.ts";
import { type Evidence, type EvidenceOptions, openEvidence } from "./open-evidence.ts";

export interface AwaitEvidenceOptions extends Omit<EvidenceOptions, "checkpoint"> {
  /** The file that the signer keeps its last checkpoint in (`statePath` of `signLogCheckpoint`), or a copy of it. */
  readonly checkpointPath: string;
  /** Rejects with the signal's reason; without one it waits for as long as it takes. */
  readonly signal?: AbortSignal;
  /** How often the file is looked at, in milliseconds; default 250. */
  readonly everyMs?: number;
  readonly wait?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<unknown>;
  readonly files?: FileLayer;
}

/**
 * Waits until a checkpoint is signed that covers an entry, by this or another process, and makes the entry's evidence
 * against it: an append is then not only durable but committed to.
 *
 * @throws what `openEvidence` throws, NOT_A_FILE, FILE_FAILED
 */
export async function awaitEvidence(options: AwaitEvidenceOptions): Promise<Evidence> {
  const { checkpointPath, verifierKeys, origin, seq, signal, everyMs = 250, files = nodeFiles } = options;
  const pause =
    options.wait ?? ((ms, stop) => wait(ms, undefined, stop === undefined ? {} : { signal: stop }));
  for (;;) {
    signal?.throwIfAborted();
    const bytes = await readWhole(files, checkpointPath);
    if (bytes !== undefined) {
      const checkpoint = new TextDecoder().decode(bytes);
      if (verifyCheckpoint(checkpoint, verifierKeys, origin).size > BigInt(seq))
        return openEvidence({ ...options, checkpoint });
    }
    await pause(everyMs, signal);
  }
}
