import { join } from "node:path";
import type { ArtifactPaths } from "@mvcrs/escalation/ledger";

export interface OutboxPaths {
  readonly folder: string;
  /** How far each channel has read the log. Written on enqueuing. */
  readonly cursor: string;
  /** Until when a channel asked for patience, a file for each. Written by its deliverer. */
  readonly pause: (channel: string) => string;
  /** Numbers of the issues opened, one folder per channel. Written by the deliverer. */
  readonly issues: string;
  /** Deliveries that somebody took out undelivered, each with who and why. */
  readonly dropped: string;
  readonly enqueueLock: string;
  /** Held by who delivers to a channel. */
  readonly deliverLock: (channel: string) => string;
}

export function outboxPaths({ stateFolder }: Pick<ArtifactPaths, "stateFolder">): OutboxPaths {
  const folder = join(stateFolder, "outbox");
  return {
    folder,
    cursor: join(folder, "cursor.json"),
    pause: (channel) => join(folder, "pauses", `${channel}.json`),
    issues: join(folder, "issues"),
    dropped: join(folder, "dropped"),
    enqueueLock: join(folder, "enqueue.lock"),
    deliverLock: (channel) => join(folder, `deliver-${channel}.lock`),
  };
}
