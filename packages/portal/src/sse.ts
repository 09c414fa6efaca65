import { type EntriesEvent, entriesPerMessage } from "./format/events.ts";
import type { Portal } from "./portal.ts";

const message = (event: string, data: unknown, id?: number): string =>
  `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** Tells that the overview has changed. */
export const overviewMessage = (etag: string): string => message("overview", { etag });

/** Tells to read the files again. */
export const resetMessage = (count: number): string => message("reset", { count }, count);

/**
 * What to send to somebody who has the first `from` entries: those after them, or that it is too many to send. Make it once
 * for everybody who is as far.
 */
export async function messagesSince(portal: Portal, from: number): Promise<string> {
  const { count, chain_hash } = portal.overview().log;
  if (from === count) return "";
  if (from > count || from < 0 || count - from > entriesPerMessage) return resetMessage(count);
  const data: EntriesEvent = {
    from,
    count,
    chain_hash,
    entries: [...(await portal.entries(from, count - from))],
  };
  return message("entries", data, count);
}

/** The `from` that a client asks for by `Last-Event-ID`; `undefined` where it names none. */
export function resumeFrom(lastEventId: string | undefined): number | undefined {
  return lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : undefined;
}
