import { appendFile, mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { messageOf } from "@mvcrs/errors";
import { gateErrors } from "./errors.ts";

/** Replaces a file by way of a temporary one beside it, so that nobody reads half of it. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await guarded(path, async () => {
    await mkdir(dirname(path), { recursive: true });
    const temporary = `${path}.${process.pid}.tmp`;
    await writeFile(temporary, text);
    await rename(temporary, path);
  });
}

export async function append(path: string, text: string): Promise<void> {
  await guarded(path, () => appendFile(path, text));
}

async function guarded(path: string, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (cause) {
    throw gateErrors.create("FILE_UNWRITABLE", { path, reason: messageOf(cause) }, { cause });
  }
}
