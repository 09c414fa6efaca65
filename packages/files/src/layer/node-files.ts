import {
  closeSync,
  fsync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { promisify } from "node:util";
import { systemCode } from "@mvcrs/errors";
import { fileErrors } from "../errors.ts";
import type { FileHandle, FileLayer, OpenMode } from "./file-layer.ts";
import { identityOf, openNode } from "./node-handle.ts";

/** What an error of `open` says about what stands there. */
const foundBy: Readonly<Record<string, string>> = {
  EISDIR: "a folder",
  ENXIO: "a socket or a device",
  ENODEV: "a device",
};

const syncLater = promisify(fsync);

/** The file system of the machine. Only what waits for a disk is left to another thread (`openNode`). */
export const nodeFiles: FileLayer = {
  open: openFile,
  rename: async (from, to) => renameSync(from, to),
  link: async (from, to) => linkSync(from, to),
  remove: async (path) => unlinkSync(path),
  identity: async (path) => identityOf(statSync(path, { bigint: true })),
  realPath: async (path) => realpathSync.native(path),
  list: async (path) => readdirSync(path),
  async makeFolder(path) {
    const first = mkdirSync(path, { recursive: true });
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
  const folder = openSync(path, "r");
  try {
    await syncLater(folder);
  } finally {
    closeSync(folder);
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
