import type { Log, Segment } from "@mvcrs/chain";
import { EventLog, type EventLogOptions } from "./event-log.ts";
import type { MvcrsEvent } from "./events.ts";

export interface RotateEventsOptions {
  /** Only where the file holds at least so many bytes. Default 1. */
  readonly minBytes?: number;
  /** Only the entries before the first one that is not before this time, in milliseconds since 1970. Default: all. */
  readonly before?: number | undefined;
}

/**
 * Closes what the file of a root's log holds into a segment that never changes again. Returns the new segments, and the file
 * that the log goes on in.
 *
 * @throws ROOT_CONTRADICTED, ROOT_LOG_MISSING, what `openLog` and `rotate` throw
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { artifactPaths, defaultConfig, markFolder, rotateEvents } from "@mvcrs/escalation";
 * import { nodeTextFiles } from "@mvcrs/files";
 *
 * const root = { paths: artifactPaths("ops"), files: nodeTextFiles, clock: Date.now, notice: console.error };
 * await markFolder(root, defaultConfig());
 * assert.deepEqual((await rotateEvents(root)).segments, []); // nothing is logged yet
 * ```
 */
export async function rotateEvents(
  options: EventLogOptions,
  { minBytes = 1, before }: RotateEventsOptions = {},
): Promise<{ readonly segments: readonly Segment[]; readonly active: Log<MvcrsEvent>["active"] }> {
  const log = await EventLog.open(options);
  try {
    const { first, bytes } = log.active;
    if (bytes < minBytes) return { segments: [], active: log.active };
    const end = before === undefined ? undefined : await firstFrom(log, first, before);
    const segments = await log.rotate(end);
    return { segments, active: log.active };
  } finally {
    await log.close();
  }
}

/** The number of the first entry that is not before a time; `undefined` where all are. */
async function firstFrom(log: EventLog, from: number, time: number): Promise<number | undefined> {
  for await (const { seq, event } of log.entries({ from })) if (Date.parse(event.at) >= time) return seq;
  return undefined;
}
