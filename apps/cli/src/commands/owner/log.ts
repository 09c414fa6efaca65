import { readLog } from "@mvcrs/chain";
import { assertUnlocked, type MvcrsEvent, mvcrsEventSchema, record } from "@mvcrs/escalation";
import type { OwnerEvent } from "@selfplay/owner-ops";
import type { Context } from "../../command.ts";
import { stateOf, withSession } from "../../session.ts";

/** Appends events to the log of the root, then brings its projections up to it. */
export function appendToLog(
  context: Context,
  events: readonly MvcrsEvent[],
): Promise<{ readonly seq: number; readonly leafHash: string }> {
  return withSession(context, async (session) => {
    await record(session, events);
    const { count, chainHash } = session.position();
    return { seq: count - 1, leafHash: chainHash };
  });
}

/** Where owner operations are recorded. */
export const logRecorder = (context: Context) => ({
  record: (event: OwnerEvent) =>
    // Through JSON, because the log takes plain data: no undefined members.
    appendToLog(context, [mvcrsEventSchema.parse(JSON.parse(JSON.stringify(event)))]),
});

/** Throws what the trust lock says, when one is on. */
export const trustLockOf = (context: Context) => async () => assertUnlocked(await stateOf(context));

/** The events of the log that `wanted` picks, oldest first; the others are let go while reading. */
export async function eventsOf(
  { paths }: Context,
  wanted: (event: MvcrsEvent) => boolean,
): Promise<readonly MvcrsEvent[]> {
  const log = await readLog<MvcrsEvent>({
    path: paths.log,
    metaPath: paths.meta,
    schema: mvcrsEventSchema,
  });
  try {
    const events: MvcrsEvent[] = [];
    for await (const { event } of log.entries()) if (wanted(event)) events.push(event);
    return events;
  } finally {
    await log.close();
  }
}
