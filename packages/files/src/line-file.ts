import { dirname } from "node:path";
import type { FileHandle, FileLayer } from "./layer/file-layer.ts";
import { readFully, writeAll } from "./layer/transfer.ts";
import { withCodes } from "./with-codes.ts";

/** A file of lines that only grows. */
export interface LineFile {
  /** The lines that were there when it was opened, without their newlines. */
  readonly lines: readonly string[];
  /**
   * Adds a line; on stable storage when it resolves. One that fails is taken back; where that fails too, no other is
   * taken, since it would stand behind a part of this one.
   *
   * @throws FILE_FAILED
   */
  append(line: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a file of lines, or makes it; its folder must be there. What a crash left of a last line is cut off. Anyone else who
 * has it open appends behind what is written here, but two should not write at once: a failure of one would be taken back
 * beneath the other.
 *
 * @throws FILE_FAILED, NOT_A_FILE
 */
export function openLines(
  files: FileLayer,
  path: string,
  { permissions }: { readonly permissions?: number } = {},
): Promise<LineFile> {
  return withCodes(path, async () => {
    const handle = await files.open(path, "append", permissions);
    try {
      const text = await wholeLines(handle);
      // It may have been made just now, or by a process that was killed before its name was durable.
      if (text === "") await files.syncFolder(dirname(path));
      return lineFile(handle, path, text.split("\n").slice(0, -1));
    } catch (thrown) {
      await handle.close();
      throw thrown;
    }
  });
}

async function wholeLines(handle: FileHandle): Promise<string> {
  const bytes = new Uint8Array(await handle.size());
  const read = bytes.subarray(0, await readFully(handle, bytes, 0));
  const whole = read.subarray(0, read.lastIndexOf(newline) + 1);
  if (whole.length < read.length) {
    await handle.truncate(whole.length);
    await handle.sync();
  }
  return new TextDecoder().decode(whole);
}

const newline = 0x0a;

function lineFile(handle: FileHandle, path: string, lines: readonly string[]): LineFile {
  let failure: unknown;
  return {
    lines,
    append: (line) =>
      withCodes(path, async () => {
        if (failure !== undefined) throw failure;
        const end = await handle.size();
        try {
          await writeAll(handle, new TextEncoder().encode(`${line}\n`), end);
          await handle.sync();
        } catch (thrown) {
          await handle.truncate(end).catch(() => {
            failure = thrown;
          });
          throw thrown;
        }
      }),
    close: () => handle.close(),
  };
}
