import { type FileLayer, sweepTemporary } from "@mvcrs/files";
import { type Processes, takeLock } from "@mvcrs/files/lock";
import type { Segment } from "../../segments/segment.ts";
import { readSegments, writeSegments } from "../../segments/segment-list.ts";
import type { LogPaths } from "../paths.ts";

/** Where the segments of a log are, and what changing their list takes. */
export interface SegmentPlace {
  readonly files: FileLayer;
  readonly paths: LogPaths;
  readonly processes: Processes;
  readonly clock: () => number;
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

/**
 * Changes the list of segments, one process at a time: whoever rotates holds the log's lock too, whoever compresses or moves
 * does not.
 *
 * @throws LOCK_HELD, SEGMENTS_UNREADABLE
 */
export function changeList(
  place: SegmentPlace,
  change: (listed: readonly Segment[]) => readonly Segment[],
): Promise<void> {
  const { files, paths } = place;
  return withListLocked(place, async () =>
    writeSegments(files, paths.segments, change(await readSegments(files, paths.segments))),
  );
}

/** Runs an action while no other process changes the list. @throws LOCK_HELD */
export async function withListLocked<T>(
  { files, paths, processes, clock, wait }: SegmentPlace,
  action: () => Promise<T>,
): Promise<T> {
  const path = `${paths.segments}.lock`;
  const what = `the list of segments ${paths.segments}`;
  const lock = await takeLock({ path, what, files, processes, clock, wait, timeoutMs: 10_000 });
  try {
    await sweepTemporary(files, paths.segments).catch(() => undefined);
    return await action();
  } finally {
    await lock.release();
  }
}
