import { withCodes } from "@mvcrs/files";
import { chainErrors } from "../errors.ts";
import type { SegmentPlace } from "../internal/segments/change-list.ts";
import { ClosedSegment } from "../internal/segments/closed-segment.ts";
import type { Storage } from "../internal/segments/open-bytes.ts";
import { type SegmentsOptions, segmentPlace } from "./options.ts";
import type { Segment } from "./segment.ts";
import { readSegments } from "./segment-list.ts";

/** A closed segment, and what is there of it. */
export interface FoundSegment {
  readonly segment: Segment;
  /** `foreign`: compressed by another program, which every step back reads from its beginning; `missing`: its file is away. */
  readonly state: Storage | "missing";
  /** Where its file is, or should be. */
  readonly file: string;
  /** Length of the file; `null` where it is away. */
  readonly stored: number | null;
}

/**
 * The closed segments of a log, oldest first, and where their files are; none for a log of one file. Looks for the files, and
 * does not read them: `verifyLog` does.
 *
 * @throws SEGMENTS_UNREADABLE, FILE_FAILED
 */
export function listSegments(options: SegmentsOptions): Promise<readonly FoundSegment[]> {
  return withCodes(options.path, async () => {
    const place = await segmentPlace(options);
    const found: FoundSegment[] = [];
    for (const segment of await readSegments(place.files, place.paths.segments))
      found.push(await findSegment(place, segment));
    return found;
  });
}

/** Where the file of a segment is. */
export async function findSegment({ files, paths }: SegmentPlace, segment: Segment): Promise<FoundSegment> {
  const closed = new ClosedSegment(files, paths, segment);
  try {
    const { path, storage, stored } = await closed.opened();
    return { segment: closed.segment, state: storage, file: path, stored };
  } catch (thrown) {
    if (!chainErrors.is(thrown, "SEGMENT_MISSING")) throw thrown;
    return { segment, state: "missing", file: thrown.details.file, stored: null };
  } finally {
    await closed.close();
  }
}
