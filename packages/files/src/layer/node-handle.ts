import {
  closeSync,
  constants,
  fdatasync,
  fstatSync,
  ftruncateSync,
  openSync,
  read,
  readSync,
  type Stats,
  write,
  writeSync,
} from "node:fs";
import { promisify } from "node:util";
import type { FileHandle, OpenMode } from "./file-layer.ts";

// Without O_NONBLOCK, opening a pipe waits until somebody opens its other end. Windows has neither.
const NO_WAITING = constants.O_NONBLOCK ?? 0;

const flagOf: Readonly<Record<OpenMode, number>> = {
  read: constants.O_RDONLY | NO_WAITING,
  update: constants.O_RDWR | NO_WAITING,
  // Not with O_APPEND: with it Linux ignores positions.
  exclusive: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | NO_WAITING,
  append: constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | NO_WAITING,
};

export interface OpenedNode {
  readonly handle: FileHandle;
  readonly stats: Stats;
}

const readLater = promisify(read);
const writeLater = promisify(write);
const syncLater = promisify(fdatasync);

/** Bytes that are read and written at once; more is left to another thread, so that this one goes on meanwhile. */
const atOnce = 64 * 1024;

/**
 * Opens whatever has this name, without waiting for anybody. What the kernel answers from its memory is called
 * synchronously: handed to another thread it takes five times as long, and an emergency opens a hundred files.
 */
export async function openNode(path: string, mode: OpenMode, permissions = 0o666): Promise<OpenedNode> {
  const file = openSync(path, flagOf[mode], permissions);
  const handle: FileHandle = {
    async read(target, position) {
      const { length } = target;
      if (length <= atOnce) return readSync(file, target, 0, length, position);
      return (await readLater(file, target, 0, length, position)).bytesRead;
    },
    async write(bytes, position) {
      const { length } = bytes;
      if (length <= atOnce) return writeSync(file, bytes, 0, length, position);
      return (await writeLater(file, bytes, 0, length, position)).bytesWritten;
    },
    sync: () => syncLater(file),
    truncate: async (length) => ftruncateSync(file, length),
    size: async () => fstatSync(file).size,
    async identity() {
      const { ino, nlink } = fstatSync(file, { bigint: true });
      return { inode: String(ino), links: Number(nlink) };
    },
    close: async () => closeSync(file),
  };
  return { handle, stats: fstatSync(file) };
}
