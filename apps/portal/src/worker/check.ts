import { nodeHash, treeHashOf } from "@mvcrs/chain/merkle";
import { sha256 } from "@noble/hashes/sha2.js";
import type { FullBundle } from "./full-bundle.ts";
import { tileWidth } from "./tile-path.ts";
import { equal, joined, type Tiles } from "./tiles.ts";

/** An entry that is not what the checkpoint commits to, or what keeps it from being looked at. */
export class Bad extends Error {
  readonly seq: number | null;

  constructor(seq: number | null, problem: string) {
    super(problem);
    this.seq = seq;
  }
}

const decoder = new TextDecoder();

/** Checks what a checkpoint commits to. Everything is fetched, and nothing believed until it leads to the root. */
export class Checker {
  readonly tiles: Tiles;
  readonly #root: Uint8Array;
  readonly #proven = new Map<string, Promise<readonly Uint8Array[]>>();

  constructor(tiles: Tiles, root: Uint8Array) {
    this.tiles = tiles;
    this.#root = root;
  }

  /** The right end of the tree leads to the root. Rejects with `Bad` where it is not so. */
  async edge(): Promise<void> {
    const root = await treeHashOf(this.tiles.size, this.tiles.stored, nodeHash);
    if (!equal(root, this.#root)) throw new Bad(null, "the tiles do not lead to the checkpoint's root hash");
  }

  /** A tile's hashes, once they are proven to be in the tree; `edge` comes first. Rejects with `Bad` where it is not so. */
  proven(level: number, index: number): Promise<readonly Uint8Array[]> {
    const key = `${level}/${index}`;
    const known = this.#proven.get(key);
    if (known !== undefined) return known;
    const proving = this.#prove(level, index);
    if (level > 0) this.#proven.set(key, proving);
    return proving;
  }

  async #prove(level: number, index: number): Promise<readonly Uint8Array[]> {
    const hashes = await this.tiles.tile(level, index);
    // All hashes of an open tile take part in the root.
    if (hashes.length < tileWidth) return hashes;
    const above = await this.proven(level + 1, Math.floor(index / tileWidth));
    if (equal(joined(hashes), above[index % tileWidth])) return hashes;
    throw new Bad(null, `tile ${level}/${index} is not the one that the checkpoint commits to`);
  }

  /** The root of the first `size` entries, from proven tiles. */
  rootOf(size: number): Promise<Uint8Array> {
    return treeHashOf(
      size,
      async (level, at) => {
        const span = 2 ** (level % 8);
        const hashes = await this.proven(Math.floor(level / 8), Math.floor((at * span) / tileWidth));
        const first = (at * span) % tileWidth;
        return joined(hashes.slice(first, first + span));
      },
      nodeHash,
    );
  }

  /** Every entry of a bundle is in the tree, in its place, going by what a hasher made of it. Rejects with `Bad` where it is not so. */
  async hashed(index: number, hashing: Promise<FullBundle>): Promise<number> {
    const above = await this.proven(1, Math.floor(index / tileWidth));
    // What is wrong with one is found out here.
    const found = await hashing.catch(() => undefined);
    if (found !== undefined && equal(found.root, above[index % tileWidth])) return found.bytes;
    return this.bundle(index);
  }

  /** Every entry of a bundle is in the tree, in its place. Returns the bytes that were looked at. Rejects with `Bad` where it is not so. */
  async bundle(index: number, fetched = this.tiles.bundle(index)): Promise<number> {
    const lines = await fetched;
    const hashes = lines.map((line) => sha256(line));
    const first = index * tileWidth;
    let bytes = 0;
    for (const line of lines) bytes += line.length;
    if (hashes.length === tileWidth) {
      const above = await this.proven(1, Math.floor(index / tileWidth));
      if (equal(joined(hashes), above[index % tileWidth])) return bytes;
    }
    const committed = await this.proven(0, index);
    const at = hashes.findIndex((hash, n) => !equal(hash, committed[n]));
    if (at < 0) return bytes;
    const said = decoder.decode(lines[at]?.subarray(1, 161));
    throw new Bad(first + at, `it is not the entry that was signed. It begins: ${said}`);
  }

  /** The line of one entry, once it is proven. Rejects with `Bad` where it is not so. */
  async entry(seq: number): Promise<{ readonly line: string; readonly leaf: Uint8Array }> {
    const index = Math.floor(seq / tileWidth);
    const [lines, committed] = await Promise.all([this.tiles.bundle(index), this.proven(0, index)]);
    const line = lines[seq % tileWidth];
    if (line === undefined) throw new Bad(seq, "the bundle does not hold it");
    const leaf = sha256(line);
    if (!equal(leaf, committed[seq % tileWidth])) throw new Bad(seq, "it is not the entry that was signed");
    return { line: decoder.decode(line.subarray(1)), leaf };
  }
}
