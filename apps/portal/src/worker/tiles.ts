import { nodeHash, type StoredHash } from "@mvcrs/chain/merkle";
import { bundlePath, tilePath, tileWidth } from "./tile-path.ts";

/** Fetches a file of the log's folder; rejects where there is none. */
export type FetchBytes = (path: string) => Promise<Uint8Array>;

export const equal = (one: Uint8Array | undefined, two: Uint8Array | undefined): boolean =>
  one !== undefined &&
  two !== undefined &&
  one.length === two.length &&
  one.every((byte, at) => byte === two[at]);

/** The hash over leaves or subtrees whose number is a power of two. */
export function joined(hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes;
  while (row.length > 1) {
    const next: Uint8Array[] = [];
    for (let at = 0; at + 1 < row.length; at += 2)
      next.push(nodeHash(row[at] ?? new Uint8Array(0), row[at + 1] ?? new Uint8Array(0)));
    row = next;
  }
  const [root] = row;
  if (root === undefined) throw new RangeError("no hash to join");
  return root;
}

/** The tiles of a log of `size` entries. What is fetched is kept; nothing of it is believed here. */
export class Tiles {
  readonly size: number;
  readonly #fetch: FetchBytes;
  readonly #tiles = new Map<string, Promise<readonly Uint8Array[]>>();

  constructor(size: number, fetch: FetchBytes) {
    this.size = size;
    this.#fetch = fetch;
  }

  /** How many hashes a tile has in a log of this size. */
  width(level: number, index: number): number {
    const hashes = Math.floor(this.size / tileWidth ** level);
    return Math.max(0, Math.min(tileWidth, hashes - index * tileWidth));
  }

  tile(level: number, index: number): Promise<readonly Uint8Array[]> {
    const width = this.width(level, index);
    const path = tilePath(level, index, width);
    const known = this.#tiles.get(path);
    if (known !== undefined) return known;
    const fetched = this.#fetch(path).then((bytes) => {
      if (bytes.length !== 32 * width)
        throw new RangeError(`${path} has ${bytes.length} bytes, not ${32 * width}`);
      return Array.from({ length: width }, (_, at) => bytes.subarray(32 * at, 32 * (at + 1)));
    });
    // Leaves are many and each is asked for once; what stands above them is little and asked for again and again.
    if (level > 0 || this.#tiles.size < 64) this.#tiles.set(path, fetched);
    fetched.catch(() => this.#tiles.delete(path));
    return fetched;
  }

  /** Has the tiles at the right end of the tree fetched. */
  edge(): void {
    for (let level = 0; tileWidth ** level <= this.size; level++) {
      const index = Math.floor(this.size / tileWidth ** (level + 1));
      if (this.width(level, index) > 0) this.tile(level, index).catch(() => undefined);
    }
  }

  /** The hash of a complete subtree of 2^level leaves. */
  stored: StoredHash = async (level, index) => {
    const tileLevel = Math.floor(level / 8);
    const span = 2 ** (level % 8);
    const first = index * span;
    const tile = Math.floor(first / tileWidth);
    const hashes = await this.tile(tileLevel, tile);
    return joined(hashes.slice(first % tileWidth, (first % tileWidth) + span));
  };

  /** The entries of a bundle, as `fetchBundle` has them. */
  bundle(index: number): Promise<readonly Uint8Array[]> {
    return fetchBundle(this.#fetch, index, this.width(0, index));
  }
}

/** The entries of a bundle, as lines. A zero stands before each, where the leaf hash wants it. */
export async function fetchBundle(
  fetch: FetchBytes,
  index: number,
  width: number,
): Promise<readonly Uint8Array[]> {
  const path = bundlePath(index, width);
  const bytes = await fetch(path);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const lines: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (at + 2 > bytes.length) throw new RangeError(`${path} ends within a length`);
    const length = view.getUint16(at);
    if (at + 2 + length > bytes.length) throw new RangeError(`${path} ends within an entry`);
    bytes[at + 1] = 0;
    lines.push(bytes.subarray(at + 1, at + 2 + length));
    at += 2 + length;
  }
  if (lines.length !== width) throw new RangeError(`${path} holds ${lines.length} entries, not ${width}`);
  return lines;
}
