import { dirname, isAbsolute, relative, resolve } from "node:path";
import { type FileHandle, openExisting, replaceFileWith, sweepTemporary } from "@mvcrs/files";
import { chainErrors } from "../errors.ts";
import { changeList, type SegmentPlace } from "../internal/segments/change-list.ts";
import { ClosedSegment, type OpenedSegment } from "../internal/segments/closed-segment.ts";
import { digestOf } from "../internal/segments/digest.ts";
import { bytesOf } from "../internal/segments/open-bytes.ts";
import { UnreadableBytes } from "../internal/segments/segment-bytes.ts";
import type { ChosenSegmentsOptions } from "./options.ts";
import { placesOf, type Segment } from "./segment.ts";
import { readSegments } from "./segment-list.ts";

/** What became of a segment. */
export interface ChangedSegment {
  readonly first: number;
  readonly last: number;
  /** `kept`: it was that way already; `missing`: its file is away, and nothing was done. */
  readonly result: "changed" | "kept" | "missing";
  readonly file: string;
}

/** Where the file of a segment goes, and how it is filled there; `undefined` where it may stay. */
export type Change = (
  segment: Segment,
  opened: OpenedSegment,
) => { readonly path: string; readonly fill: (target: FileHandle) => Promise<void> } | undefined;

/**
 * Gives segments other files, one after the other. Each is on the disk and read back before the list names it, and only then is
 * the file before it removed; killed in between, both are there.
 */
export async function changeSegments(
  place: SegmentPlace,
  { choose = () => true }: Pick<ChosenSegmentsOptions, "choose">,
  change: Change,
): Promise<readonly ChangedSegment[]> {
  const changed: ChangedSegment[] = [];
  for (const segment of await readSegments(place.files, place.paths.segments))
    if (choose(segment)) changed.push(await changeOne(place, segment, change));
  return changed;
}

async function changeOne(place: SegmentPlace, segment: Segment, change: Change): Promise<ChangedSegment> {
  const { files, paths } = place;
  const { first, last } = segment;
  const closed = new ClosedSegment(files, paths, segment);
  try {
    const opened = await closed.opened();
    const next = change(closed.segment, opened);
    const file = next?.path ?? opened.path;
    const named = { ...segment, file: listedAs(place, file) };
    const places = placesOf(named, dirname(paths.log), paths.segmentFolder);
    for (const one of places) await sweepTemporary(files, one).catch(() => undefined);
    if (next !== undefined) {
      await assertHolds(place, closed.segment, opened, opened.path);
      const { permissions } = await opened.handle.identity();
      await replaceFileWith(files, next.path, next.fill, { permissions });
      await assertWritten(place, closed.segment, next.path);
    }
    if (named.file !== segment.file)
      await changeList(place, (listed) =>
        listed.map((one) => (one.first === first && one.last === last ? named : one)),
      );
    if (file !== opened.path) await removeCopy(place, named, file, opened.path);
    // What somebody who was killed has left, or has copied back.
    for (const other of places) if (other !== file) await removeCopy(place, named, file, other);
    return { first, last, result: next === undefined ? "kept" : "changed", file };
  } catch (thrown) {
    if (!chainErrors.is(thrown, "SEGMENT_MISSING")) throw thrown;
    return { first, last, result: "missing", file: thrown.details.file };
  } finally {
    await closed.close();
  }
}

/** Removes a file that holds a segment which stands elsewhere now. */
async function removeCopy(place: SegmentPlace, segment: Segment, kept: string, path: string): Promise<void> {
  const { files } = place;
  const handle = await openExisting(files, path);
  if (handle === undefined) return;
  try {
    // Through a link, two paths may lead to one file.
    if ((await files.identity(kept)).inode === (await handle.identity()).inode) return;
    await assertHolds(place, segment, await bytesOf(handle, await handle.size()), path);
    await files.remove(path);
    await files.syncFolder(dirname(path));
  } catch (thrown) {
    // Something else has the name.
    if (!chainErrors.is(thrown, "SEGMENT_DAMAGED")) throw thrown;
  } finally {
    await handle.close();
  }
}

/** How the list names a file: relative to the log's folder where it is below that. */
export function listedAs({ paths }: Pick<SegmentPlace, "paths">, file: string): string {
  const path = resolve(file);
  const from = relative(dirname(paths.log), path);
  return from.startsWith("..") || isAbsolute(from) ? path : from.replaceAll("\\", "/");
}

async function assertWritten(place: SegmentPlace, segment: Segment, path: string): Promise<void> {
  const handle = await place.files.open(path, "read");
  try {
    await assertHolds(place, segment, await bytesOf(handle, await handle.size()), path);
  } finally {
    await handle.close();
  }
}

/** @throws SEGMENT_DAMAGED where the bytes are not those of the segment */
export async function assertHolds(
  { paths }: Pick<SegmentPlace, "paths">,
  { first, last, bytes, sha256 }: Segment,
  opened: Pick<OpenedSegment, "bytes">,
  file: string,
): Promise<void> {
  const damaged = (reason: string) =>
    chainErrors.create("SEGMENT_DAMAGED", { path: paths.log, file, first, last, reason });
  try {
    const found = await digestOf(opened.bytes);
    if (found.bytes === bytes && found.sha256 === sha256) return;
    throw damaged(
      `the SHA-256 of its ${found.bytes} bytes is ${found.sha256}, the list says ${sha256} of ${bytes}`,
    );
  } catch (thrown) {
    throw thrown instanceof UnreadableBytes ? damaged(thrown.message) : thrown;
  }
}
