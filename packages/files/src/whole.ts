import { randomUUID } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { isCodedError, messageOf } from "@mvcrs/errors";
import { chainErrors } from "../errors.ts";
import type { FileHandle, FileLayer } from "../log/file-layer.ts";
import { systemCode } from "./system-code.ts";

/** Runs an operation on files; an error of the system that leaves it has a code, whatever it is. @throws `FILE_FAILED` */
export async function withCodes<T>(path: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (thrown) {
    throw coded(thrown, path);
  }
}

/** A system error as `FILE_FAILED`; anything else as it is. */
export function coded(thrown: unknown, path: string): unknown {
  if (isCodedError(thrown) || !/^E[A-Z0-9]+$/.test(systemCode(thrown) ?? "")) return thrown;
  const place = thrown instanceof Error && "path" in thrown ? String(thrown.path) : path;
  return chainErrors.create("FILE_FAILED", { path: place, reason: messageOf(thrown) }, { cause: thrown });
}

/** Writes all of `bytes` at `position`, in as many writes as the system wants. */
export async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const written = await handle.write(bytes.subarray(done), position + done);
    if (written <= 0)
      throw Object.assign(new Error("the file system wrote nothing and gave no reason"), { code: "EIO" });
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

/** A new file with these bytes, on stable storage; rejects with `EEXIST` when it exists. */
async function writeNew(files: FileLayer, path: string, bytes: Uint8Array): Promise<void> {
  const handle = await files.open(path, "exclusive");
  try {
    await writeAll(handle, bytes, 0);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Replaces a file so that a reader, or a power failure, meets either the old bytes or the new ones. With
 * `syncName: false` the caller syncs the folder.
 */
export async function replaceFile(
  files: FileLayer,
  path: string,
  bytes: Uint8Array,
  { syncName = true } = {},
): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeNew(files, temporary, bytes);
    await files.rename(temporary, path);
  } catch (thrown) {
    await files.remove(temporary).catch(() => undefined);
    throw thrown;
  }
  if (syncName) await files.syncFolder(dirname(path));
}

const TEMPORARY = /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** Whether a name is that of a temporary file which `replaceFile` makes for the file `name`. */
export const isTemporaryOf = (candidate: string, name: string): boolean =>
  candidate.startsWith(name) && candidate.slice(name.length).search(TEMPORARY) === 0;

/** Removes what replacements of a file left when their process was killed. Nobody else may be replacing it. */
export async function sweepTemporary(files: FileLayer, path: string): Promise<void> {
  const folder = dirname(path);
  for (const name of await files.list(folder))
    if (isTemporaryOf(name, basename(path))) await removeIfThere(files, join(folder, name));
}

/** As `sweepTemporary`, for every file of a folder that nobody else works in. */
export async function sweepFolder(files: FileLayer, folder: string): Promise<void> {
  for (const name of await files.list(folder))
    if (TEMPORARY.test(name)) await removeIfThere(files, join(folder, name));
}

/** Removes a file that may be gone already. */
export async function removeIfThere(files: FileLayer, path: string): Promise<void> {
  await files.remove(path).catch((thrown: unknown) => {
    if (systemCode(thrown) !== "ENOENT") throw thrown;
  });
}
