import { isCodedError, systemCode } from "@mvcrs/errors";
import { type FileHandle, type FileLayer, openExisting, readFully, writeAll } from "@mvcrs/files";
import type { Block } from "./block.ts";
import { headingBytes, headingFor, readRecord, recordBytes, recordOf } from "./block-format.ts";

/** Where the blocks that are believed end. */
export interface BlocksEnd {
  readonly blocks: number;
  readonly bytes: number;
  /** The last 16 bytes. */
  readonly sum: Uint8Array;
  /** Leaf hash of the last block's last entry. */
  readonly leaf: Uint8Array | undefined;
}

/** Where a file without blocks ends that is to be written anew. */
export const noBlocks = (name: string): BlocksEnd => {
  const heading = headingFor(name);
  return { blocks: 0, bytes: 0, sum: heading.subarray(-16), leaf: undefined };
};

/**
 * Reads the blocks of a file one after the other, up to `most` or to the first that is damaged or missing, and returns
 * where they end. A file of fields of another name has none.
 */
export async function* readBlocks(
  files: FileLayer,
  path: string,
  name: string,
  most: number,
): AsyncGenerator<Block, BlocksEnd, undefined> {
  const file = await openExisting(files, path);
  let end = noBlocks(name);
  if (file === undefined) return end;
  try {
    const window = new Window(file);
    if (Buffer.compare(await window.at(0, headingBytes), headingFor(name)) !== 0) return end;
    end = { ...end, bytes: headingBytes };
    while (end.blocks < most) {
      const length = recordBytes(await window.at(end.bytes, 4));
      if (length === undefined) return end;
      const block = readRecord(await window.at(end.bytes, length), end.blocks, end.sum);
      if (block === undefined) return end;
      const sum = (await window.at(end.bytes + length - 16, 16)).slice();
      end = { blocks: end.blocks + 1, bytes: end.bytes + length, sum, leaf: block.leaf };
      yield block;
    }
    return end;
  } finally {
    await file.close();
  }
}

/**
 * Writes blocks behind `end`, over whatever stands there, and returns where they end now. Must be called by one at a time.
 * Undefined where this process may not write here or the disk is full: the blocks are made again the next time.
 */
export async function writeBlocks(
  files: FileLayer,
  path: string,
  {
    name,
    end,
    blocks,
  }: { readonly name: string; readonly end: BlocksEnd; readonly blocks: readonly Block[] },
): Promise<BlocksEnd | undefined> {
  const parts: Uint8Array[] = end.bytes === 0 ? [headingFor(name)] : [];
  let { sum, leaf } = end;
  for (const block of blocks) {
    const record = recordOf(block, sum);
    parts.push(record);
    sum = record.subarray(-16);
    leaf = block.leaf;
  }
  const bytes = Buffer.concat(parts);
  try {
    const file = await openOrMake(files, path);
    try {
      // What stood here is damaged or of another log: it must not look like more of this one.
      await file.truncate(end.bytes);
      await writeAll(file, bytes, end.bytes);
    } finally {
      await file.close();
    }
  } catch (thrown) {
    if (systemCode(thrown) === undefined && !isCodedError(thrown)) throw thrown;
    return undefined;
  }
  return { blocks: end.blocks + blocks.length, bytes: end.bytes + bytes.length, sum, leaf };
}

async function openOrMake(files: FileLayer, path: string): Promise<FileHandle> {
  try {
    return await files.open(path, "update");
  } catch (thrown) {
    if (systemCode(thrown) !== "ENOENT") throw thrown;
    return files.open(path, "exclusive");
  }
}

/** Reads ahead, since records are small. */
class Window {
  readonly #file: FileHandle;
  #start = 0;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** `length` bytes from `position`; fewer at the end of the file. Good until the next call. */
  async at(position: number, length: number): Promise<Uint8Array> {
    const from = position - this.#start;
    if (from < 0 || from + length > this.#bytes.length) {
      const bytes = new Uint8Array(Math.max(length, 1 << 20));
      this.#start = position;
      this.#bytes = bytes.subarray(0, await readFully(this.#file, bytes, position));
      return this.#bytes.subarray(0, length);
    }
    return this.#bytes.subarray(from, from + length);
  }
}
