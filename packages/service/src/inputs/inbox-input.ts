import { type DecodedBatch, decodeJsonl } from "@mvcrs/verifiers/input";
import type { Inbox } from "../inbox/inbox.ts";
import { type Input, noRows } from "./inputs.ts";
import { joinBatches } from "./join-batches.ts";

/** Bytes of deliveries that are judged in one go: the log is opened and released once for all of them. */
const atOnce = 256 * 1024;

/** The deliveries of an inbox as an input. */
export interface InboxInput extends Input {
  /** Behind the last delivery that is judged. */
  readonly place: number;
}

/** Reads an inbox from a place on, and goes on as it grows. */
export function inboxInput(inbox: Inbox, from: number, now: () => number): InboxInput {
  let place = from;
  async function* batches(signal: AbortSignal): AsyncGenerator<DecodedBatch> {
    while (!signal.aborted) {
      const { records, next } = await inbox.read(place, atOnce);
      if (records.length === 0) {
        place = next;
        yield noRows;
        await inbox.beyond(place, signal);
        continue;
      }
      const decoded: DecodedBatch[] = [];
      for (const { header, payload } of records)
        for await (const batch of decodeJsonl([payload], { now, source: sourceOf(header.by) }))
          decoded.push(batch);
      yield joinBatches(decoded);
      // Asked for more, so what was yielded is judged: only now may a saved state say so.
      place = next;
    }
  }
  return {
    name: "POST /signals",
    get place() {
      return place;
    },
    open: async (signal) => batches(signal),
  };
}

/** The source of wide records, which name none. */
export const sourceOf = (by: string): string => `http:${by.replace(/[^\x21-\x7e]+/g, "_").slice(0, 190)}`;
