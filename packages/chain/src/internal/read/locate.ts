import { readFully } from "@mvcrs/files";
import type { HashIndex } from "../../log/hash-index.ts";
import { emptyParts, MAX_LINE_BYTES, NEWLINE, scanShape } from "../line/scan-line.ts";
import type { LogFile } from "../segments/log-file.ts";
import { lineAt } from "./line-at.ts";

const WINDOW = 2 * (MAX_LINE_BYTES + 1);

/**
 * The byte offset of entry `seq` in a log whose whole lines end at `end`. The index gives a hint, which is believed
 * only if the line standing there has that number; without it the place is found by bisection, since every line
 * carries its number. Either way a handful of reads. `undefined` when it cannot be found: the log is damaged there.
 */
export async function locate(
  file: LogFile,
  seq: number,
  end: number,
  index: HashIndex | undefined,
): Promise<number | undefined> {
  const part = file.partOf(seq);
  // It may be away; whoever reads there meets whether the list of segments is right.
  if (seq === part.first) return part.start;
  const hint = (await index?.entry(seq))?.offset;
  const isNear = hint !== undefined && hint >= part.start && hint < part.end;
  if (isNear && (await isLineOf(file, seq, hint, end))) return hint;
  return bisect(file, seq, part.start, Math.min(end, part.end));
}

/** Whether the line of entry `seq` stands at `offset`. */
export async function isLineOf(file: LogFile, seq: number, offset: number, end: number): Promise<boolean> {
  if (offset < 1) return offset === 0 && seq === 0;
  if (offset >= end) return false;
  const { window, newline } = await lineAt(file, offset, end);
  return window[0] === NEWLINE && seqOfLine(window, 1, newline) === seq;
}

/** Keeps to this: the line looked for starts at `low` or later, and before `high`. */
async function bisect(file: LogFile, seq: number, start: number, end: number): Promise<number | undefined> {
  let low = start;
  let high = end;
  const buffer = new Uint8Array(2 * WINDOW);
  const read = async (at: number, length: number): Promise<Uint8Array> => {
    const target = buffer.subarray(0, Math.min(length, end - at));
    return target.subarray(0, await readFully(file, target, at));
  };
  while (high - low > WINDOW) {
    const middle = low + Math.floor((high - low) / 2);
    const window = await read(middle, WINDOW);
    const start = window.indexOf(NEWLINE) + 1;
    const stop = window.indexOf(NEWLINE, start);
    const found = start === 0 || stop < 0 ? undefined : seqOfLine(window, start, stop);
    if (found === undefined) return undefined;
    if (found === seq) return middle + start;
    if (found < seq) low = middle + stop + 1;
    else high = middle + 1;
  }
  const window = await read(low, 2 * WINDOW);
  for (let at = 0; at < window.length; ) {
    const stop = window.indexOf(NEWLINE, at);
    if (stop < 0) return undefined;
    if (seqOfLine(window, at, stop) === seq) return low + at;
    at = stop + 1;
  }
  return undefined;
}

function seqOfLine(bytes: Uint8Array, start: number, end: number): number | undefined {
  const parts = emptyParts();
  return end > start && scanShape(bytes, start, end, parts) ? parts.seq : undefined;
}
