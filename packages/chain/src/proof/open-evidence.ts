import { chainErrors } from "../errors.ts";
import type { Provable } from "../log/log.ts";
import { verifyCheckpoint } from "../note/checkpoint.ts";
import { formatVerifierKeys, type VerifierKey } from "../note/key.ts";
import { evidenceHtml } from "./evidence-html.ts";
import { formatTlogProof, type ProvenEntry, verifyTlogProof } from "./tlog-proof.ts";

export interface EvidenceOptions {
  /** An open log or reader. */
  readonly log: Provable;
  readonly seq: number;
  /** A signed checkpoint of the log with more than `seq` entries. */
  readonly checkpoint: string;
  readonly verifierKeys: readonly VerifierKey[];
  readonly origin?: string;
}

/** One entry with everything that is needed to check it without the log. */
export interface Evidence {
  /** The content of a `.tlog-proof` file; carries the entry's line. */
  readonly proof: string;
  readonly proven: ProvenEntry;
  /** A single HTML file that shows the event and verifies the proof offline, to attach to a postmortem or a mail. */
  html(title?: string): string;
}

/**
 * Makes the evidence for one entry and checks it as a recipient would before giving it out.
 *
 * @throws SEQ_OUT_OF_RANGE, one of `damageCodes`, INCLUSION_ROOT (the checkpoint is not one of this log), what
 * `verifyCheckpoint` throws
 */
export async function openEvidence(options: EvidenceOptions): Promise<Evidence> {
  const { log, seq, checkpoint, verifierKeys, origin } = options;
  const { size } = verifyCheckpoint(checkpoint, verifierKeys, origin);
  if (!Number.isSafeInteger(seq) || seq < 0 || BigInt(seq) >= size)
    throw chainErrors.create("SEQ_OUT_OF_RANGE", { seq, count: Number(size) });
  const extra = await log.line(seq);
  const { index, proof } = await log.proveInclusion(seq, Number(size));
  const text = formatTlogProof({ extra, index: BigInt(index), proof, checkpoint });
  const proven = verifyTlogProof(text, { verifierKeys, ...(origin === undefined ? {} : { origin }) });
  const keys = verifierKeys.map((key) => formatVerifierKeys([key]).trimEnd());
  return {
    proof: text,
    proven,
    html: (title = `Entry ${seq} of ${proven.checkpoint.origin}`) =>
      evidenceHtml({ proof: text, keys, title }),
  };
}
