import { readLog } from "@mvcrs/chain";
import { type MvcrsEvent, mvcrsEventSchema, openSession, readSession } from "@mvcrs/escalation";
import type { OwnerEvent } from "@selfplay/owner-ops";
import type { Context } from "../../command.ts";
import { projectors } from "../../projectors.ts";

const sessionOf = ({ paths, files, clock, notice }: Context) => ({ paths, files, clock, notice, projectors });

/** Appends events to the log of the root, then brings its projections up to it. */
export async function appendToLog(
  context: Context,
  events: readonly MvcrsEvent[],
): Promise<{ readonly seq: number; readonly leafHash: string }> {
  const session = await openSession(sessionOf(context));
  let position: ReturnType<typeof session.position>;
  try {
    await session.append(events);
    position = session.position();
  } finally {
    await session.close();
  }
  // Opened anew, so that the state that is projected has folded what was appended.
  const fresh = await openSession(sessionOf(context));
  try {
    fresh.replay.flush();
    await fresh.project();
  } finally {
    await fresh.close();
  }
  return { seq: position.count - 1, leafHash: position.chainHash };
}

/** Where owner operations are recorded. */
export const logRecorder = (context: Context) => ({
  record: (event: OwnerEvent) =>
    // Through JSON, because the log takes plain data: no undefined members.
    appendToLog(context, [mvcrsEventSchema.parse(JSON.parse(JSON.stringify(event)))]),
});

/** Throws what the trust lock says, when one is on. */
export const trustLockOf = (context: Context) => async () => {
  const { state, replay } = await readSession(sessionOf(context));
  replay.flush();
  if (state.lock !== null)
    throw new Error(`engaged at ${state.lock.engagedAt} by ${state.lock.actor}: ${state.lock.reason}`);
};

/** Every event of the log, oldest first. */
export async function eventsOf({ paths }: Context): Promise<readonly MvcrsEvent[]> {
  const log = await readLog<MvcrsEvent>({
    path: paths.log,
    metaPath: paths.meta,
    schema: mvcrsEventSchema,
  });
  try {
    const events: MvcrsEvent[] = [];
    for await (const { event } of log.entries()) events.push(event);
    return events;
  } finally {
    await log.close();
  }
}
