import { nodeHasher } from "../line/node-hasher.ts";
import { type Readable, readBlocks } from "../read/read-blocks.ts";
import { type Link, RangeChecker, type RangeResult } from "./range-checker.ts";
import type { RangeJoiner } from "./range-joiner.ts";

export interface CheckOptions {
  /** Tree sizes whose root is wanted. */
  readonly cuts: readonly number[];
  readonly onBytes: (bytes: number) => void;
  readonly signal: AbortSignal | undefined;
}

/** A part of a log, in bytes. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** Checks and hashes the lines of a part of a log, which follows on what was joined. */
export async function checkFile(
  handle: Readable,
  { from, to }: ByteRange,
  joiner: RangeJoiner,
  options: CheckOptions,
): Promise<void> {
  joiner.add(await checkRange(handle, from, to, options.cuts, options, endOf(joiner)));
}

/** Where the next range begins. */
export const endOf = (joiner: RangeJoiner): { index: number; previous: Link } => ({
  index: joiner.count,
  previous: joiner.last,
});

/** Checks one line-aligned part of a file. */
export async function checkRange(
  handle: Readable,
  from: number,
  to: number,
  cuts: readonly number[],
  watch: Pick<CheckOptions, "onBytes" | "signal">,
  start: { readonly index: number; readonly previous: Link } | undefined,
): Promise<RangeResult> {
  const checker = new RangeChecker(nodeHasher, cuts, start);
  const accept = (items: Parameters<RangeChecker["accept"]>[0]): void => {
    checker.accept(items);
    let bytes = 0;
    for (const item of items) bytes += item.kind === "lines" ? item.end - item.start : item.length + 1;
    watch.onBytes(bytes);
  };
  checker.torn(await readBlocks(handle, from, to, accept, watch.signal));
  return checker.result();
}
