import { join, resolve } from "node:path";
import { openExisting, withCodes } from "@mvcrs/files";
import { chainErrors } from "../errors.ts";
import { checkRange } from "../internal/check/check-file.ts";
import { toHex } from "../internal/line/bytes.ts";
import { NO_HASH } from "../internal/line/scan-line.ts";
import { type SegmentPlace, withListLocked } from "../internal/segments/change-list.ts";
import { digestOf } from "../internal/segments/digest.ts";
import { bytesOf } from "../internal/segments/open-bytes.ts";
import { openActive } from "../internal/segments/open-log-file.ts";
import { firstEntryOf, nextAfter } from "../internal/segments/place.ts";
import { UnreadableBytes } from "../internal/segments/segment-bytes.ts";
import { listedAs } from "./change-segments.ts";
import { type SegmentsOptions, segmentPlace } from "./options.ts";
import { parseSegmentName, type Segment } from "./segment.ts";
import { formatSegments, tryReadSegments, writeSegments } from "./segment-list.ts";

export interface RebuildSegmentsOptions extends SegmentsOptions {
  /** Folders to look in besides the one that segments are put into. */
  readonly folders?: readonly string[];
}

/**
 * Makes the list of segments again from the files themselves, whose names say what they hold and whose lines prove it: each
 * is read, and has to continue the one before. Of one that is away, what a list that can still be read says is kept.
 *
 * @returns The segments listed now, and whether that changed anything.
 * @throws SEGMENTS_INCOMPLETE, LOG_MISSING, LOCK_HELD, FILE_FAILED
 */
export function rebuildSegments(
  options: RebuildSegmentsOptions,
): Promise<{ readonly segments: readonly Segment[]; readonly changed: boolean }> {
  return withCodes(options.path, async () => {
    const place = await segmentPlace(options);
    const { files, paths } = place;
    const folders = [paths.segmentFolder, ...(options.folders ?? []).map((folder) => resolve(folder))];
    return withListLocked(place, async () => {
      const listed = await tryReadSegments(files, paths.segments);
      const before = "reason" in listed ? [] : listed;
      const found = await segmentsIn(place, [...new Set(folders)]);
      const segments = joined(place, found, before, await firstOfActive(place));
      const changed = "reason" in listed || formatSegments(segments) !== formatSegments(before);
      if (changed) await writeSegments(files, paths.segments, segments);
      return { segments, changed };
    });
  });
}

/** A segment that was found, with the hash that it goes on from. */
interface Candidate {
  readonly segment: Segment;
  readonly prev: string;
}

async function segmentsIn(place: SegmentPlace, folders: readonly string[]): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const folder of folders) {
    for (const name of await place.files.list(folder).catch(() => [])) {
      if (parseSegmentName(name) === undefined) continue;
      const candidate = await read(place, join(folder, name));
      if (candidate !== undefined) found.push(candidate);
    }
  }
  return found;
}

/** What a file holds; `undefined` where it is not whole lines that follow on each other. */
async function read(place: SegmentPlace, path: string): Promise<Candidate | undefined> {
  const handle = await openExisting(place.files, path);
  if (handle === undefined) return undefined;
  try {
    const { bytes } = await bytesOf(handle, await handle.size());
    const watch = { onBytes: () => undefined, signal: undefined };
    const { first, last, findings } = await checkRange(
      bytes,
      0,
      Number.POSITIVE_INFINITY,
      [],
      watch,
      undefined,
    );
    if (findings.length > 0 || first?.seq === undefined || first.prev === undefined || last === undefined)
      return undefined;
    const segment: Segment = {
      ...{ first: first.seq, last: last.seq, offset: 0, ...(await digestOf(bytes)) },
      ...{ chain_hash: toHex(last.leafHash), closed_at: null, file: listedAs(place, path) },
    };
    return { segment, prev: first.prev };
  } catch (thrown) {
    if (thrown instanceof UnreadableBytes) return undefined;
    throw thrown;
  } finally {
    await handle.close();
  }
}

/** The number of the first entry of the file that grows; `undefined` where it has none. */
async function firstOfActive({ files, paths }: SegmentPlace): Promise<number | undefined> {
  const handle = await openActive(files, paths, "read");
  return firstEntryOf(handle).finally(() => handle.close());
}

/** @throws SEGMENTS_INCOMPLETE */
function joined(
  { paths }: SegmentPlace,
  found: readonly Candidate[],
  before: readonly Segment[],
  end: number | undefined,
): Segment[] {
  const segments: Segment[] = [];
  for (;;) {
    const next = nextAfter(segments);
    if (end !== undefined && next >= end) return segments;
    const last = segments.at(-1);
    const follows = found
      .filter(({ segment, prev }) => segment.first === next && prev === (last?.chain_hash ?? NO_HASH))
      .map(({ segment }) => segment)
      .filter((segment) => end === undefined || segment.last < end)
      .sort((a, b) => b.last - a.last)[0];
    const known = before.find((segment) => segment.first === next);
    const one = follows ?? known;
    if (one === undefined) {
      const later = found.map(({ segment }) => segment.first).filter((first) => first > next);
      const until = Math.min(end ?? Number.POSITIVE_INFINITY, ...later);
      if (until === Number.POSITIVE_INFINITY) return segments;
      throw chainErrors.create("SEGMENTS_INCOMPLETE", { path: paths.log, first: next, last: until - 1 });
    }
    const offset = last === undefined ? 0 : last.offset + last.bytes;
    const same = known !== undefined && known.last === one.last;
    segments.push({ ...one, offset, closed_at: same ? known.closed_at : one.closed_at });
  }
}
