import { dirname } from "node:path";
import { systemCode } from "@mvcrs/errors";
import { type FileHandle, type FileLayer, fileErrors } from "@mvcrs/files";
import { chainErrors } from "../../errors.ts";
import type { Segment } from "../../segments/segment.ts";
import { readSegments } from "../../segments/segment-list.ts";
import type { LogPaths } from "../paths.ts";
import { ClosedSegment } from "./closed-segment.ts";
import { LogFile } from "./log-file.ts";
import { misplaced, nextAfter, type Placed, placeOf } from "./place.ts";

/**
 * Opens a log for reading, wherever its parts are: the file, and the closed segments before it.
 *
 * @throws LOG_MISSING, SEGMENTS_UNREADABLE, SEGMENTS_UNLISTED, SEGMENTS_OVERLAP, NOT_A_FILE
 */
export async function openLogFile(files: FileLayer, paths: LogPaths): Promise<LogFile> {
  const handle = await openActive(files, paths, "read");
  try {
    const { closed } = await placedIn(files, paths, handle);
    return logFileOf(files, paths, closed, handle);
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

/** Where a file that was opened stands in its log. @throws SEGMENTS_UNREADABLE, SEGMENTS_UNLISTED, SEGMENTS_OVERLAP */
export async function placedIn(files: FileLayer, paths: LogPaths, handle: FileHandle): Promise<Placed> {
  const listed = await readSegments(files, paths.segments);
  const placed = await placeOf(handle, listed);
  const wrong = await misplaced(handle, placed);
  if (wrong === undefined) return placed;
  const { log: path, segments: listPath } = paths;
  const place = { path, listPath, first: placed.first ?? 0, next: nextAfter(placed.closed) };
  throw wrong === "behind"
    ? chainErrors.create("SEGMENTS_UNLISTED", { ...place, listed: listed.length > 0 })
    : chainErrors.create("SEGMENTS_OVERLAP", place);
}

export const logFileOf = (
  files: FileLayer,
  paths: LogPaths,
  closed: readonly Segment[],
  handle: FileHandle,
): LogFile =>
  new LogFile(
    closed.map((segment) => new ClosedSegment(files, paths, segment)),
    handle,
  );

/** Opens the file that grows. @throws LOG_MISSING, NOT_A_FILE */
export async function openActive(
  files: FileLayer,
  { log: path }: LogPaths,
  mode: "read" | "update",
): Promise<FileHandle> {
  return files.open(path, mode).catch((thrown: unknown) => {
    throw systemCode(thrown) === "ENOENT" ? chainErrors.create("LOG_MISSING", { path }) : thrown;
  });
}

/** Makes the log file; its name is on stable storage when this resolves. @throws NOT_A_FILE */
export async function makeLogFile(files: FileLayer, path: string): Promise<LogFile> {
  const handle = await files.open(path, "exclusive").catch((thrown: unknown) => {
    // Nothing was there a moment ago, under the lock: a symbolic link to nowhere is.
    if (systemCode(thrown) !== "EEXIST") throw thrown;
    throw fileErrors.create("NOT_A_FILE", { path, found: "a link to nowhere" }, { cause: thrown });
  });
  try {
    await files.syncFolder(dirname(path));
    return new LogFile([], handle);
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}
