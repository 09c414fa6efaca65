import { access } from "node:fs/promises";
import type { Exists } from "./find-root.ts";

/** On the machine's disk. Whatever cannot be looked at counts as there. */
export const nodeExists: Exists = async (path) => {
  try {
    await access(path);
    return true;
  } catch (thrown) {
    const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
    return code !== "ENOENT" && code !== "ENOTDIR";
  }
};
