import { utf8 } from "@mvcrs/canonical";
import { isCodedError } from "@mvcrs/errors";
import { type FileLayer, nodeFiles, withCodes } from "@mvcrs/files";
import { nodeProcesses, type Processes } from "@mvcrs/files/lock";
import { chainErrors } from "../errors.ts";
import { equalBytes, toHex } from "../internal/line/bytes.ts";
import { CompactRange } from "../internal/line/compact-range.ts";
import { EMPTY_ROOT, joinHashes } from "../internal/line/node-sha256.ts";
import { type Checkpoint, verifyCheckpoint } from "../note/checkpoint.ts";
import type { VerifierKey } from "../note/key.ts";
import type { LogStore } from "../store/log-store.ts";
import type { RecentLines } from "../store/recent-lines.ts";
import { build, KeptFiles } from "./built.ts";
import { type Edge, emptyEdge, readEdge } from "./edge.ts";
import { type ExportedLines, linesNear, linesOfFile, linesOfStore } from "./exported-lines.ts";
import { FolderStore } from "./folder-store.ts";
import { Publisher } from "./publisher.ts";
import type { StoredFile, TileStore } from "./tile-store.ts";

/** A log in a file, or in any store. */
type ExportedLog =
  | { readonly path: string; readonly from?: never }
  | { readonly from: LogStore; readonly path?: never };

interface ExportOptions {
  /** The signed checkpoint to publish: entries up to its size are exported. */
  readonly checkpoint: string;
  readonly verifierKeys: readonly VerifierKey[];
  readonly origin?: string;
  /**
   * Read the whole log and every file that was published, and mend what is damaged; default: only what the published
   * checkpoint does not vouch for yet.
   */
  readonly all?: boolean;
  /**
   * What this process has written itself: where an export goes on from the one before, it is not fetched again. It has to lead
   * to the signed root all the same.
   */
  readonly recent?: RecentLines;
  readonly signal?: AbortSignal;
  readonly files?: FileLayer;
}

/** What is exported into a store that is no folder. */
export type ExportTilesToOptions = ExportOptions & ExportedLog;

export type ExportTilesOptions = ExportTilesToOptions & {
  /** The folder for a web server to serve; created if missing. */
  readonly dir: string;
  readonly clock?: () => number;
  readonly processes?: Processes;
};

export interface ExportedTiles {
  readonly size: number;
  readonly rootHash: string;
  /** Files that were not there yet. */
  readonly written: number;
  /** Files that were there, with the same content, as far as they were looked at. */
  readonly kept: number;
  /** Files that were there and damaged. */
  readonly mended: number;
}

/**
 * Writes a log, from its file or from any store, as static files in the C2SP `tlog-tiles` layout: hash tiles, entry bundles and, last, the checkpoint.
 * May be repeated as the log grows, and then costs what is new: where the folder's own checkpoint is signed by a known key
 * and its open tiles lead to its root, what stands before them is taken to be there.
 *
 * Nothing is written before the log has given the checkpoint's root, and each file is on stable storage before the
 * checkpoint that needs it. A tile never changes once published: where the folder holds another history, the export
 * stops. A newer checkpoint of the same log that is there already stays. Half a file stands in one place only,
 * `.export.<uuid>.tmp` in the folder, where the next export removes it.
 *
 * @throws TILES_MISMATCH, TILE_CONFLICT, LOG_MISSING, one of `damageCodes`, LOCK_HELD while another export works in the
 * folder, NOT_A_FILE, FILE_FAILED, the codes of `verifyCheckpoint`
 */
export function exportTiles(options: ExportTilesOptions): Promise<ExportedTiles> {
  const { dir, files = nodeFiles, clock = Date.now, processes = nodeProcesses() } = options;
  return exportTilesTo(new FolderStore(dir, { files, clock, processes }), options);
}

/** So many exports that were faster are too many. */
const tries = 5;

/**
 * As `exportTiles`, into any store. Where another export publishes a checkpoint meanwhile, it is looked at as one that was
 * there before.
 *
 * @throws TILES_CONTENDED, what `exportTiles` throws
 */
export async function exportTilesTo(store: TileStore, options: ExportTilesToOptions): Promise<ExportedTiles> {
  const { path, from, signal, files = nodeFiles } = options;
  const checkpoint = verifyCheckpoint(options.checkpoint, options.verifierKeys, options.origin);
  await using _ = await store.hold();
  return withCodes(path ?? from.name, async () => {
    await using lines =
      path === undefined ? await linesOfStore(from, signal) : linesOfFile(files, path, signal);
    for (let tried = 1; tried <= tries; tried++) {
      const exported = await publish(store, options, lines, checkpoint);
      if (exported !== undefined) return exported;
    }
    throw chainErrors.create("TILES_CONTENDED", { path: store.at("checkpoint") });
  });
}

/** `undefined` where another checkpoint was published meanwhile. */
async function publish(
  store: TileStore,
  options: ExportTilesToOptions,
  lines: ExportedLines,
  checkpoint: Checkpoint,
): Promise<ExportedTiles | undefined> {
  const there = await store.read("checkpoint");
  const published = publishedBy(there, options);
  const publisher = new Publisher(store, published !== undefined);
  const size = Number(checkpoint.size);
  const made =
    (await continued(store, lines, options, checkpoint, published)) ??
    (await begun(store, lines, checkpoint, published));
  try {
    if (made.files === undefined) {
      const built = await build(lines, made.edge, size, publisher);
      assertRoot(lines.name, checkpoint, built.count, toHex(built.root ?? new Uint8Array(0)));
      await built.end();
    } else for (const [path, bytes] of made.files) await publisher.publish(path, bytes);
  } finally {
    await publisher.idle();
  }
  await publisher.settle();
  if (published === undefined || published.size <= checkpoint.size) {
    const note = utf8(options.checkpoint);
    const isThere = there !== undefined && equalBytes(there.bytes, note);
    if (!isThere && !(await store.write("checkpoint", note, there?.version ?? null))) return undefined;
    await store.settle();
  }
  const { written, kept, mended } = publisher;
  return { size, rootHash: toHex(checkpoint.rootHash), written, kept, mended };
}

/** Where an export goes on, and what it has to publish, as far as that was made on the way. */
interface Made {
  readonly edge: Edge;
  readonly files: KeptFiles["files"];
}

/** The checkpoint that the store serves, if a known key has signed it. */
function publishedBy(
  there: StoredFile | undefined,
  { verifierKeys, origin }: ExportTilesToOptions,
): Checkpoint | undefined {
  if (there === undefined) return undefined;
  try {
    return verifyCheckpoint(new TextDecoder().decode(there.bytes), verifierKeys, origin);
  } catch (thrown) {
    // Damaged, or somebody else's: it vouches for nothing that is there.
    if (isCodedError(thrown)) return undefined;
    throw thrown;
  }
}

/**
 * Where an export goes on after the one before: its open tiles lead to the published root, and with the log's lines
 * behind them to the new one. `undefined` where that is not so: then everything is read.
 */
async function continued(
  store: TileStore,
  lines: ExportedLines,
  { all = false, recent, signal }: ExportTilesToOptions,
  checkpoint: Checkpoint,
  published: Checkpoint | undefined,
): Promise<Made | undefined> {
  if (all || published === undefined || published.size > checkpoint.size) return undefined;
  const edge = await readEdge(store, published);
  if (edge === undefined) return undefined;
  const kept = new KeptFiles();
  const near = linesNear(lines, recent, signal);
  const built = await build(near, edge, Number(checkpoint.size), kept);
  const reached = built.count === Number(checkpoint.size) && built.root !== undefined;
  if (!reached || !equalBytes(built.root, checkpoint.rootHash)) return undefined;
  await built.end();
  return { edge, files: kept.files };
}

/** Reads the log once, before anything is written. @throws TILES_MISMATCH, TILE_CONFLICT */
async function begun(
  store: TileStore,
  lines: ExportedLines,
  checkpoint: Checkpoint,
  published: Checkpoint | undefined,
): Promise<Made> {
  const sizes = [checkpoint, ...(published === undefined ? [] : [published])].map(({ size }) => Number(size));
  const roots = new Map<number, string>([[0, EMPTY_ROOT]]);
  const range = new CompactRange(joinHashes);
  await lines.each(0, Math.max(...sizes), (_, leafHash) => {
    range.pushLeaf(leafHash);
    if (sizes.includes(range.end)) roots.set(range.end, toHex(range.root() ?? new Uint8Array(0)));
  });
  assertRoot(lines.name, checkpoint, range.end, roots.get(Number(checkpoint.size)) ?? "none");
  if (published !== undefined && roots.get(Number(published.size)) !== toHex(published.rootHash))
    throw chainErrors.create("TILE_CONFLICT", { path: store.at("checkpoint") });
  return { edge: emptyEdge, files: undefined };
}

function assertRoot(path: string, { size, rootHash }: Checkpoint, count: number, found: string): void {
  const expected = toHex(rootHash);
  if (found !== expected)
    throw chainErrors.create("TILES_MISMATCH", { path, size: Number(size), count, expected, found });
}
