import type { FileHandle, FileLayer } from "../log/file-layer.ts";

export interface MemoryFiles extends FileLayer {
  readonly names: () => string[];
  contents(path: string): Uint8Array | undefined;
  /**
   * What a power failure leaves: every file as it was at its last sync, and of the bytes written behind that as many
   * as `kept` says, given how many there are. Open handles go on to point at what is left.
   */
  losePower(kept: (unsynced: number) => number): void;
}

interface Node {
  bytes: Uint8Array;
  synced: Uint8Array;
}

/** A file system in memory that remembers what was synced. Folders exist as soon as they are named. */
export function memoryFiles(): MemoryFiles {
  const nodes = new Map<string, Node>();
  const get = (path: string): Node => {
    const node = nodes.get(path);
    if (node === undefined) throw systemError("ENOENT", path);
    return node;
  };
  return {
    names: () => [...nodes.keys()].sort(),
    contents: (path) => nodes.get(path)?.bytes.slice(),
    losePower(kept) {
      for (const node of nodes.values()) {
        const extra = Math.max(0, node.bytes.length - node.synced.length);
        const tail = node.bytes.slice(node.synced.length, node.synced.length + kept(extra));
        node.bytes = joined(node.synced, tail);
        node.synced = node.bytes.slice();
      }
    },
    async open(path, mode) {
      if (mode === "exclusive") {
        if (nodes.has(path)) throw systemError("EEXIST", path);
        nodes.set(path, { bytes: new Uint8Array(0), synced: new Uint8Array(0) });
      }
      return handleOf(get(path));
    },
    async rename(from, to) {
      nodes.set(to, get(from));
      nodes.delete(from);
    },
    async link(from, to) {
      if (nodes.has(to)) throw systemError("EEXIST", to);
      nodes.set(to, get(from));
    },
    async remove(path) {
      get(path);
      nodes.delete(path);
    },
    makeFolder: async () => undefined,
    syncFolder: async () => undefined,
  };
}

function handleOf(node: Node): FileHandle {
  return {
    async read(target, position) {
      const part = node.bytes.subarray(position, position + target.length);
      target.set(part);
      return part.length;
    },
    async write(bytes, position) {
      const grown = new Uint8Array(Math.max(node.bytes.length, position + bytes.length));
      grown.set(node.bytes);
      grown.set(bytes, position);
      node.bytes = grown;
      return bytes.length;
    },
    async sync() {
      node.synced = node.bytes.slice();
    },
    async truncate(length) {
      node.bytes = joined(
        node.bytes.subarray(0, length),
        new Uint8Array(Math.max(0, length - node.bytes.length)),
      );
    },
    size: async () => node.bytes.length,
    close: async () => undefined,
  };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}

function systemError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
