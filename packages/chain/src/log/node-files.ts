import { fstatSync } from "node:fs";
import { link, mkdir, open, rename, unlink } from "node:fs/promises";
import type { FileHandle, FileLayer, OpenMode } from "./file-layer.ts";

const flagOf: Readonly<Record<OpenMode, string>> = {
  read: "r",
  update: "r+",
  // Not "a": with it Linux ignores positions.
  exclusive: "wx+",
};

/** The file system of the machine. */
export const nodeFiles: FileLayer = {
  open: openFile,
  rename,
  link,
  remove: unlink,
  async makeFolder(path) {
    await mkdir(path, { recursive: true });
  },
  async syncFolder(path) {
    // Windows has no handle for a folder and makes renames durable by itself.
    if (process.platform === "win32") return;
    const folder = await open(path, "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  },
};

async function openFile(path: string, mode: OpenMode): Promise<FileHandle> {
  const handle = await open(path, flagOf[mode]);
  return {
    async read(target, position) {
      return (await handle.read(target, 0, target.length, position)).bytesRead;
    },
    async write(bytes, position) {
      return (await handle.write(bytes, 0, bytes.length, position)).bytesWritten;
    },
    sync: () => handle.datasync(),
    truncate: (length) => handle.truncate(length),
    // Synchronous, because it never waits for a disk and is asked before every batch.
    size: async () => fstatSync(handle.fd).size,
    close: () => handle.close(),
  };
}
