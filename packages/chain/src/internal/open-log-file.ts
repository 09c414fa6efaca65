import { dirname } from "node:path";
import { systemCode } from "@mvcrs/errors";
import { type FileHandle, type FileLayer, fileErrors } from "@mvcrs/files";
import { chainErrors } from "../errors.ts";

/** Opens the log file. @throws LOG_MISSING, NOT_A_FILE, LOG_LINKED where it is opened for `update` */
export async function openLogFile(
  files: FileLayer,
  path: string,
  mode: "read" | "update",
): Promise<FileHandle> {
  const handle = await files.open(path, mode).catch((thrown: unknown) => {
    throw systemCode(thrown) === "ENOENT" ? chainErrors.create("LOG_MISSING", { path }) : thrown;
  });
  if (mode === "read") return handle;
  try {
    const { links } = await handle.identity();
    if (links > 1) throw chainErrors.create("LOG_LINKED", { path, names: links });
    return handle;
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

/** Makes the log file; its name is on stable storage when this resolves. @throws NOT_A_FILE */
export async function makeLogFile(files: FileLayer, path: string): Promise<FileHandle> {
  const handle = await files.open(path, "exclusive").catch((thrown: unknown) => {
    // Nothing was there a moment ago, under the lock: a symbolic link to nowhere is.
    if (systemCode(thrown) !== "EEXIST") throw thrown;
    throw fileErrors.create("NOT_A_FILE", { path, found: "a link to nowhere" }, { cause: thrown });
  });
  try {
    await files.syncFolder(dirname(path));
    return handle;
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}
