import type { FileHandle } from "@mvcrs/files";
import { type LineBlock, LineSplitter, type OverlongLine, type TornTail } from "../line/line-splitter.ts";
import { nodeHasher } from "../line/node-hasher.ts";

/** What can be read of a file. */
export type Readable = Pick<FileHandle, "read">;

/**
 * Hands the whole lines between two offsets of a file to `accept`, block by block and in constant memory; returns what
 * stands behind the last newline. A block is good until `accept` returns or resolves.
 */
export async function readBlocks(
  handle: Readable,
  from: number,
  to: number,
  accept: (items: readonly (LineBlock | OverlongLine)[]) => void | Promise<void>,
  signal?: AbortSignal,
): Promise<TornTail | undefined> {
  const splitter = new LineSplitter(from, nodeHasher.stream);
  for (let at = from; at < to; ) {
    signal?.throwIfAborted();
    const space = splitter.space();
    const read = await handle.read(space.subarray(0, to - at), at);
    if (read === 0) break;
    at += read;
    const done = accept(splitter.filled(read));
    if (done !== undefined) await done;
  }
  return splitter.rest();
}
