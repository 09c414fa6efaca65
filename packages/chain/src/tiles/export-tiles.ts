import { dirname, join } from "node:path";
import { chainErrors } from "../errors.ts";
import { equalBytes, toHex, utf8 } from "../internal/bytes.ts";
import { CompactRange } from "../internal/compact-range.ts";
import { readWhole, replaceFile, systemCode } from "../internal/files.ts";
import { emptyParts, NEWLINE, scanLine } from "../internal/line.ts";
import { EMPTY_ROOT, joinHashes, leafHashInPlace } from "../internal/node-sha256.ts";
import { readBlocks } from "../internal/read-blocks.ts";
import type { FileLayer } from "../log/file-layer.ts";
import { nodeFiles } from "../log/node-files.ts";
import { verifyCheckpoint } from "../note/checkpoint.ts";
import type { VerifierKey } from "../note/key.ts";
import { bundlePath, TILE_WIDTH, tilePath } from "./tile-path.ts";

export interface ExportTilesOptions {
  /** The log file. */
  readonly path: string;
  /** The folder that a web server is to serve; made if missing. */
  readonly dir: string;
  /** The signed checkpoint to publish: entries up to its size are exported. */
  readonly checkpoint: string;
  readonly verifierKeys: readonly VerifierKey[];
  readonly origin?: string;
  readonly signal?: AbortSignal;
  readonly files?: FileLayer;
}

export interface ExportedTiles {
  readonly size: number;
  readonly rootHash: string;
  /** Files that were not there yet. */
  readonly written: number;
  /** Files that were there, with the same content. */
  readonly kept: number;
}

/**
 * Writes a log as static files in the C2SP `tlog-tiles` layout: hash tiles, entry bundles and, last, the checkpoint.
 * May be repeated as the log grows. A tile never changes once published: if one that is there differs, history was
 * rewritten, and the export stops.
 *
 * @throws `TILES_MISMATCH`, `TILE_CONFLICT`, `LOG_MISSING`, the codes of `verifyCheckpoint`
 */
export async function exportTiles(options: ExportTilesOptions): Promise<ExportedTiles> {
  const { path, dir, checkpoint: note, verifierKeys, origin, signal, files = nodeFiles } = options;
  const checkpoint = verifyCheckpoint(note, verifierKeys, origin);
  const size = Number(checkpoint.size);
  const publisher = new Publisher(files, dir);
  const tree = new TileTree(publisher);
  const bundle = new Bundle(publisher);
  await eachLine(files, path, size, signal, async (line, leafHash) => {
    await bundle.add(line);
    await tree.add(leafHash);
  });
  const rootHash = tree.count === 0 ? EMPTY_ROOT : toHex(tree.root());
  if (tree.count !== size || rootHash !== toHex(checkpoint.rootHash)) {
    const expected = toHex(checkpoint.rootHash);
    throw chainErrors.create("TILES_MISMATCH", { path, size, count: tree.count, expected, found: rootHash });
  }
  await bundle.end();
  await tree.end();
  await files.makeFolder(dir);
  await replaceFile(files, join(dir, "checkpoint"), utf8(note), true);
  return { size, rootHash, written: publisher.written, kept: publisher.kept };
}

class Publisher {
  readonly #files: FileLayer;
  readonly #dir: string;
  readonly #folders = new Set<string>();
  written = 0;
  kept = 0;

  constructor(files: FileLayer, dir: string) {
    this.#files = files;
    this.#dir = dir;
  }

  async publish(path: string, bytes: Uint8Array): Promise<void> {
    const target = join(this.#dir, path);
    const there = await readWhole(this.#files, target);
    if (there !== undefined) {
      if (!equalBytes(there, bytes)) throw chainErrors.create("TILE_CONFLICT", { path: target });
      this.kept++;
      return;
    }
    const folder = dirname(target);
    if (!this.#folders.has(folder)) await this.#files.makeFolder(folder);
    this.#folders.add(folder);
    await replaceFile(this.#files, target, bytes, false);
    this.written++;
  }
}

/** The hash tiles, one open tile a level. */
class TileTree {
  readonly #publisher: Publisher;
  readonly #levels: { readonly bytes: Uint8Array; width: number; index: number; range: CompactRange }[] = [];
  readonly #range = new CompactRange(joinHashes);
  count = 0;

  constructor(publisher: Publisher) {
    this.#publisher = publisher;
  }

  root(): Uint8Array {
    return this.#range.root() ?? new Uint8Array(0);
  }

  async add(leafHash: Uint8Array): Promise<void> {
    this.#range.pushLeaf(leafHash);
    this.count++;
    let hash = leafHash;
    for (let level = 0; ; level++) {
      const open = this.#level(level);
      open.bytes.set(hash, 32 * open.width++);
      open.range.pushLeaf(hash);
      if (open.width < TILE_WIDTH) return;
      await this.#publisher.publish(tilePath(level, open.index++, TILE_WIDTH), open.bytes);
      // The hash of a full tile is one hash of the tile above.
      hash = open.range.root() ?? hash;
      open.width = 0;
      open.range = new CompactRange(joinHashes);
    }
  }

  /** Publishes the partial tile of each level that has one. */
  async end(): Promise<void> {
    for (const [level, { bytes, width, index }] of this.#levels.entries())
      if (width > 0)
        await this.#publisher.publish(tilePath(level, index, width), bytes.subarray(0, 32 * width));
  }

  #level(level: number) {
    const open = this.#levels[level] ?? {
      bytes: new Uint8Array(32 * TILE_WIDTH),
      width: 0,
      index: 0,
      range: new CompactRange(joinHashes),
    };
    this.#levels[level] = open;
    return open;
  }
}

/** The entry bundle under way: entries, each behind its length as a big-endian uint16. */
class Bundle {
  readonly #publisher: Publisher;
  #parts: Uint8Array[] = [];
  #index = 0;

  constructor(publisher: Publisher) {
    this.#publisher = publisher;
  }

  async add(line: Uint8Array): Promise<void> {
    const part = new Uint8Array(2 + line.length);
    new DataView(part.buffer).setUint16(0, line.length);
    part.set(line, 2);
    this.#parts.push(part);
    if (this.#parts.length === TILE_WIDTH) await this.end();
  }

  async end(): Promise<void> {
    if (this.#parts.length === 0) return;
    await this.#publisher.publish(bundlePath(this.#index++, this.#parts.length), Buffer.concat(this.#parts));
    this.#parts = [];
  }
}

async function eachLine(
  files: FileLayer,
  path: string,
  size: number,
  signal: AbortSignal | undefined,
  visit: (line: Uint8Array, leafHash: Uint8Array) => Promise<void>,
): Promise<void> {
  const handle = await files.open(path, "read").catch((thrown: unknown) => {
    throw systemCode(thrown) === "ENOENT" ? chainErrors.create("LOG_MISSING", { path }) : thrown;
  });
  const parts = emptyParts();
  let count = 0;
  try {
    const accept: Parameters<typeof readBlocks>[3] = async (items) => {
      for (const item of items) {
        if (item.kind === "overlong") throw unreadable(path, count, item.offset);
        for (let at = item.start; at < item.end && count < size; count++) {
          const newline = item.bytes.indexOf(NEWLINE, at);
          if (!scanLine(item.bytes, at, newline, parts)) throw unreadable(path, count, item.offset);
          const leafHash = leafHashInPlace(item.bytes, at, newline);
          await visit(item.bytes.subarray(at, newline), leafHash);
          at = newline + 1;
        }
      }
    };
    await readBlocks(handle, 0, await handle.size(), accept, signal);
  } finally {
    await handle.close();
  }
}

const unreadable = (path: string, seq: number, offset: number) =>
  chainErrors.create("LOG_DAMAGED", { path, seq, offset, reason: "the line is not a canonical entry" });
