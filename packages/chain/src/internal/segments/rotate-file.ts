import { randomUUID } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { systemCode } from "@mvcrs/errors";
import {
  type FileHandle,
  type FileLayer,
  removeIfThere,
  replaceFileWith,
  sweepFolder,
  writeAll,
} from "@mvcrs/files";
import { chainErrors } from "../../errors.ts";
import { parseSegmentName, type Segment, segmentName } from "../../segments/segment.ts";
import { locate } from "../read/locate.ts";
import { changeList, type SegmentPlace } from "./change-list.ts";
import { ClosedSegment } from "./closed-segment.ts";
import { digestOf, eachPiece } from "./digest.ts";
import type { LogFile } from "./log-file.ts";
import { takeBack } from "./take-back.ts";

/** Where a segment ends. */
export interface Cut {
  /** Entries up to there. */
  readonly count: number;
  /** The same in bytes. */
  readonly bytes: number;
  /** Of the last of them. */
  readonly leafHash: string;
}

// At every step, the file that has the log's name and the list together hold every entry, so that a process may die, or the
// power fail, after any of them:
//
// 1. each segment gets a file: the log's own file by a second name where all of it is closed, else a copy; nothing knows of it
// 2. the list names the segments, durably; the log's file holds their entries too, and is what counts (`placeOf`)
// 3. another file takes the log's name, with what comes after the segments
//
// Whoever opens the log for writing takes back what stopped before step 3.

/**
 * Closes a part of the log's file. What it is called for is on stable storage, and nobody appends meanwhile.
 *
 * @throws LOG_CHANGED, LOCK_HELD, SEGMENTS_UNREADABLE, SEGMENT_TAKEN
 */
export async function rotateFile(
  place: SegmentPlace,
  file: LogFile,
  cuts: readonly Cut[],
): Promise<readonly Segment[]> {
  const { files, paths } = place;
  const active = file.handle;
  const size = await file.size();
  const end = cuts.at(-1)?.bytes ?? 0;
  const expected = Math.max(end, file.active.start);
  if (size < expected) throw chainErrors.create("LOG_CHANGED", { path: paths.log, expected, actual: size });
  const segments = await planned(place, file, cuts);
  let next: NextFile | undefined;
  try {
    await files.makeFolder(paths.segmentFolder);
    await sweepFolder(files, paths.segmentFolder);
    await sweepLeftovers(place, file);
    for (const segment of segments)
      await giveFile(place, file, segment, segments.length === 1 && end === size);
    await files.syncFolder(paths.segmentFolder);
    await changeList(place, (listed) => [...listed, ...segments]);
    next = await nextFile(place, file, end, size);
    await files.rename(next.path, paths.log);
  } catch (thrown) {
    await next?.handle.close();
    if (next !== undefined) await removeIfThere(files, next.path).catch(() => undefined);
    // Where this fails too, whoever opens the log next does it.
    await takeBack(place, active, segments).catch(() => undefined);
    throw thrown;
  }
  await file.goOn(
    segments.map((segment) => new ClosedSegment(files, paths, segment)),
    next.handle,
  );
  await files.syncFolder(dirname(paths.log));
  return segments;
}

async function planned(
  { paths, clock }: SegmentPlace,
  file: LogFile,
  cuts: readonly Cut[],
): Promise<Segment[]> {
  const segments: Segment[] = [];
  let { first, start: offset } = file.active;
  for (const { count, bytes, leafHash } of cuts) {
    const last = count - 1;
    segments.push({
      ...{ first, last, offset, bytes: bytes - offset },
      sha256: (await digestOf(file, offset, bytes)).sha256,
      chain_hash: leafHash,
      closed_at: new Date(clock()).toISOString(),
      file: `${basename(paths.segmentFolder)}/${segmentName(first, last)}`,
    });
    first = count;
    offset = bytes;
  }
  return segments;
}

/** Removes what rotations that were cut off before they were listed have left: files that hold what the log's file holds. */
async function sweepLeftovers({ files, paths }: SegmentPlace, file: LogFile): Promise<void> {
  for (const name of await files.list(paths.segmentFolder)) {
    const { first = -1 } = parseSegmentName(name) ?? {};
    const offset =
      first < file.active.first ? undefined : await locate(file, first, await file.size(), undefined);
    if (offset === undefined) continue;
    const path = join(paths.segmentFolder, name);
    const handle = await files.open(path, "read");
    try {
      const { bytes, sha256 } = await digestOf(handle);
      if ((await digestOf(file, offset, offset + bytes)).sha256 === sha256) await files.remove(path);
    } finally {
      await handle.close();
    }
  }
}

/** The segment's file by its name. @throws SEGMENT_TAKEN */
async function giveFile(
  { files, paths }: SegmentPlace,
  file: LogFile,
  { first, last, offset, bytes }: Segment,
  isWhole: boolean,
): Promise<void> {
  const path = join(paths.segmentFolder, segmentName(first, last));
  if (await isThere(files, path)) throw chainErrors.create("SEGMENT_TAKEN", { file: path, first, last });
  if (isWhole) return files.link(paths.log, path);
  const { permissions } = await file.identity();
  const copy = (target: FileHandle) =>
    eachPiece(file, offset, offset + bytes, (piece, at) => writeAll(target, piece, at - offset));
  await replaceFileWith(files, path, async (target) => void (await copy(target)), {
    syncName: false,
    permissions,
  });
}

async function isThere(files: FileLayer, path: string): Promise<boolean> {
  try {
    await files.identity(path);
    return true;
  } catch (thrown) {
    if (systemCode(thrown) === "ENOENT") return false;
    throw thrown;
  }
}

interface NextFile {
  readonly path: string;
  readonly handle: FileHandle;
}

/** The file that the log goes on in, on stable storage, with what comes after the segments. */
async function nextFile(
  { files, paths }: SegmentPlace,
  file: LogFile,
  from: number,
  to: number,
): Promise<NextFile> {
  const { permissions } = await file.identity();
  const path = `${paths.log}.${randomUUID()}.tmp`;
  const handle = await files.open(path, "exclusive", permissions);
  try {
    await eachPiece(file, from, to, (piece, at) => writeAll(handle, piece, at - from));
    await handle.sync();
    return { path, handle };
  } catch (thrown) {
    await handle.close();
    await removeIfThere(files, path).catch(() => undefined);
    throw thrown;
  }
}
