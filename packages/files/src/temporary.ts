import { basename, dirname, join } from "node:path";
import { systemCode } from "@mvcrs/errors";
import type { FileLayer } from "./layer/file-layer.ts";

const TEMPORARY = /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** Whether a name is that of a temporary file which `replaceFile` makes for the file `name`. */
export const isTemporaryOf = (candidate: string, name: string): boolean =>
  candidate.startsWith(name) && candidate.slice(name.length).search(TEMPORARY) === 0;

/** Removes what replacements of a file left when their process was killed. */
export async function sweepTemporary(files: FileLayer, path: string): Promise<void> {
  const folder = dirname(path);
  for (const name of await files.list(folder))
    if (isTemporaryOf(name, basename(path))) await removeIfThere(files, join(folder, name));
}

/** As `sweepTemporary`, for every file of a folder. */
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
