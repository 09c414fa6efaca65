import { randomUUID } from "node:crypto";
import { dirname } from "node:path";
import type { FileHandle, FileLayer } from "../log/file-layer.ts";

/** The `code` of a system error (`ENOENT`, `ENOSPC`, ...), if it has one. */
export function systemCode(thrown: unknown): string | undefined {
  return thrown instanceof Error && "code" in thrown && typeof thrown.code === "string"
    ? thrown.code
    : undefined;
}

/** Writes all of `bytes` at `position`, in as many writes as the system wants. */
export async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const written = await handle.write(bytes.subarray(done), position + done);
    if (written <= 0) throw new Error("the file system wrote nothing and gave no reason");
    done += written;
  }
}

/** Reads up to `target.length` bytes from `position`; fewer only at the end of the file. */
export async function readFully(handle: FileHandle, target: Uint8Array, position: number): Promise<number> {
  let done = 0;
  while (done < target.length) {
    const read = await handle.read(target.subarray(done), position + done);
    if (read === 0) break;
    done += read;
  }
  return done;
}

/** The whole of a small file; `undefined` when it does not exist. */
export async function readWhole(files: FileLayer, path: string): Promise<Uint8Array | undefined> {
  let handle: FileHandle;
  try {
    handle = await files.open(path, "read");
  } catch (thrown) {
    if (systemCode(thrown) === "ENOENT") return undefined;
    throw thrown;
  }
  try {
    const bytes = new Uint8Array(await handle.size());
    return bytes.subarray(0, await readFully(handle, bytes, 0));
  } finally {
    await handle.close();
  }
}

/** A new file with these bytes, on stable storage when `durable`; rejects with `EEXIST` when it exists. */
export async function writeNew(
  files: FileLayer,
  path: string,
  bytes: Uint8Array,
  durable: boolean,
): Promise<void> {
  const handle = await files.open(path, "exclusive");
  try {
    await writeAll(handle, bytes, 0);
    if (durable) await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Replaces a file so that a reader, or a power failure, meets either the old bytes or the new ones. */
export async function replaceFile(
  files: FileLayer,
  path: string,
  bytes: Uint8Array,
  durable: boolean,
): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeNew(files, temporary, bytes, durable);
    await files.rename(temporary, path);
  } catch (thrown) {
    await files.remove(temporary).catch(() => undefined);
    throw thrown;
  }
  if (durable) await files.syncFolder(dirname(path));
}
