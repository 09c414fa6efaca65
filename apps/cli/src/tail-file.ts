import { open } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { cliErrors } from "./errors.ts";

export interface TailOptions {
  /** Ends the reading, after what is there has been read. */
  readonly stop: AbortSignal;
  /** How often to look for more, in milliseconds. */
  readonly everyMs: number;
}

const chunkBytes = 256 * 1024;

/**
 * Reads a file to its end and then whatever is appended to it, until `stop`. While nothing comes it yields empty chunks,
 * so that the reader can mind the time. Throws INPUT_SHRANK where the file was truncated or replaced by a shorter one:
 * what was read is then no longer what the file holds.
 */
export async function* tailFile(
  path: string,
  name: string,
  { stop, everyMs }: TailOptions,
): AsyncGenerator<Uint8Array> {
  const file = await open(path, "r");
  try {
    let at = 0;
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(chunkBytes), 0, chunkBytes, at);
      if (bytesRead > 0) {
        at += bytesRead;
        yield buffer.subarray(0, bytesRead);
        continue;
      }
      if (stop.aborted) return;
      if ((await file.stat()).size < at) throw cliErrors.create("INPUT_SHRANK", { file: name });
      yield new Uint8Array(0);
      await wait(everyMs, undefined, { signal: stop }).catch(() => {
        // Aborted: the loop reads what came last and ends.
      });
    }
  } finally {
    await file.close();
  }
}
