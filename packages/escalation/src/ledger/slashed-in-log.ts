import type { ArtifactPaths } from "./artifacts/paths.ts";
import { fieldLabel } from "./event-fields.ts";
import { readLedger } from "./read-ledger.ts";

const dayMs = 24 * 3_600_000;

/**
 * What orchestrators have slashed in an arena on a UTC day, such as `2026-11-26`, as their alerts in the log have it, in the stake
 * token's smallest unit.
 *
 * @throws what `readLog` throws
 */
export async function slashedInLog(
  paths: Pick<ArtifactPaths, "log" | "meta">,
  { arena, day }: { readonly arena: string; readonly day: string },
): Promise<bigint> {
  await using log = await readLedger(paths);
  // An alert is of when its slash was decided by its host's clock: it may be in the log after later ones.
  const before = new Date(Date.parse(day) - 30 * dayMs).toISOString();
  const labels = [fieldLabel.type("orchestrator.alert")];
  let sum = 0n;
  for await (const { event } of log.entries({ where: { labels }, reverse: true })) {
    if (event.at < before) break;
    if (event.type !== "orchestrator.alert" || event.transaction === null || event.amount === null) continue;
    if (event.at.startsWith(day) && event.arena.toLowerCase() === arena.toLowerCase())
      sum += BigInt(event.amount);
  }
  return sum;
}
