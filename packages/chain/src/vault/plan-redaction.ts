import { type FileLayer, nodeFiles, withCodes } from "@mvcrs/files";
import { chainErrors } from "../errors.ts";
import { pathsOf } from "../internal/paths.ts";
import type { LogReader } from "../log/read-log.ts";
import { LogSide } from "./log-side.ts";
import { PayloadFolder } from "./payload-folder.ts";
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

type Readable = Pick<LogReader<unknown>, "at">;

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
 * @throws SEQ_OUT_OF_RANGE, REDACTION_WITHOUT_PAYLOAD, PAYLOAD_LINKED, FILE_FAILED, what `LogReader.at` throws
 */
export function planRedaction(options: PlanRedactionOptions): Promise<readonly PlannedRedaction[]> {
  const { files = nodeFiles, log, seqs } = options;
  return withCodes(options.path, async () => {
    const paths = await pathsOf(files, options);
    return planned(
      { log, folder: new PayloadFolder(files, paths.vault), side: new LogSide(files, paths) },
      seqs,
    );
  });
}

/** What a redaction is planned with; the log's bytes tell faster than its entries what was redacted. */
interface Planning {
  readonly log: Readable;
  readonly folder: PayloadFolder;
  readonly side: LogSide;
}

export async function planned(
  { log, folder, side }: Planning,
  seqs: readonly number[],
): Promise<readonly PlannedRedaction[]> {
  const found = new Map<number, ReadonlyMap<string, string>>();
  for (const seq of [...new Set(seqs)].sort((a, b) => a - b)) {
    const commitments = commitmentsOf((await log.at(seq)).event);
    if (commitments.size === 0) throw chainErrors.create("REDACTION_WITHOUT_PAYLOAD", { seq });
    found.set(seq, commitments);
  }
  await side.readOn();
  const redactions = side.redacted();
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
