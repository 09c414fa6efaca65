import { equalBytes } from "../internal/line/bytes.ts";
import { CompactRange, type SubtreeNode } from "../internal/line/compact-range.ts";
import { joinHashes } from "../internal/line/node-sha256.ts";
import type { Checkpoint } from "../note/checkpoint.ts";
import { TILE_WIDTH, tilePath } from "./tile-path.ts";
import type { TileStore } from "./tile-store.ts";

/** The open tile of a level: what is not full yet at the right end of the tree. */
interface OpenTile {
  /** Which tile of the level it is. */
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
}

/** The right end of a published tree: all that is needed to go on with it. */
export interface Edge {
  readonly size: number;
  /** By level, from the leaves up. */
  readonly tiles: readonly OpenTile[];
}

export const emptyEdge: Edge = { size: 0, tiles: [] };

/** Reads the edge that a published checkpoint commits to; `undefined` where a tile is missing or does not lead to its root. */
export async function readEdge(store: TileStore, { size, rootHash }: Checkpoint): Promise<Edge | undefined> {
  const count = Number(size);
  const tiles: OpenTile[] = [];
  const nodes: SubtreeNode[] = [];
  for (let level = 0, left = count; left > 0; level++, left = Math.floor(left / TILE_WIDTH)) {
    const [index, width] = [Math.floor(left / TILE_WIDTH), left % TILE_WIDTH];
    const bytes = width === 0 ? new Uint8Array(0) : (await store.read(tilePath(level, index, width)))?.bytes;
    if (bytes?.length !== 32 * width) return undefined;
    const hashes = Array.from({ length: width }, (_, i) => bytes.slice(32 * i, 32 * (i + 1)));
    tiles.push({ index, hashes });
    // The levels above stand to the left.
    nodes.unshift(...nodesOf(level, index, hashes));
  }
  const root = new CompactRange(joinHashes, 0, nodes).root();
  return root !== undefined && equalBytes(root, rootHash) ? { size: count, tiles } : undefined;
}

/** The subtrees that an open tile's hashes make, with their places in the whole tree. */
function nodesOf(level: number, tile: number, hashes: readonly Uint8Array[]): SubtreeNode[] {
  const range = new CompactRange(joinHashes);
  for (const hash of hashes) range.pushLeaf(hash);
  return range.nodes.map((node) => ({
    level: 8 * level + node.level,
    index: (tile * TILE_WIDTH) / 2 ** node.level + node.index,
    hash: node.hash,
  }));
}
