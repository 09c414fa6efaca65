import { type FileHandle, withCodes, writeAll } from "@mvcrs/files";
import { concatBytes } from "../internal/line/bytes.ts";
import { NEWLINE } from "../internal/line/scan-line.ts";
import { eachPiece } from "../internal/segments/digest.ts";
import { memberBytes, memberOf } from "../internal/segments/gzip-members.ts";
import type { SegmentBytes } from "../internal/segments/segment-bytes.ts";
import { type ChangedSegment, changeSegments } from "./change-segments.ts";
import { type ChosenSegmentsOptions, segmentPlace } from "./options.ts";

/**
 * Compresses closed segments where they are, so that any `gunzip` reads them and one entry costs a megabyte, not the segment.
 * What another program has compressed is packed again.
 *
 * @throws SEGMENT_DAMAGED where a segment is not what its list says, LOCK_HELD, SEGMENTS_UNREADABLE, FILE_FAILED
 */
export function compressSegments(options: ChosenSegmentsOptions): Promise<readonly ChangedSegment[]> {
  return withCodes(options.path, async () =>
    changeSegments(await segmentPlace(options), options, (_segment, { path, storage, bytes }) =>
      storage === "compressed"
        ? undefined
        : {
            path: path.endsWith(".gz") ? path : `${path}.gz`,
            fill: (target) => pack(bytes, target),
          },
    ),
  );
}

async function pack(bytes: SegmentBytes, target: FileHandle): Promise<void> {
  let rest: Uint8Array = new Uint8Array(0);
  let written = 0;
  const write = async (lines: Uint8Array) => {
    const member = memberOf(lines);
    await writeAll(target, member, written);
    written += member.length;
  };
  await eachPiece(bytes, 0, Number.POSITIVE_INFINITY, async (piece) => {
    rest = concatBytes(rest, piece);
    while (rest.length >= memberBytes) {
      const newline = rest.lastIndexOf(NEWLINE, memberBytes - 1);
      const end = newline < 0 ? memberBytes : newline + 1;
      await write(rest.subarray(0, end));
      rest = rest.slice(end);
    }
  });
  if (rest.length > 0) await write(rest);
}
