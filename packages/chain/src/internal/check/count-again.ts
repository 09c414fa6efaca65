import { emptyParts, NEWLINE, scanLine } from "../line/scan-line.ts";
import { type Readable, readBlocks } from "../read/read-blocks.ts";
import { type CounterKeys, eventOf } from "../recover/replay.ts";

/** What the counters of a meta file should say that counts the first `bytes` of a log. Lines that are no entries count for nothing. */
export async function countAgain(
  handle: Readable,
  bytes: number,
  counterKeys: CounterKeys,
  signal: AbortSignal | undefined,
): Promise<Readonly<Record<string, number>>> {
  const counters = new Map<string, number>();
  const parts = emptyParts();
  await readBlocks(
    handle,
    0,
    bytes,
    (items) => {
      for (const item of items) {
        if (item.kind === "overlong") continue;
        for (let at = item.start; at < item.end; ) {
          const newline = item.bytes.indexOf(NEWLINE, at);
          if (scanLine(item.bytes, at, newline, parts))
            for (const key of counterKeys(eventOf(item.bytes, parts)))
              counters.set(key, (counters.get(key) ?? 0) + 1);
          at = newline + 1;
        }
      }
    },
    signal,
  );
  return Object.fromEntries(counters);
}
