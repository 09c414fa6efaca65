import type { Signal } from "../signal.ts";
import { lineEnd, readBlocks } from "./lines.ts";
import { SignalScanner } from "./signal-scanner.ts";

/** A line that the scanner could not read: blank, unusual, wrong or no signal at all. */
export interface OddLine {
  /** How many of the block's signals stand before it. */
  readonly before: number;
  /** The line as it stands in the input, without its newline. */
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
      const signal = scanner.scan(bytes, start);
      const end = signal === undefined ? lineEnd(bytes, start) : scanner.end;
      if (signal === undefined) odd.push({ before: signals.length, bytes: bytes.subarray(start, end) });
      else signals.push(signal);
      start = end + 1;
    }
    yield { afterTooLong, signals, odd, read };
  }
}
