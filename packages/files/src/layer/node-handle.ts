import {
  type BigIntStats,
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
import type { FileHandle, FileIdentity, OpenMode } from "./file-layer.ts";

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

export const identityOf = ({ ino, nlink, mode }: BigIntStats): FileIdentity => ({
  inode: String(ino),
  links: Number(nlink),
  permissions: Number(mode & 0o777n),
});

/** Bytes that are read and written at once; more is left to another thread, so that this one goes on meanwhile. */
const atOnce = 64 * 1024;

/**
 * Opens whatever has this name, without waiting for anybody. What the kernel answers from its memory is called
 * synchronously: handed to another thread it takes five times as long, and an emergency opens a hundred files.
 */
export async function openNode(path: string, mode: OpenMode, permissions = 0o666): Promise<OpenedNode> {
  let descriptor: number | undefined = openSync(path, flagOf[mode], permissions);
  const stats = fstatSync(descriptor);
  /** Not kept by who uses it: once closed, the kernel gives the number to another file. */
  const file = (): number => {
    if (descriptor === undefined)
      throw Object.assign(new Error("EBADF: the file is closed"), { code: "EBADF", syscall: "fstat", path });
    return descriptor;
  };
  const pending = new Set<Promise<unknown>>();
  const later = async <T>(work: Promise<T>): Promise<T> => {
    pending.add(work);
    try {
      return await work;
    } finally {
      pending.delete(work);
    }
  };
  const handle: FileHandle = {
    async read(target, position) {
      const { length } = target;
      if (length <= atOnce) return readSync(file(), target, 0, length, position);
      return (await later(readLater(file(), target, 0, length, position))).bytesRead;
    },
    async write(bytes, position) {
      const { length } = bytes;
      if (length <= atOnce) return writeSync(file(), bytes, 0, length, position);
      return (await later(writeLater(file(), bytes, 0, length, position))).bytesWritten;
    },
    sync: async () => later(syncLater(file())),
    truncate: async (length) => ftruncateSync(file(), length),
    size: async () => fstatSync(file()).size,
    identity: async () => identityOf(fstatSync(file(), { bigint: true })),
    async close() {
      const closing = descriptor;
      descriptor = undefined;
      // What another thread still does with the number would be done to the next file that has it.
      await Promise.allSettled(pending);
      if (closing !== undefined) closeSync(closing);
    },
  };
  return { handle, stats };
}
