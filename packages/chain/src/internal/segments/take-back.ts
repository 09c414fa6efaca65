import { basename, dirname, join } from "node:path";
import { type FileHandle, removeIfThere } from "@mvcrs/files";
import { chainErrors } from "../../errors.ts";
import type { Segment } from "../../segments/segment.ts";
import { changeList, type SegmentPlace } from "./change-list.ts";
import { digestOf } from "./digest.ts";

/**
 * Takes a rotation back that was cut off: removes the files of segments that the log's file still holds, and then their places
 * in the list.
 *
 * @throws LOG_CHANGED where the file does not have the log's name any more, SEGMENTS_OVERLAP where it holds something else
 */
export async function takeBack(
  place: SegmentPlace,
  handle: FileHandle,
  doubled: readonly Segment[],
): Promise<void> {
  const { files, paths } = place;
  if (!(await hasItsName(place, handle))) {
    const size = await handle.size();
    throw chainErrors.create("LOG_CHANGED", { path: paths.log, expected: size, actual: size });
  }
  const first = doubled[0]?.first ?? Number.POSITIVE_INFINITY;
  let at = 0;
  for (const { bytes, sha256 } of doubled) {
    if ((await digestOf(handle, at, at + bytes)).sha256 !== sha256)
      throw chainErrors.create("SEGMENTS_OVERLAP", {
        ...{ path: paths.log, listPath: paths.segments, first, next: first },
      });
    at += bytes;
  }
  for (const { file } of doubled) {
    // Where it was moved meanwhile, it harms nobody.
    if (dirname(file) === basename(paths.segmentFolder))
      await removeIfThere(files, join(dirname(paths.log), file));
  }
  await files.syncFolder(paths.segmentFolder);
  await changeList(place, (listed) => listed.filter((segment) => segment.first < first));
}

/** Whether the log's name leads to this file. */
export async function hasItsName(
  { files, paths }: Pick<SegmentPlace, "files" | "paths">,
  handle: FileHandle,
): Promise<boolean> {
  return (await files.identity(paths.log)).inode === (await handle.identity()).inode;
}
