import { dirname, join } from "node:path";
import { type FileHandle, type FileLayer, sweepTemporary } from "@mvcrs/files";
import { chainErrors } from "../../errors.ts";
import { parseSegmentName } from "../../segments/segment.ts";
import type { LogPaths } from "../paths.ts";
import type { SegmentPlace } from "./change-list.ts";
import type { LogFile } from "./log-file.ts";
import { logFileOf, openActive, placedIn } from "./open-log-file.ts";
import { takeBack } from "./take-back.ts";

/**
 * Opens a log for writing, to be called by whoever holds its lock. A rotation that was cut off is taken back first: until
 * another file has taken the log's name, this one holds all that the last segments do.
 *
 * @throws LOG_MISSING, LOG_LINKED, SEGMENTS_UNREADABLE, SEGMENTS_UNLISTED, SEGMENTS_OVERLAP, NOT_A_FILE
 */
export async function holdLogFile(place: SegmentPlace): Promise<LogFile> {
  const { files, paths } = place;
  const handle = await openActive(files, paths, "update");
  try {
    const { closed, doubled, first } = await placedIn(files, paths, handle);
    if (doubled.length > 0) await takeBack(place, handle, doubled);
    await assertOneName(files, paths, handle);
    if (closed.length + doubled.length > 0) {
      // What cannot be removed now, the next one removes.
      await sweepTemporary(files, paths.log).catch(() => undefined);
      // It may have taken its name just before its process died; what is appended must not be lost with the name.
      if (first === undefined) await files.syncFolder(dirname(paths.log));
    }
    return logFileOf(files, paths, closed, handle);
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

/** @throws LOG_LINKED */
async function assertOneName(files: FileLayer, paths: LogPaths, handle: FileHandle): Promise<void> {
  const { links, inode } = await handle.identity();
  if (links === 1) return;
  // A rotation that was cut off before it was listed has left a name.
  let names = links;
  for (const name of await files.list(paths.segmentFolder).catch(() => [])) {
    const path = join(paths.segmentFolder, name);
    if (parseSegmentName(name) === undefined || (await files.identity(path)).inode !== inode) continue;
    await files.remove(path);
    names--;
  }
  if (names > 1) throw chainErrors.create("LOG_LINKED", { path: paths.log, names });
}
