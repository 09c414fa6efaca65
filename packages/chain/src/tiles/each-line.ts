import type { FileLayer } from "@mvcrs/files";
import { chainErrors } from "../errors.ts";
import { badLine } from "../internal/line/bad-line.ts";
import { leafHashInPlace } from "../internal/line/node-sha256.ts";
import { emptyParts, NEWLINE, scanLine } from "../internal/line/scan-line.ts";
import { openLogFile } from "../internal/open-log-file.ts";
import { readBlocks } from "../internal/read/read-blocks.ts";

/** Visits the first `size` lines of a log. @throws LOG_MISSING, one of `damageCodes` */
export async function eachLine(
  files: FileLayer,
  path: string,
  size: number,
  signal: AbortSignal | undefined,
  visit: (line: Uint8Array, leafHash: Uint8Array) => void | Promise<void>,
): Promise<void> {
  const handle = await openLogFile(files, path, "read");
  const parts = emptyParts();
  let count = 0;
  try {
    const accept: Parameters<typeof readBlocks>[3] = async (items) => {
      for (const item of items) {
        if (item.kind === "overlong") throw damaged(path, count, item.offset, item.length);
        for (let at = item.start; at < item.end && count < size; count++) {
          const newline = item.bytes.indexOf(NEWLINE, at);
          if (!scanLine(item.bytes, at, newline, parts))
            throw damaged(path, count, item.offset + at - item.start, newline - at);
          const leafHash = leafHashInPlace(item.bytes, at, newline);
          const visited = visit(item.bytes.subarray(at, newline), leafHash);
          if (visited !== undefined) await visited;
          at = newline + 1;
        }
      }
    };
    await readBlocks(handle, 0, await handle.size(), accept, signal);
  } finally {
    await handle.close();
  }
}

function damaged(path: string, seq: number, offset: number, length: number): Error {
  const [code, reason] = badLine(length);
  return chainErrors.create(code, { path, seq, offset, reason });
}
