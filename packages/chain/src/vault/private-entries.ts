import type { FileHandle } from "@mvcrs/files";
import { emptyParts, NEWLINE, scanLine } from "../internal/line/scan-line.ts";
import { readBlocks } from "../internal/read/read-blocks.ts";
import { eventOf } from "../internal/recover/replay.ts";
import { commitmentsOf, redactsOf } from "./sealed-event.ts";

// What a canonical line holds where its event has one of these members; most lines hold neither, and are not looked at.
const marks = ['"vault":{"', '"redacts":['].map((mark) => Buffer.from(mark));

/** An entry that has to do with the vault. */
export interface PrivateEntry {
  readonly seq: number;
  readonly commitments: readonly string[];
  readonly redacts: readonly number[];
}

/**
 * Visits the entries between two offsets of a log that keep something in the vault, or that redact. Lines that are no entries are passed over.
 * Returns where the last whole line ends.
 */
export async function eachPrivateEntry(
  handle: Pick<FileHandle, "read">,
  {
    from,
    to,
    signal,
  }: { readonly from: number; readonly to: number; readonly signal: AbortSignal | undefined },
  visit: (entry: PrivateEntry) => void,
): Promise<number> {
  const parts = emptyParts();
  const accept: Parameters<typeof readBlocks>[3] = (items) => {
    for (const item of items) {
      if (item.kind === "overlong") continue;
      const { bytes, start, end } = item;
      for (const at of markedLines(Buffer.from(bytes.buffer, bytes.byteOffset, end), start)) {
        if (!scanLine(bytes, at, bytes.indexOf(NEWLINE, at), parts)) continue;
        const event = eventOf(bytes, parts);
        const commitments = [...commitmentsOf(event).values()];
        const redacts = redactsOf(event);
        if (commitments.length + redacts.length > 0) visit({ seq: parts.seq, commitments, redacts });
      }
    }
  };
  return (await readBlocks(handle, from, to, accept, signal))?.offset ?? to;
}

/** Where the lines begin that hold a mark, in their order. */
function markedLines(bytes: Buffer, start: number): number[] {
  const lines = new Set<number>();
  for (const mark of marks)
    for (let at = bytes.indexOf(mark, start); at >= 0; ) {
      lines.add(Math.max(start, bytes.lastIndexOf(NEWLINE, at) + 1));
      at = bytes.indexOf(mark, Math.max(at + 1, bytes.indexOf(NEWLINE, at)));
    }
  return [...lines].sort((a, b) => a - b);
}
