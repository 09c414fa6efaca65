import type { FileHandle, FileLayer } from "./layer/file-layer.ts";
import { readFully, writeAll } from "./layer/transfer.ts";
import { openExisting } from "./read-whole.ts";
import { replaceFileWith } from "./replace-file.ts";

/** Text to put in the place of other text. */
export interface Edit {
  /** Byte offset of the text that is there. */
  readonly at: number;
  /** What is there; empty to insert. */
  readonly old: string;
  readonly text: string;
}

const chunkBytes = 1024 * 1024;

/**
 * Changes places of a file, which may be large, in little memory. As with `replaceFile`, a reader meets the old file or the
 * new one.
 *
 * @param size The bytes that the file has to have.
 * @param edits In the order of their places, none overlapping.
 * @returns `false`, with nothing written, where the file is not there, has another size, or other text in one of the places
 */
export async function editFile(
  files: FileLayer,
  path: string,
  size: number,
  edits: readonly Edit[],
): Promise<boolean> {
  const source = await openExisting(files, path);
  if (source === undefined) return false;
  try {
    if ((await source.size()) !== size) return false;
    for (const edit of edits) if (!(await isThere(source, edit))) return false;
    if (edits.length > 0)
      await replaceFileWith(files, path, (target) => copyEdited(source, size, edits, target));
    return true;
  } finally {
    await source.close();
  }
}

async function isThere(source: FileHandle, { at, old }: Edit): Promise<boolean> {
  const expected = Buffer.from(old);
  const found = new Uint8Array(expected.length);
  return (await readFully(source, found, at)) === expected.length && expected.equals(found);
}

async function copyEdited(
  source: FileHandle,
  size: number,
  edits: readonly Edit[],
  target: FileHandle,
): Promise<void> {
  const chunk = new Uint8Array(Math.min(chunkBytes, size));
  let written = 0;
  const put = async (bytes: Uint8Array): Promise<void> => {
    await writeAll(target, bytes, written);
    written += bytes.length;
  };
  const copy = async (from: number, to: number): Promise<void> => {
    for (let at = from; at < to; ) {
      const part = chunk.subarray(0, to - at);
      const read = await readFully(source, part, at);
      if (read < part.length)
        throw Object.assign(new Error("the file became shorter while it was copied"), { code: "EIO" });
      await put(part);
      at += read;
    }
  };
  let from = 0;
  for (const { at, old, text } of edits) {
    await copy(from, at);
    await put(Buffer.from(text));
    from = at + Buffer.byteLength(old);
  }
  await copy(from, size);
}
