import { constants, fstatSync, type Stats } from "node:fs";
import { open } from "node:fs/promises";
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

/** Opens whatever has this name, without waiting for anybody. */
export async function openNode(path: string, mode: OpenMode, permissions = 0o666): Promise<OpenedNode> {
  const file = await open(path, flagOf[mode], permissions);
  const handle: FileHandle = {
    async read(target, position) {
      return (await file.read(target, 0, target.length, position)).bytesRead;
    },
    async write(bytes, position) {
      return (await file.write(bytes, 0, bytes.length, position)).bytesWritten;
    },
    sync: () => file.datasync(),
    truncate: (length) => file.truncate(length),
    // Synchronous, because it never waits for a disk and is asked before every batch.
    size: async () => fstatSync(file.fd).size,
    async identity() {
      const { ino, nlink } = fstatSync(file.fd, { bigint: true });
      return { inode: String(ino), links: Number(nlink) };
    },
    close: () => file.close(),
  };
  return { handle, stats: fstatSync(file.fd) };
}
