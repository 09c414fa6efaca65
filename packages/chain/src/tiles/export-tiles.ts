import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { utf8 } from "@mvcrs/canonical";
import { isCodedError } from "@mvcrs/errors";
import { type FileLayer, nodeFiles, readWhole, replaceFile, sweepFolder, withCodes } from "@mvcrs/files";
import { nodeProcesses, type Processes, takeLock } from "@mvcrs/files/lock";
import { chainErrors } from "../errors.ts";
import { toHex } from "../internal/line/bytes.ts";
import { CompactRange } from "../internal/line/compact-range.ts";
import { EMPTY_ROOT, joinHashes } from "../internal/line/node-sha256.ts";
import { type Checkpoint, verifyCheckpoint } from "../note/checkpoint.ts";
import type { VerifierKey } from "../note/key.ts";
import { eachLine } from "./each-line.ts";
import { Publisher } from "./publisher.ts";
import { Bundle, TileTree } from "./tile-tree.ts";

export interface ExportTilesOptions {
  /** The log file. */
  readonly path: string;
  /** The folder for a web server to serve; created if missing. */
  readonly dir: string;
  /** The signed checkpoint to publish: entries up to its size are exported. */
  readonly checkpoint: string;
  readonly verifierKeys: readonly VerifierKey[];
  readonly origin?: string;
  readonly signal?: AbortSignal;
  readonly files?: FileLayer;
  readonly clock?: () => number;
  readonly processes?: Processes;
}

export interface ExportedTiles {
  readonly size: number;
  readonly rootHash: string;
  /** Files that were not there yet. */
  readonly written: number;
  /** Files that were there, with the same content. */
  readonly kept: number;
  /** Files that were there and damaged. */
  readonly mended: number;
}

/**
 * Writes a log as static files in the C2SP `tlog-tiles` layout: hash tiles, entry bundles and, last, the checkpoint.
 * May be repeated as the log grows. Nothing is written before the log has given the checkpoint's root, and each file is
 * on stable storage before the checkpoint that needs it. A tile never changes once published: where the folder holds
 * another history, the export stops. A newer checkpoint of the same log that is there already stays.
 *
 * @throws TILES_MISMATCH, TILE_CONFLICT, LOG_MISSING, one of `damageCodes`, LOCK_HELD while another export works in the
 * folder, NOT_A_FILE, FILE_FAILED, the codes of `verifyCheckpoint`
 */
export function exportTiles(options: ExportTilesOptions): Promise<ExportedTiles> {
  return withCodes(options.dir, async () => {
    const { dir, files = nodeFiles, clock = Date.now, processes = nodeProcesses() } = options;
    const checkpoint = verifyCheckpoint(options.checkpoint, options.verifierKeys, options.origin);
    await files.makeFolder(dir);
    const path = join(dir, ".export.lock");
    const lock = await takeLock({
      path,
      what: `the folder ${dir}`,
      files,
      clock,
      processes,
      wait,
      timeoutMs: 0,
    });
    try {
      await sweepFolder(files, dir);
      return await publish(options, files, checkpoint);
    } finally {
      await lock.release();
    }
  });
}

async function publish(
  options: ExportTilesOptions,
  files: FileLayer,
  checkpoint: Checkpoint,
): Promise<ExportedTiles> {
  const { path, dir, signal } = options;
  const published = await publishedIn(dir, files, options);
  await assertRoots(files, options, checkpoint, published);
  const publisher = new Publisher(files, dir, published !== undefined);
  const size = Number(checkpoint.size);
  const rootHash = await publishTiles(publisher, files, path, checkpoint, signal).finally(() =>
    publisher.idle(),
  );
  await publisher.settle();
  if (published === undefined || published.size <= checkpoint.size)
    await replaceFile(files, join(dir, "checkpoint"), utf8(options.checkpoint));
  const { written, kept, mended } = publisher;
  return { size, rootHash, written, kept, mended };
}

async function publishTiles(
  publisher: Publisher,
  files: FileLayer,
  path: string,
  checkpoint: Checkpoint,
  signal: AbortSignal | undefined,
): Promise<string> {
  const tree = new TileTree(publisher);
  const bundle = new Bundle(publisher);
  await eachLine(files, path, Number(checkpoint.size), signal, async (line, leafHash) => {
    await bundle.add(line);
    await tree.add(leafHash);
  });
  const rootHash = tree.count === 0 ? EMPTY_ROOT : toHex(tree.root());
  assertRoot(path, checkpoint, tree.count, rootHash);
  await bundle.end();
  await tree.end();
  return rootHash;
}

/** The checkpoint that the folder serves, if a known key has signed it. */
async function publishedIn(
  dir: string,
  files: FileLayer,
  { verifierKeys, origin }: ExportTilesOptions,
): Promise<Checkpoint | undefined> {
  const bytes = await readWhole(files, join(dir, "checkpoint"));
  if (bytes === undefined) return undefined;
  try {
    return verifyCheckpoint(new TextDecoder().decode(bytes), verifierKeys, origin);
  } catch (thrown) {
    // Damaged, or somebody else's: it vouches for nothing that is there.
    if (isCodedError(thrown)) return undefined;
    throw thrown;
  }
}

/** Reads the log once, before anything is written. @throws TILES_MISMATCH, TILE_CONFLICT */
async function assertRoots(
  files: FileLayer,
  { path, dir, signal }: ExportTilesOptions,
  checkpoint: Checkpoint,
  published: Checkpoint | undefined,
): Promise<void> {
  const sizes = [checkpoint, ...(published === undefined ? [] : [published])].map(({ size }) => Number(size));
  const roots = new Map<number, string>([[0, EMPTY_ROOT]]);
  const range = new CompactRange(joinHashes);
  await eachLine(files, path, Math.max(...sizes), signal, (_, leafHash) => {
    range.pushLeaf(leafHash);
    if (sizes.includes(range.end)) roots.set(range.end, toHex(range.root() ?? new Uint8Array(0)));
  });
  assertRoot(path, checkpoint, range.end, roots.get(Number(checkpoint.size)) ?? "none");
  if (published !== undefined && roots.get(Number(published.size)) !== toHex(published.rootHash))
    throw chainErrors.create("TILE_CONFLICT", { path: join(dir, "checkpoint") });
}

function assertRoot(path: string, { size, rootHash }: Checkpoint, count: number, found: string): void {
  const expected = toHex(rootHash);
  if (found !== expected)
    throw chainErrors.create("TILES_MISMATCH", { path, size: Number(size), count, expected, found });
}
