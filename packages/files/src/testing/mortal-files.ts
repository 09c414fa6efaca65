import type { FileHandle, FileLayer } from "../layer/file-layer.ts";

export interface MortalFiles {
  readonly files: FileLayer;
  /** Resolves when the process has died. */
  readonly died: Promise<"died">;
}

/**
 * The file layer of a process that dies right after the `last`-th change of the disk, or in the middle of the `last`-th
 * write, counted from 1. From then on no call ever comes back.
 */
export function mortalFiles(base: FileLayer, last: number, how: "middle" | "after"): MortalFiles {
  let steps = 0;
  let dead = false;
  let die: (word: "died") => void = () => undefined;
  const died = new Promise<"died">((resolve) => {
    die = resolve;
  });
  const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
  const end = <T>(): Promise<T> => {
    dead = true;
    die("died");
    return never();
  };
  const reading = <T>(operation: () => Promise<T>): Promise<T> => (dead ? never() : operation());
  const changing = async <T>(operation: () => Promise<T>, half?: () => Promise<unknown>): Promise<T> => {
    if (dead) return never();
    const act = how === "after" ? operation : half;
    if (act === undefined || ++steps !== last) return operation();
    await act();
    return end();
  };
  const wrap = (handle: FileHandle): FileHandle => ({
    read: (target, position) => reading(() => handle.read(target, position)),
    write: (bytes, position) =>
      changing(
        () => handle.write(bytes, position),
        () => handle.write(bytes.subarray(0, bytes.length >> 1), position),
      ),
    sync: () => changing(() => handle.sync()),
    truncate: (length) => changing(() => handle.truncate(length)),
    size: () => reading(() => handle.size()),
    identity: () => reading(() => handle.identity()),
    close: () => reading(() => handle.close()),
  });
  const files: FileLayer = {
    async open(path, mode, permissions) {
      const open = () => base.open(path, mode, permissions);
      return wrap(await (mode === "exclusive" ? changing(open) : reading(open)));
    },
    rename: (from, to) => changing(() => base.rename(from, to)),
    link: (from, to) => changing(() => base.link(from, to)),
    remove: (path) => changing(() => base.remove(path)),
    identity: (path) => reading(() => base.identity(path)),
    realPath: (path) => reading(() => base.realPath(path)),
    list: (path) => reading(() => base.list(path)),
    makeFolder: (path) => reading(() => base.makeFolder(path)),
    syncFolder: (path) => changing(() => base.syncFolder(path)),
  };
  return { files, died };
}
