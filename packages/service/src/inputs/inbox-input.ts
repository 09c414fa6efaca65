import { type DecodedBatch, decodeJsonl } from "@mvcrs/verifiers/input";
import type { Inbox } from "../inbox/inbox.ts";
import type { JudgedPlace } from "../inbox/judged-place.ts";
import { type Input, noRows } from "./inputs.ts";
import { joinBatches } from "./join-batches.ts";

/** Bytes of deliveries that are judged in one go: the log is opened and released once for all of them. */
const atOnce = 256 * 1024;

/** The deliveries of an inbox as an input: from where it was judged on, and on as it grows. */
export function inboxInput(inbox: Inbox, judged: JudgedPlace, now: () => number): Input {
  async function* batches(signal: AbortSignal): AsyncGenerator<DecodedBatch> {
    while (!signal.aborted) {
      const { records, next } = await inbox.read(judged.place, atOnce);
      if (records.length === 0) {
        judged.moveTo(next);
        yield noRows;
        await inbox.beyond(next, signal);
        continue;
      }
      const decoded: DecodedBatch[] = [];
      for (const { header, payload } of records)
        for await (const batch of decodeJsonl([payload], { now, source: sourceOf(header.by) }))
          decoded.push(batch);
      yield joinBatches(decoded);
      // Asked for more, so what was yielded is judged: only now may a saved state say so.
      judged.moveTo(next);
    }
  }
  return {
    name: "POST /signals",
    open: async (signal) => batches(signal),
  };
}

/** The source of wide records, which name none. */
export const sourceOf = (by: string): string => `http:${by.replace(/[^\x21-\x7e]+/g, "_").slice(0, 190)}`;
