import { randomUUID } from "node:crypto";
import { dirname } from "node:path";
import { systemCode } from "@mvcrs/errors";
import type { FileHandle, FileLayer } from "./layer/file-layer.ts";
import { writeAll } from "./layer/transfer.ts";

const MAX_TRIES = 10;

export interface ReplaceOptions {
  /** `false`: the caller syncs the folder. */
  readonly syncName?: boolean;
  /** What the temporary file's name begins with, on the same file system; default: the path. */
  readonly temporary?: string;
  /** Who may read and write the new file, as in `open(2)`; default 0o666, less what the process masks. */
  readonly permissions?: number | undefined;
}

/**
 * Replaces a file so that a reader, a killed process or a power failure meets either the old bytes or the new ones, and
 * the new ones once this has resolved. Writers of one file do not disturb each other: each has a temporary file of its own,
 * and the last rename wins.
 *
 * If the process dies before the rename, the temporary file stays; `sweepTemporary` and `sweepFolder` remove it. Somebody
 * who sweeps may take that of a living writer, which then writes it again.
 *
 * @example
 * ```ts
 * import { nodeFiles, replaceFile } from "@mvcrs/files";
 *
 * await replaceFile(nodeFiles, "settings.json", new TextEncoder().encode("{}"));
 * ```
 */
export function replaceFile(
  files: FileLayer,
  path: string,
  bytes: Uint8Array,
  options: ReplaceOptions = {},
): Promise<void> {
  return replaceFileWith(files, path, (handle) => writeAll(handle, bytes, 0), options);
}

/** As `replaceFile`, with a file that `fill` writes; it is called again where somebody swept the new file away. */
export async function replaceFileWith(
  files: FileLayer,
  path: string,
  fill: (handle: FileHandle) => Promise<void>,
  { syncName = true, temporary: name = path, permissions }: ReplaceOptions = {},
): Promise<void> {
  for (let tries = 1; ; tries++) {
    const temporary = `${name}.${randomUUID()}.tmp`;
    await guarded(files, temporary, () => writeNew(files, temporary, fill, permissions));
    try {
      await guarded(files, temporary, () => files.rename(temporary, path));
      break;
    } catch (thrown) {
      if (systemCode(thrown) !== "ENOENT" || tries === MAX_TRIES) throw thrown;
    }
  }
  if (syncName) await files.syncFolder(dirname(path));
}

/** A new file, on stable storage; rejects with `EEXIST` when it exists. */
async function writeNew(
  files: FileLayer,
  path: string,
  fill: (handle: FileHandle) => Promise<void>,
  permissions: number | undefined,
): Promise<void> {
  const handle = await files.open(path, "exclusive", permissions);
  try {
    await fill(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function guarded(files: FileLayer, temporary: string, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (thrown) {
    await files.remove(temporary).catch(() => undefined);
    throw thrown;
  }
}
