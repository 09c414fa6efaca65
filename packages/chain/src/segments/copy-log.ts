import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { utf8 } from "@mvcrs/canonical";
import { type FileHandle, nodeFiles, replaceFileWith, withCodes, writeAll } from "@mvcrs/files";
import { chainErrors } from "../errors.ts";
import { pathsOf } from "../internal/paths.ts";
import type { ClosedSegment } from "../internal/segments/closed-segment.ts";
import { eachPiece } from "../internal/segments/digest.ts";
import { openLogFile } from "../internal/segments/open-log-file.ts";
import type { SegmentsOptions } from "./options.ts";
import { type Segment, segmentName } from "./segment.ts";
import { formatSegments, writeSegments } from "./segment-list.ts";

export interface CopyLogOptions extends Pick<SegmentsOptions, "path" | "files"> {
  /** The log file of the copy; its folder is made where it is missing. */
  readonly to: string;
  /** Length of the log that is wanted, as `head` says it; what closed segments hold beyond it is copied too. */
  readonly bytes: number;
}

export interface CopiedLog {
  /** The files of the copy. */
  readonly copied: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
  /** Segments whose files are away: the copy's list names them, and holds nothing of them. */
  readonly missing: readonly Segment[];
}

/**
 * Copies a log as it stands at one moment, segments and all, while writers write, rotate, compress and move. Each file of the
 * copy is on stable storage when this resolves. Segments come to stand beside the copy, wherever they were.
 *
 * @throws LOG_MISSING, SEGMENTS_UNREADABLE, SEGMENTS_UNLISTED, SEGMENTS_OVERLAP, FILE_FAILED
 */
export function copyLog({ path, to, bytes, files = nodeFiles }: CopyLogOptions): Promise<CopiedLog> {
  return withCodes(path, async () => {
    const file = await openLogFile(files, await pathsOf(files, { path }));
    const paths = await pathsOf(files, { path: to });
    const copied: { path: string; bytes: number; sha256: string }[] = [];
    const missing: Segment[] = [];
    const copy = async (source: FileHandle, target: string, most: number) => {
      const { permissions } = await source.identity();
      let sha256 = "";
      let length = 0;
      await replaceFileWith(
        files,
        target,
        async (handle) => {
          const hash = createHash("sha256");
          length = await eachPiece(source, 0, most, (piece, at) => {
            hash.update(piece);
            return writeAll(handle, piece, at);
          });
          sha256 = hash.digest("hex");
        },
        { permissions },
      );
      copied.push({ path: target, bytes: length, sha256 });
    };
    try {
      if (file.closed.length > 0) await files.makeFolder(paths.segmentFolder);
      const listed: Segment[] = [];
      for (const closed of file.closed) {
        const name = await copySegment(closed, async (source, compressed) => {
          const { first, last } = closed.segment;
          const called = `${segmentName(first, last)}${compressed ? ".gz" : ""}`;
          await copy(source, join(paths.segmentFolder, called), Number.POSITIVE_INFINITY);
          return called;
        });
        if (name === undefined) missing.push(closed.segment);
        const own = name === undefined ? closed.segment.file : `${basename(paths.segmentFolder)}/${name}`;
        listed.push({ ...closed.segment, file: own });
      }
      if (listed.length > 0) {
        await writeSegments(files, paths.segments, listed);
        const text = utf8(formatSegments(listed));
        const sha256 = createHash("sha256").update(text).digest("hex");
        copied.push({ path: paths.segments, bytes: text.length, sha256 });
      }
      await copy(file.handle, paths.log, Math.max(0, bytes - file.active.start));
      return { copied, missing };
    } finally {
      await file.close();
    }
  });
}

async function copySegment(
  closed: ClosedSegment,
  copy: (source: FileHandle, compressed: boolean) => Promise<string>,
): Promise<string | undefined> {
  try {
    const { handle, storage } = await closed.opened();
    return await copy(handle, storage !== "plain");
  } catch (thrown) {
    if (chainErrors.is(thrown, "SEGMENT_MISSING")) return undefined;
    throw thrown;
  } finally {
    await closed.close();
  }
}
