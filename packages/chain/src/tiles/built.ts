import { equalBytes } from "../internal/line/bytes.ts";
import type { Edge } from "./edge.ts";
import type { ExportedLines } from "./exported-lines.ts";
import { TILE_WIDTH } from "./tile-path.ts";
import { Bundle, type TileSink, TileTree } from "./tile-tree.ts";

/** What the lines behind an edge make: full tiles and bundles are in the sink, the open ones come with `end`. */
export interface Built {
  readonly count: number;
  /** `undefined` where nothing was built: the lines do not lead on from the edge. */
  readonly root: Uint8Array | undefined;
  end(): Promise<void>;
}

/** Goes over the lines behind an edge, from the bundle that was open, until there are `size` entries. */
export async function build(lines: ExportedLines, edge: Edge, size: number, sink: TileSink): Promise<Built> {
  const open = edge.tiles[0]?.hashes ?? [];
  const from = edge.size - open.length;
  const tree = new TileTree(sink, edge);
  const bundle = new Bundle(sink, from / TILE_WIDTH);
  let agrees = true;
  const found = await lines.each(from, size, (line, leafHash, seq) => {
    const bundled = bundle.add(line);
    if (seq < edge.size) agrees &&= equalBytes(leafHash, open[seq - from] ?? leafHash.subarray(1));
    const added = seq < edge.size ? undefined : tree.add(leafHash);
    // Most lines only fill what is open.
    return bundled === undefined && added === undefined ? undefined : both(bundled, added);
  });
  return {
    count: tree.count,
    root: found && agrees ? tree.root() : undefined,
    end: async () => {
      await bundle.end();
      await tree.end();
    },
  };
}

async function both(one: Promise<void> | undefined, other: Promise<void> | undefined): Promise<void> {
  await Promise.all([one, other]);
}

const MOST_BYTES = 64 * 1024 * 1024;

/** Keeps files until it is known that they are right, unless they are many: then they are made again. */
export class KeptFiles implements TileSink {
  readonly #files: (readonly [path: string, bytes: Uint8Array])[] = [];
  #bytes = 0;

  async publish(path: string, bytes: Uint8Array): Promise<void> {
    this.#bytes += bytes.length;
    if (this.#bytes <= MOST_BYTES) this.#files.push([path, bytes.slice()]);
    else this.#files.length = 0;
  }

  /** `undefined` where they were too many. */
  get files(): readonly (readonly [path: string, bytes: Uint8Array])[] | undefined {
    return this.#bytes <= MOST_BYTES ? this.#files : undefined;
  }
}
