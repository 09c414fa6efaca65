import type { Signal } from "../signal.ts";
import { plainLineBytes } from "./line-size.ts";
import { lineEnd, readBlocks } from "./lines.ts";
import { SignalScanner } from "./signal-scanner.ts";

/** Lines that the scanner could not read: one that is unusual, wrong or no signal at all, or blank ones in a row. */
export interface OddLine {
  /** How many of the block's signals stand before it. */
  readonly before: number;
  /** How many lines this is; above 1 only for blank ones. */
  readonly lines: number;
  /** The line as it stands in the input, without its newline; empty for blank ones. */
  readonly bytes: Uint8Array;
}

/** A run of whole lines. Each is one of `signals` or one of `odd`, which both keep the order of the input. */
export interface ScannedBlock {
  /** Before these lines stands one that is longer than the cap. */
  readonly afterTooLong: boolean;
  readonly signals: readonly Signal[];
  readonly odd: readonly OddLine[];
  /** Bytes of input read so far, this block included. */
  readonly read: number;
}

export interface ScanOptions {
  /** As in `DecodeOptions`. */
  readonly maxLineBytes?: number;
  readonly unfinished?: "use" | "drop";
}

/** Reads the signals of JSON Lines, as far as that can be done without parsing JSON. */
export async function* scanLines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { maxLineBytes, unfinished }: ScanOptions = {},
): AsyncGenerator<ScannedBlock> {
  const scanner = new SignalScanner();
  for await (const { afterTooLong, bytes, read } of readBlocks(chunks, maxLineBytes, unfinished)) {
    const signals: Signal[] = [];
    const odd: OddLine[] = [];
    for (let start = 0; bytes !== undefined && start <= bytes.length; ) {
      const blank = blankLines(bytes, start);
      if (blank.lines > 0) {
        odd.push({ before: signals.length, lines: blank.lines, bytes: noBytes });
        start = blank.end + 1;
        continue;
      }
      const scanned = scanner.scan(bytes, start);
      const end = scanned === undefined ? lineEnd(bytes, start) : scanner.end;
      // A large signal is measured on the slow path: not all of them fit into the log.
      const signal = end - start > plainLineBytes ? undefined : scanned;
      if (signal !== undefined) signals.push(signal);
      else odd.push({ before: signals.length, lines: 1, bytes: bytes.subarray(start, end) });
      start = end + 1;
    }
    yield { afterTooLong, signals, odd, read };
  }
}

const noBytes = new Uint8Array(0);
const none = { lines: 0, end: 0 } as const;

/** How many lines from `start` on hold nothing but blanks, and where the last of them ends. */
function blankLines(bytes: Uint8Array, start: number): { readonly lines: number; readonly end: number } {
  // Most lines are none, and show it at once.
  if ((bytes[start] ?? newline) > space) return none;
  let lines = 0;
  let end = start;
  for (let at = start; at <= bytes.length; at++) {
    const byte = bytes[at] ?? newline;
    if (byte === newline) {
      lines += 1;
      end = at;
    } else if (byte !== space && byte !== tab && byte !== carriageReturn) break;
  }
  return { lines, end };
}

const newline = 0x0a;
const space = 0x20;
const tab = 0x09;
const carriageReturn = 0x0d;
