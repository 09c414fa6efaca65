import { asStored, type MvcrsEvent } from "./events.ts";
import type { Session } from "./session.ts";
import { applyEvent } from "./state.ts";

/** Folds events into the session's state, appends them durably, and brings the projections up to them. */
export async function record(session: Session, events: readonly MvcrsEvent[]): Promise<readonly string[]> {
  session.replay.flush();
  const stored = events.map(asStored);
  for (const event of stored) applyEvent(session.state, event, session.state.count);
  await session.append(stored);
  return session.project();
}
