import { type FileLayer, nodeFiles, withCodes } from "@mvcrs/files";
import { chainErrors } from "../errors.ts";
import { pathsOf } from "../internal/paths.ts";
import type { LogReader } from "../log/read-log.ts";
import { PayloadFolder } from "./payload-folder.ts";
import { redactionsOf } from "./redactions.ts";
import { commitmentsOf } from "./sealed-event.ts";

/** What redacting an entry would do. */
export interface PlannedRedaction {
  readonly seq: number;
  /** The places in the event whose values are kept in the vault. */
  readonly pointers: readonly string[];
  readonly commitments: readonly string[];
  /** How many of its payloads are there. */
  readonly standing: number;
  /** The entry that redacted it before. */
  readonly by: number | undefined;
}

type Readable = Pick<LogReader<unknown>, "at" | "entries">;

export interface PlanRedactionOptions {
  /** The log's path. */
  readonly path: string;
  /** The log, open for reading or writing. */
  readonly log: Readable;
  readonly seqs: readonly number[];
  readonly files?: FileLayer;
}

/**
 * Tells what redacting entries would do, and changes nothing.
 *
 * @throws SEQ_OUT_OF_RANGE, REDACTION_WITHOUT_PAYLOAD, PAYLOAD_LINKED, FILE_FAILED, what `LogReader.entries` throws
 */
export function planRedaction(options: PlanRedactionOptions): Promise<readonly PlannedRedaction[]> {
  const { files = nodeFiles, log, seqs } = options;
  return withCodes(options.path, async () => {
    const { vault } = await pathsOf(files, options);
    return planned(log, new PayloadFolder(files, vault), seqs);
  });
}

export async function planned(
  log: Readable,
  folder: PayloadFolder,
  seqs: readonly number[],
): Promise<readonly PlannedRedaction[]> {
  const wanted = [...new Set(seqs)].sort((a, b) => a - b);
  const found = new Map<number, ReadonlyMap<string, string>>();
  for (const seq of wanted) {
    const commitments = commitmentsOf((await log.at(seq)).event);
    if (commitments.size === 0) throw chainErrors.create("REDACTION_WITHOUT_PAYLOAD", { seq });
    found.set(seq, commitments);
  }
  const [from] = wanted;
  const redactions = from === undefined ? new Map() : await redactionsOf(log.entries({ from }));
  const entries: PlannedRedaction[] = [];
  for (const [seq, commitments] of found) {
    let standing = 0;
    for (const commitment of commitments.values())
      if (await withCodes(folder.path, () => folder.isRemovable(commitment))) standing++;
    const [pointers, all] = [[...commitments.keys()], [...commitments.values()]];
    entries.push({ seq, pointers, commitments: all, standing, by: redactions.get(seq) });
  }
  return entries;
}
