import { type FileLayer, nodeFiles, withCodes } from "@mvcrs/files";
import { pathsOf } from "../internal/paths.ts";
import { openLogFile } from "../internal/segments/open-log-file.ts";

/** The bytes of a log as one file, wherever its closed segments are and however they are stored. */
export interface LogBytes extends AsyncDisposable {
  /**
   * Reads into `target` from `position`; fewer bytes than asked for do not mean the end, 0 does.
   *
   * @throws SEGMENT_MISSING, SEGMENT_DAMAGED
   */
  read(target: Uint8Array, position: number): Promise<number>;
}

/**
 * Opens the bytes of a log, as they stand at that time: for whoever looks for something in all of them and does not want them
 * parsed. Nothing is checked but where segments begin and end; `verifyLog` does the rest.
 *
 * @throws LOG_MISSING, SEGMENTS_UNREADABLE, SEGMENTS_UNLISTED, SEGMENTS_OVERLAP, NOT_A_FILE
 */
export function openLogBytes({
  path,
  files = nodeFiles,
}: {
  /** The log file. */
  readonly path: string;
  readonly files?: FileLayer;
}): Promise<LogBytes> {
  return withCodes(path, async () => {
    const file = await openLogFile(files, await pathsOf(files, { path }));
    return {
      read: (target, position) => withCodes(path, () => file.read(target, position)),
      [Symbol.asyncDispose]: () => file.close(),
    };
  });
}
