import { type FileLayer, readFully } from "@mvcrs/files";
import { chainErrors } from "../errors.ts";
import { badLine } from "../internal/line/bad-line.ts";
import { leafHashInPlace } from "../internal/line/node-sha256.ts";
import { emptyParts, MAX_LINE_BYTES, NEWLINE, scanLine } from "../internal/line/scan-line.ts";
import { pathsOf } from "../internal/paths.ts";
import { locate } from "../internal/read/locate.ts";
import { readBlocks } from "../internal/read/read-blocks.ts";
import type { LogFile } from "../internal/segments/log-file.ts";
import { openLogFile } from "../internal/segments/open-log-file.ts";
import { HashIndex } from "../log/hash-index.ts";
import type { Visit } from "../store/log-store.ts";

/** Where a line begins. */
export interface LinePlace {
  readonly seq: number;
  readonly offset: number;
}

export const firstLine: LinePlace = { seq: 0, offset: 0 };

/** Visits the lines of a log from a place on, until `size` have passed or been left out. @throws LOG_MISSING, one of `damageCodes` */
export async function eachLine(
  files: FileLayer,
  path: string,
  {
    from,
    size,
    signal,
  }: { readonly from: LinePlace; readonly size: number; readonly signal: AbortSignal | undefined },
  visit: Visit,
): Promise<void> {
  const handle = await openLogFile(files, await pathsOf(files, { path }));
  const parts = emptyParts();
  let count = from.seq;
  try {
    const accept: Parameters<typeof readBlocks>[3] = async (items) => {
      for (const item of items) {
        if (item.kind === "overlong") throw damaged(path, count, item.offset, item.length);
        for (let at = item.start; at < item.end && count < size; count++) {
          const newline = item.bytes.indexOf(NEWLINE, at);
          if (!scanLine(item.bytes, at, newline, parts))
            throw damaged(path, count, item.offset + at - item.start, newline - at);
          const leafHash = leafHashInPlace(item.bytes, at, newline);
          const visited = visit(item.bytes.subarray(at, newline), leafHash, count);
          if (visited !== undefined) await visited;
          at = newline + 1;
        }
      }
    };
    await readBlocks(handle, from.offset, await handle.size(), accept, signal);
  } finally {
    await handle.close();
  }
}

/** Where the line of entry `seq` begins; `undefined` when it cannot be found. @throws LOG_MISSING */
export async function placeOf(files: FileLayer, path: string, seq: number): Promise<LinePlace | undefined> {
  const paths = await pathsOf(files, { path });
  const handle = await openLogFile(files, paths);
  try {
    const index = await HashIndex.openForReading(files, paths.index);
    try {
      const offset = await locate(handle, seq, await endOfLines(handle), index);
      return offset === undefined ? undefined : { seq, offset };
    } finally {
      await index?.close();
    }
  } finally {
    await handle.close();
  }
}

/** Where the last whole line ends. */
async function endOfLines(handle: LogFile): Promise<number> {
  const size = await handle.size();
  const start = Math.max(handle.active.start, size - MAX_LINE_BYTES - 1);
  const window = new Uint8Array(size - start);
  await readFully(handle, window, start);
  return start + window.lastIndexOf(NEWLINE) + 1;
}

function damaged(path: string, seq: number, offset: number, length: number): Error {
  const [code, reason] = badLine(length);
  return chainErrors.create(code, { path, seq, offset, reason });
}
