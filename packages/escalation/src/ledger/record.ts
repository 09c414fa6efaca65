import type { LogPosition } from "./artifacts/projections.ts";
import type { MvcrsEvent } from "./events.ts";
import { openSession, type Recorded, type Session, type SessionOptions } from "./session.ts";
import type { MvcrsState } from "./state.ts";

export interface RecordedState extends Recorded {
  /** The state after them. */
  readonly state: MvcrsState;
  readonly position: LogPosition;
}

/** Makes events of a state; of the session where it needs more of the log. */
export type MakeEvents = (
  state: MvcrsState,
  session: Session,
) => readonly MvcrsEvent[] | Promise<readonly MvcrsEvent[]>;

/**
 * Opens the log of a root, makes events of its state, and records them. Every projection is updated, also where there is
 * nothing to record or `make` throws: a command that was killed after its append left them behind, and is typed again.
 *
 * @throws what `openSession` and `make` throw
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { artifactPaths, defaultConfig, engageLock, markFolder, record } from "@mvcrs/escalation";
 * import { nodeTextFiles } from "@mvcrs/files";
 *
 * const root = { paths: artifactPaths("ops"), files: nodeTextFiles, clock: Date.now, notice: console.error };
 * await markFolder(root, defaultConfig()); // what `mvcrs init` does
 * const by = { now: Date.now(), actor: "on-call", reason: "two keys are gone" };
 * const { state } = await record(root, (before) => [engageLock(before, by)]);
 * assert.notEqual(state.lock, null);
 * ```
 */
export function record(options: SessionOptions, make: MakeEvents): Promise<RecordedState> {
  return withSession(options, async (session) => {
    const recorded = await session.record(await madeOrProjected(session, make));
    return { ...recorded, state: session.state, position: session.position };
  });
}

/** Opens the log of a root for writing for as long as `action` runs. */
export async function withSession<Result>(
  options: SessionOptions,
  action: (session: Session) => Promise<Result>,
): Promise<Result> {
  const session = await openSession(options);
  try {
    return await action(session);
  } finally {
    await session.close();
  }
}

async function madeOrProjected(session: Session, make: MakeEvents) {
  try {
    return await make(session.state, session);
  } catch (thrown) {
    await session.project();
    throw thrown;
  }
}
