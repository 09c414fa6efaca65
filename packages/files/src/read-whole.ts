import { systemCode } from "@mvcrs/errors";
import type { FileHandle, FileLayer } from "./layer/file-layer.ts";
import { readFully } from "./layer/transfer.ts";

/** Opens a file for reading; `undefined` when it does not exist. */
export async function openExisting(files: FileLayer, path: string): Promise<FileHandle | undefined> {
  try {
    return await files.open(path, "read");
  } catch (thrown) {
    if (systemCode(thrown) === "ENOENT") return undefined;
    throw thrown;
  }
}

/** The whole of a small file; `undefined` when it does not exist. */
export async function readWhole(files: FileLayer, path: string): Promise<Uint8Array | undefined> {
  const handle = await openExisting(files, path);
  if (handle === undefined) return undefined;
  try {
    const bytes = new Uint8Array(await handle.size());
    return bytes.subarray(0, await readFully(handle, bytes, 0));
  } finally {
    await handle.close();
  }
}
