import { basename, dirname, join, resolve } from "node:path";
import { openExisting, withCodes, writeAll } from "@mvcrs/files";
import { chainErrors } from "../errors.ts";
import type { SegmentPlace } from "../internal/segments/change-list.ts";
import { eachPiece } from "../internal/segments/digest.ts";
import { bytesOf } from "../internal/segments/open-bytes.ts";
import { assertHolds, type ChangedSegment, changeSegments } from "./change-segments.ts";
import { findSegment } from "./list-segments.ts";
import { type ChosenSegmentsOptions, segmentPlace } from "./options.ts";
import { readSegments } from "./segment-list.ts";

export interface MoveSegmentsOptions extends ChosenSegmentsOptions {
  /** The folder to move them to, on whatever disk; made where it is missing. */
  readonly to: string;
}

/**
 * Moves closed segments to another folder and says so in the list. Nothing there is written over: a file of a segment's name
 * that holds the same is taken for it.
 *
 * @throws SEGMENT_TAKEN, SEGMENT_DAMAGED, LOCK_HELD, SEGMENTS_UNREADABLE, FILE_FAILED
 */
export function moveSegments(options: MoveSegmentsOptions): Promise<readonly ChangedSegment[]> {
  return withCodes(options.path, async () => {
    const place = await segmentPlace(options);
    const to = resolve(options.to);
    await place.files.makeFolder(to);
    await assertFree(place, to, options);
    return changeSegments(place, options, (_segment, { path, handle }) =>
      resolve(dirname(path)) === to
        ? undefined
        : {
            path: join(to, basename(path)),
            fill: async (target) =>
              void (await eachPiece(handle, 0, Number.POSITIVE_INFINITY, (piece, at) =>
                writeAll(target, piece, at),
              )),
          },
    );
  });
}

/** @throws SEGMENT_TAKEN */
async function assertFree(
  place: SegmentPlace,
  to: string,
  { choose = () => true }: ChosenSegmentsOptions,
): Promise<void> {
  for (const segment of await readSegments(place.files, place.paths.segments)) {
    if (!choose(segment)) continue;
    const { file, state } = await findSegment(place, segment);
    const target = join(to, basename(file));
    if (state === "missing" || resolve(file) === target) continue;
    const there = await openExisting(place.files, target);
    if (there === undefined) continue;
    try {
      await assertHolds(place, segment, await bytesOf(there, await there.size()), target);
    } catch (thrown) {
      if (!chainErrors.is(thrown, "SEGMENT_DAMAGED")) throw thrown;
      const { first, last } = segment;
      throw chainErrors.create("SEGMENT_TAKEN", { file: target, first, last }, { cause: thrown });
    } finally {
      await there.close();
    }
  }
}
