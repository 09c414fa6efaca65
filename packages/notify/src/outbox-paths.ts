import { join } from "node:path";
import type { ArtifactPaths } from "@mvcrs/escalation/ledger";

export interface OutboxPaths {
  readonly folder: string;
  /** How far each channel has read the log. Written on enqueuing. */
  readonly cursor: string;
  /** Channels that asked for patience. Written by the deliverer. */
  readonly pauses: string;
  /** Numbers of the issues opened, one folder per channel. Written by the deliverer. */
  readonly issues: string;
  /** Deliveries that somebody took out undelivered, each with who and why. */
  readonly dropped: string;
  readonly enqueueLock: string;
  readonly deliverLock: string;
}

export function outboxPaths({ stateFolder }: Pick<ArtifactPaths, "stateFolder">): OutboxPaths {
  const folder = join(stateFolder, "outbox");
  return {
    folder,
    cursor: join(folder, "cursor.json"),
    pauses: join(folder, "pauses.json"),
    issues: join(folder, "issues"),
    dropped: join(folder, "dropped"),
    enqueueLock: join(folder, "enqueue.lock"),
    deliverLock: join(folder, "deliver.lock"),
  };
}
