import { dirname } from "node:path";
import type { FileHandle, FileIdentity, FileLayer, OpenMode } from "../layer/file-layer.ts";

export interface MemoryFiles extends FileLayer {
  readonly names: () => string[];
  contents(path: string): Uint8Array | undefined;
  /**
   * What a power failure leaves: every file as it was at its last sync, and of the bytes written behind that as many
   * as `kept` says, given how many there are. Of the names that were made, moved or removed since their folder was
   * synced, the first `keptNames` changes stay; default: all of them. Open handles go on to point at what is left.
   */
  losePower(kept: (unsynced: number) => number, keptNames?: (unsynced: number) => number): void;
}

/** What a power failure may keep, for a test that tries each: its name, and what `losePower` takes. */
export const powerFailures: readonly (readonly [
  what: string,
  ...kept: Required<Parameters<MemoryFiles["losePower"]>>,
])[] = [
  ["names and no unsynced byte", () => 0, (names) => names],
  ["nothing that was not synced", () => 0, () => 0],
  ["all bytes and no names", (bytes) => bytes, () => 0],
  ["half of it", (bytes) => bytes >> 1, (names) => names >> 1],
];

interface Node {
  readonly inode: string;
  bytes: Uint8Array;
  synced: Uint8Array;
}

/** A change of a name, and how to take it back. */
interface NameChange {
  readonly folder: string;
  undo(): void;
}

/** A file system in memory that remembers what was synced. Folders exist as soon as they are named. */
export function memoryFiles(): MemoryFiles {
  const nodes = new Map<string, Node>();
  let inodes = 0;
  let unsynced: NameChange[] = [];
  const get = (path: string): Node => {
    const node = nodes.get(path);
    if (node === undefined) throw systemError("ENOENT", path);
    return node;
  };
  const set = (path: string, node: Node | undefined): void => {
    const before = nodes.get(path);
    const put = (value: Node | undefined) =>
      value === undefined ? void nodes.delete(path) : void nodes.set(path, value);
    unsynced.push({ folder: dirname(path), undo: () => put(before) });
    put(node);
  };
  const emptyNode = (): Node => ({
    inode: String(++inodes),
    bytes: new Uint8Array(0),
    synced: new Uint8Array(0),
  });
  const linksOf = (node: Node): number => [...nodes.values()].filter((other) => other === node).length;
  return {
    names: () => [...nodes.keys()].sort(),
    contents: (path) => nodes.get(path)?.bytes.slice(),
    losePower(kept, keptNames = (count) => count) {
      for (const { undo } of unsynced.slice(keptNames(unsynced.length)).reverse()) undo();
      unsynced = [];
      for (const node of new Set(nodes.values())) {
        const extra = Math.max(0, node.bytes.length - node.synced.length);
        const tail = node.bytes.slice(node.synced.length, node.synced.length + kept(extra));
        node.bytes = joined(node.synced, tail);
        node.synced = node.bytes.slice();
      }
    },
    async open(path, mode) {
      if (mode === "exclusive") {
        if (nodes.has(path)) throw systemError("EEXIST", path);
        set(path, emptyNode());
      }
      if (mode === "append" && !nodes.has(path)) set(path, emptyNode());
      const node = get(path);
      return handleOf(node, mode, () => linksOf(node));
    },
    async rename(from, to) {
      const node = get(from);
      set(to, node);
      set(from, undefined);
    },
    async link(from, to) {
      if (nodes.has(to)) throw systemError("EEXIST", to);
      set(to, get(from));
    },
    async remove(path) {
      get(path);
      set(path, undefined);
    },
    async identity(path) {
      const node = get(path);
      return identityOf(node, linksOf(node));
    },
    async realPath(path) {
      const isFolder = [...nodes.keys()].some((name) => name.startsWith(`${path}/`));
      if (!nodes.has(path) && !isFolder) throw systemError("ENOENT", path);
      return path;
    },
    list: async (path) =>
      [...nodes.keys()]
        .filter((name) => dirname(name) === path)
        .map((name) => name.slice(path.length).replace(/^\//, "")),
    makeFolder: async () => undefined,
    async syncFolder(path) {
      unsynced = unsynced.filter(({ folder }) => folder !== path);
    },
  };
}

const identityOf = ({ inode }: Node, links: number): FileIdentity => ({ inode, links, permissions: 0o644 });

function handleOf(node: Node, mode: OpenMode, links: () => number): FileHandle {
  return {
    async read(target, position) {
      const part = node.bytes.subarray(position, position + target.length);
      target.set(part);
      return part.length;
    },
    async write(bytes, wanted) {
      const position = mode === "append" ? node.bytes.length : wanted;
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
    identity: async () => identityOf(node, links()),
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
