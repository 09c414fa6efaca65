import { CompactRange } from "../internal/line/compact-range.ts";
import { joinHashes } from "../internal/line/node-sha256.ts";
import type { Edge } from "./edge.ts";
import type { Publisher } from "./publisher.ts";
import { bundlePath, TILE_WIDTH, tilePath } from "./tile-path.ts";

/** The hash tiles, one open tile a level. */
export class TileTree {
  readonly #publisher: Publisher;
  readonly #levels: { readonly bytes: Uint8Array; width: number; index: number; range: CompactRange }[] = [];
  readonly #range: CompactRange;

  constructor(publisher: Publisher, { tiles, nodes }: Edge) {
    this.#publisher = publisher;
    this.#range = new CompactRange(joinHashes, 0, nodes);
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
    return this.#range.end;
  }

  root(): Uint8Array {
    return this.#range.root() ?? new Uint8Array(0);
  }

  /** A promise only where a tile is full. */
  add(leafHash: Uint8Array): Promise<void> | undefined {
    this.#range.pushLeaf(leafHash);
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
      const publishing = this.#publisher.publish(tilePath(level, open.index++, TILE_WIDTH), open.bytes);
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
export class Bundle {
  readonly #publisher: Publisher;
  #parts: Uint8Array[] = [];
  #index: number;

  /** `index`: the bundle to begin with. */
  constructor(publisher: Publisher, index: number) {
    this.#publisher = publisher;
    this.#index = index;
  }

  /** A promise only where the bundle is full. */
  add(line: Uint8Array): Promise<void> | undefined {
    const part = new Uint8Array(2 + line.length);
    new DataView(part.buffer).setUint16(0, line.length);
    part.set(line, 2);
    this.#parts.push(part);
    return this.#parts.length === TILE_WIDTH ? this.end() : undefined;
  }

  async end(): Promise<void> {
    if (this.#parts.length === 0) return;
    await this.#publisher.publish(bundlePath(this.#index++, this.#parts.length), Buffer.concat(this.#parts));
    this.#parts = [];
  }
}
