import { dirname } from "node:path";
import { systemCode } from "@mvcrs/errors";
import { type Edit, editFile } from "./edit-file.ts";
import type { FileLayer } from "./layer/file-layer.ts";
import { nodeFiles } from "./layer/node-files.ts";
import { readWhole } from "./read-whole.ts";
import { replaceFile } from "./replace-file.ts";
import { removeIfThere, sweepFolder } from "./temporary.ts";
import { withCodes } from "./with-codes.ts";

/**
 * Files of text, each read and written as a whole. Passed in, so that a test can stop a program at every step.
 *
 * All five throw NOT_A_FILE where something else stands in the place of a file or folder, FILE_FAILED where the disk
 * refuses.
 */
export interface TextFiles {
  /** The text of a file, `null` if there is none. */
  read(path: string): Promise<string | null>;
  /** Replaces a file as a whole and makes its folder: after a crash it holds the old text or the new, never a part. */
  write(path: string, text: string): Promise<void>;
  /**
   * Changes places of a file, which may be large, as `editFile` does: `false` where it is not `size` bytes long or another
   * text stands in one of the places.
   */
  edit(path: string, size: number, edits: readonly Edit[]): Promise<boolean>;
  /** Removes a file; one that is not there is fine. */
  remove(path: string): Promise<void>;
  /** Names in a folder, sorted; none if it is not there. */
  list(folder: string): Promise<readonly string[]>;
}

/**
 * Files of text on a layer. Before its first write into a folder it removes the temporary files that killed processes left
 * there; a living one whose file it takes writes it again.
 */
export function textFiles(layer: FileLayer): TextFiles {
  const sweeps = new Map<string, Promise<void>>();
  // What cannot be removed now, the next process removes.
  const sweep = (folder: string): Promise<void> => {
    const under = sweeps.get(folder) ?? sweepFolder(layer, folder).catch(() => undefined);
    sweeps.set(folder, under);
    return under;
  };
  return {
    read: (path) =>
      withCodes(path, async () => {
        const bytes = await readWhole(layer, path);
        // As Node reads text: a byte order mark is part of it.
        return bytes === undefined ? null : new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
      }),

    write: (path, text) =>
      withCodes(path, async () => {
        const folder = dirname(path);
        await layer.makeFolder(folder);
        await sweep(folder);
        await replaceFile(layer, path, new TextEncoder().encode(text));
      }),

    edit: (path, size, edits) =>
      withCodes(path, async () => {
        if (edits.length > 0) await sweep(dirname(path));
        return editFile(layer, path, size, edits);
      }),

    remove: (path) =>
      withCodes(path, async () => {
        await removeIfThere(layer, path);
        // A removal is durable once its folder is (POSIX leaves it open until then).
        await layer.syncFolder(dirname(path)).catch(unlessMissing);
      }),

    list: (folder) =>
      withCodes(folder, async () => [...((await layer.list(folder).catch(unlessMissing)) ?? [])].sort()),
  };
}

function unlessMissing(thrown: unknown): undefined {
  if (systemCode(thrown) !== "ENOENT") throw thrown;
}

/** Files of text on the machine's disk. */
export const nodeTextFiles: TextFiles = textFiles(nodeFiles);
