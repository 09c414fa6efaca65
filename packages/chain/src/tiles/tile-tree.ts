import { CompactRange } from "../internal/line/compact-range.ts";
import { EMPTY_ROOT, joinHashes } from "../internal/line/node-sha256.ts";
import type { Edge } from "./edge.ts";
import { bundlePath, TILE_WIDTH, tilePath } from "./tile-path.ts";

/** Where the files of an export go. */
export interface TileSink {
  publish(path: string, bytes: Uint8Array): Promise<void>;
}

/** The hash tiles, one open tile a level. */
export class TileTree {
  readonly #sink: TileSink;
  readonly #levels: { readonly bytes: Uint8Array; width: number; index: number; range: CompactRange }[] = [];
  #count: number;

  constructor(sink: TileSink, { size, tiles }: Edge) {
    this.#sink = sink;
    this.#count = size;
    for (const [level, { index, hashes }] of tiles.entries()) {
      const open = this.#level(level);
      open.index = index;
      for (const hash of hashes) {
        open.bytes.set(hash, 32 * open.width++);
        open.range.pushLeaf(hash);
      }
    }
  }

  get count(): number {
    return this.#count;
  }

  /** RFC 6962 2.1, from what is open at each level; the levels above stand to the left. */
  root(): Uint8Array {
    let root: Uint8Array | undefined;
    for (const { range } of this.#levels)
      for (const { hash } of range.nodes.toReversed())
        root = root === undefined ? hash : joinHashes(hash, root);
    return root ?? Buffer.from(EMPTY_ROOT, "hex");
  }

  /** A promise only where a tile is full. */
  add(leafHash: Uint8Array): Promise<void> | undefined {
    this.#count++;
    return this.#fill(0, leafHash) ? this.#publishFull() : undefined;
  }

  /** Adds a hash to the open tile of a level; whether that is full now. */
  #fill(level: number, hash: Uint8Array): boolean {
    const open = this.#level(level);
    open.bytes.set(hash, 32 * open.width++);
    open.range.pushLeaf(hash);
    return open.width === TILE_WIDTH;
  }

  async #publishFull(): Promise<void> {
    for (let level = 0, full = true; full; level++) {
      const open = this.#level(level);
      const hash = open.range.root() ?? new Uint8Array(0);
      const publishing = this.#sink.publish(tilePath(level, open.index++, TILE_WIDTH), open.bytes);
      open.width = 0;
      open.range = new CompactRange(joinHashes);
      await publishing;
      // The hash of a full tile is one hash of the tile above.
      full = this.#fill(level + 1, hash);
    }
  }

  /** Publishes the partial tile of each level that has one. */
  async end(): Promise<void> {
    for (const [level, { bytes, width, index }] of this.#levels.entries())
      if (width > 0) await this.#sink.publish(tilePath(level, index, width), bytes.subarray(0, 32 * width));
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
export class Bundle {
  readonly #sink: TileSink;
  #bytes = new Uint8Array(64 * 1024);
  #length = 0;
  #count = 0;
  #index: number;

  /** `index`: the bundle to begin with. */
  constructor(sink: TileSink, index: number) {
    this.#sink = sink;
    this.#index = index;
  }

  /** A promise only where the bundle is full. */
  add(line: Uint8Array): Promise<void> | undefined {
    const at = this.#length;
    this.#length += 2 + line.length;
    if (this.#length > this.#bytes.length) {
      const longer = new Uint8Array(2 * this.#length);
      longer.set(this.#bytes.subarray(0, at));
      this.#bytes = longer;
    }
    this.#bytes[at] = line.length >> 8;
    this.#bytes[at + 1] = line.length & 0xff;
    this.#bytes.set(line, at + 2);
    return ++this.#count === TILE_WIDTH ? this.end() : undefined;
  }

  async end(): Promise<void> {
    if (this.#count === 0) return;
    await this.#sink.publish(bundlePath(this.#index++, this.#count), this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    this.#count = 0;
  }
}
