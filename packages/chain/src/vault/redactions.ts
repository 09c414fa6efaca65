import { redactsOf } from "./sealed-event.ts";

/**
 * Which entry redacted which: from the number of the redacted one to that of the first that redacts it. An entry redacts only
 * what came before it.
 *
 * @throws what `entries` throws
 */
export async function redactionsOf(
  entries: AsyncIterable<{ readonly seq: number; readonly event: unknown }>,
): Promise<ReadonlyMap<number, number>> {
  const by = new Map<number, number>();
  for await (const { seq, event } of entries)
    for (const redacted of redactsOf(event)) if (redacted < seq && !by.has(redacted)) by.set(redacted, seq);
  return by;
}
