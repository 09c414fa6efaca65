import type { ArtifactPaths } from "./artifacts/paths.ts";
import { fieldLabel } from "./event-fields.ts";
import type { MvcrsEvent } from "./events.ts";
import { readLedger } from "./read-ledger.ts";

/** What keeps the orchestrator's rounds from running, as the log has it. */
export interface FreezeInLog {
  /** When the first of them was typed, or set by the orchestrator. */
  readonly since: string;
  /** Who was first. */
  readonly by: string;
  /** Why, of all of them, the first one first. */
  readonly reasons: readonly string[];
  /** The place of the last one in the log. */
  readonly newest: number;
}

/**
 * The freezes that the log has and nobody has lifted since, those that the orchestrator set by itself as well; `null` where there is
 * none. They hold wherever the log does: on other hosts of a shared log, and where the orchestrator's own file of it is gone.
 *
 * @throws what `readLog` throws
 */
export async function frozenInLog(paths: Pick<ArtifactPaths, "log" | "meta">): Promise<FreezeInLog | null> {
  await using log = await readLedger(paths);
  const of = (type: MvcrsEvent["type"], from = 0) =>
    log.entries({ from, where: { labels: [fieldLabel.type(type)] }, reverse: true });
  let from = 0;
  for await (const { seq } of of("orchestrator.resumed")) {
    from = seq + 1;
    break;
  }
  const found: { readonly seq: number; readonly at: string; readonly by: string; readonly reason: string }[] =
    [];
  for await (const { seq, event } of of("orchestrator.frozen", from))
    if (event.type === "orchestrator.frozen")
      found.push({ seq, at: event.at, by: event.actor, reason: event.reason });
  for await (const { seq, event } of of("orchestrator.alert", from))
    if (event.type === "orchestrator.alert" && event.reason.startsWith("freeze:"))
      found.push({ seq, at: event.at, by: event.actor, reason: event.text.replace(ofItself, "") });
  found.sort((a, b) => a.seq - b.seq);
  const [first] = found;
  const newest = found.at(-1)?.seq;
  if (first === undefined || newest === undefined) return null;
  const reasons = [...new Set(found.map(({ reason }) => reason))];
  return { since: first.at, by: first.by, reasons, newest };
}

/** How the alert of a freeze begins that the orchestrator set by itself. */
const ofItself = /^the orchestrator froze itself: /;
