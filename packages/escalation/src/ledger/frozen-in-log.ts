import type { ArtifactPaths } from "./artifacts/paths.ts";
import { fieldLabel } from "./event-fields.ts";
import { type LoggedEvent, readLedger } from "./read-ledger.ts";

/** A freeze of the orchestrator's rounds that a person recorded. */
export interface FreezeInLog {
  /** When, as a person's event has it. */
  readonly since: string;
  readonly by: string;
  readonly reasons: readonly string[];
}

/**
 * The freeze that the log has and nobody has lifted since; `null` where there is none. It holds wherever the log does: on other
 * hosts of a shared log, and where the orchestrator's own file of it is gone.
 *
 * @throws what `readLog` throws
 */
export async function frozenInLog(paths: Pick<ArtifactPaths, "log" | "meta">): Promise<FreezeInLog | null> {
  await using log = await readLedger(paths);
  const newest = async (
    type: "orchestrator.frozen" | "orchestrator.resumed",
  ): Promise<LoggedEvent | null> => {
    for await (const entry of log.entries({ where: { labels: [fieldLabel.type(type)] }, reverse: true }))
      return entry;
    return null;
  };
  const frozen = await newest("orchestrator.frozen");
  if (frozen === null || frozen.event.type !== "orchestrator.frozen") return null;
  const resumed = await newest("orchestrator.resumed");
  if (resumed !== null && resumed.seq > frozen.seq) return null;
  const { at, actor, reason } = frozen.event;
  return { since: at, by: actor, reasons: [reason] };
}
