import type { Stats } from "node:fs";
import { link, mkdir, open, readdir, realpath, rename, unlink } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { systemCode } from "@mvcrs/errors";
import { fileErrors } from "../errors.ts";
import type { FileHandle, FileLayer, OpenMode } from "./file-layer.ts";
import { openNode } from "./node-handle.ts";

/** What an error of `open` says about what stands there. */
const foundBy: Readonly<Record<string, string>> = {
  EISDIR: "a folder",
  ENXIO: "a socket or a device",
  ENODEV: "a device",
};

/** The file system of the machine. */
export const nodeFiles: FileLayer = {
  open: openFile,
  rename,
  link,
  remove: unlink,
  realPath: (path) => realpath(path),
  list: (path) => readdir(path),
  async makeFolder(path) {
    const first = await mkdir(path, { recursive: true });
    if (first === undefined) return;
    const above = dirname(resolve(first));
    for (let folder = resolve(path); folder !== above; ) {
      folder = dirname(folder);
      await syncFolder(folder);
    }
  },
  syncFolder,
};

async function syncFolder(path: string): Promise<void> {
  // Windows has no handle for a folder and makes renames durable by itself.
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function openFile(path: string, mode: OpenMode, permissions?: number): Promise<FileHandle> {
  const { handle, stats } = await openNode(path, mode, permissions).catch((thrown: unknown) => {
    const found = foundBy[systemCode(thrown) ?? ""];
    throw found === undefined ? thrown : fileErrors.create("NOT_A_FILE", { path, found }, { cause: thrown });
  });
  if (stats.isFile()) return handle;
  await handle.close();
  throw fileErrors.create("NOT_A_FILE", { path, found: kindOf(stats) });
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a pipe";
  return stats.isCharacterDevice() || stats.isBlockDevice() ? "a device" : "something else";
}
