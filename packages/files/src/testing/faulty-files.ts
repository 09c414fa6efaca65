import type { FileHandle, FileLayer } from "../layer/file-layer.ts";

export interface Fault {
  readonly operation: "open" | "read" | "write" | "sync" | "truncate" | "rename" | "link" | "remove";
  /** Which of them fails, counted from 1. */
  readonly nth: number;
  /** For a write: how much of it reaches the file before it fails; default 0. A share from 0 to 1. */
  readonly written?: number;
  /** Default `EIO`. */
  readonly code?: string;
  /** Whether every later one of the kind fails too: a full disk, not a hiccup. */
  readonly lasting?: boolean;
}

export interface FaultyFiles extends FileLayer {
  /** Whether the fault has happened. */
  readonly struck: () => boolean;
}

/** A file layer on which one chosen operation fails. */
export function faultyFiles(base: FileLayer, fault: Fault): FaultyFiles {
  let seen = 0;
  let struck = false;
  const fails = (operation: Fault["operation"]): boolean => {
    if (operation !== fault.operation) return false;
    seen++;
    const now = fault.lasting === true ? seen >= fault.nth : seen === fault.nth;
    struck ||= now;
    return now;
  };
  const error = () =>
    Object.assign(new Error(`injected ${fault.operation} failure`), { code: fault.code ?? "EIO" });
  const check = (operation: Fault["operation"]): void => {
    if (fails(operation)) throw error();
  };
  const wrap = (handle: FileHandle): FileHandle => ({
    async read(target, position) {
      check("read");
      return handle.read(target, position);
    },
    async write(bytes, position) {
      if (fails("write")) {
        const part = bytes.subarray(0, Math.floor(bytes.length * (fault.written ?? 0)));
        if (part.length > 0) await handle.write(part, position);
        throw error();
      }
      return handle.write(bytes, position);
    },
    async sync() {
      check("sync");
      return handle.sync();
    },
    async truncate(length) {
      check("truncate");
      return handle.truncate(length);
    },
    size: () => handle.size(),
    identity: () => handle.identity(),
    close: () => handle.close(),
  });
  return {
    struck: () => struck,
    async open(path, mode, permissions) {
      check("open");
      return wrap(await base.open(path, mode, permissions));
    },
    async rename(from, to) {
      check("rename");
      return base.rename(from, to);
    },
    async link(from, to) {
      check("link");
      return base.link(from, to);
    },
    async remove(path) {
      check("remove");
      return base.remove(path);
    },
    identity: (path) => base.identity(path),
    realPath: (path) => base.realPath(path),
    list: (path) => base.list(path),
    makeFolder: (path) => base.makeFolder(path),
    async syncFolder(path) {
      check("sync");
      return base.syncFolder(path);
    },
  };
}
