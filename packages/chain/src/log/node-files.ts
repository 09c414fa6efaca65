import { constants, fstatSync, type Stats } from "node:fs";
import { link, mkdir, open, readdir, realpath, rename, unlink } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { chainErrors } from "../errors.ts";
import { systemCode } from "../internal/files.ts";
import type { FileHandle, FileLayer, OpenMode } from "./file-layer.ts";

// Without O_NONBLOCK, opening a pipe waits until somebody opens its other end. Windows has neither.
const NO_WAITING = constants.O_NONBLOCK ?? 0;

const flagOf: Readonly<Record<OpenMode, number>> = {
  read: constants.O_RDONLY | NO_WAITING,
  update: constants.O_RDWR | NO_WAITING,
  // Not with O_APPEND: with it Linux ignores positions.
  exclusive: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | NO_WAITING,
};

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

async function openFile(path: string, mode: OpenMode): Promise<FileHandle> {
  const handle = await open(path, flagOf[mode]).catch((thrown: unknown) => {
    const found = foundBy[systemCode(thrown) ?? ""];
    throw found === undefined ? thrown : chainErrors.create("NOT_A_FILE", { path, found }, { cause: thrown });
  });
  try {
    const stats = fstatSync(handle.fd);
    if (!stats.isFile()) throw chainErrors.create("NOT_A_FILE", { path, found: kindOf(stats) });
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
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
    async identity() {
      const { ino, nlink } = fstatSync(handle.fd, { bigint: true });
      return { inode: String(ino), links: Number(nlink) };
    },
    close: () => handle.close(),
  };
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a pipe";
  return stats.isCharacterDevice() || stats.isBlockDevice() ? "a device" : "something else";
}
