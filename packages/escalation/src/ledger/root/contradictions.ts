import type { Entry, Head } from "@mvcrs/chain";
import type { MvcrsEvent } from "../events.ts";
import type { Beside, Claim } from "./beside.ts";
import { type KeyChange, keyChangeType } from "./checkpoint-keys.ts";
import type { Contradiction } from "./contradiction.ts";
import { isKeyChange, type KeyedLog, type KeysInForce } from "./key-changes.ts";

/** What the comparison needs of an open log. */
export interface LogView extends KeyedLog {
  /** Of the line, or as the log proves it where its segment is away. */
  leafHash(seq: number): Promise<string>;
  entry(seq: number): Promise<{ readonly event: MvcrsEvent }>;
  rootAt(size: number): Promise<string>;
}

/** The same of a log or a reader of `@mvcrs/chain`. */
export function viewOf(
  log: {
    at(seq: number): Promise<Entry<MvcrsEvent>>;
    leafHash(seq: number): Promise<string>;
    entries(range: { readonly to: number; readonly reverse: true }): AsyncIterable<Entry<MvcrsEvent>>;
    rootAt(size: number): Promise<string>;
  },
  { count, counters }: Pick<Head, "count" | "counters">,
): LogView {
  return {
    count,
    keyChanges: counters[keyChangeType] ?? 0,
    leafHash: (seq) => log.leafHash(seq),
    entry: (seq) => log.at(seq),
    // Asked for what a killed command has just left, or where the mark is gone: mostly at the log's end.
    async lastKeyChanges(most) {
      const found: KeyChange[] = [];
      if (most <= 0) return found;
      for await (const { seq, event } of log.entries({ to: count, reverse: true })) {
        if (isKeyChange(event)) found.unshift({ seq, event });
        if (found.length === most) break;
      }
      return found;
    },
    rootAt: (size) => log.rootAt(size),
  };
}

/** Everything beside the log that says otherwise than the log does. `origin`: what the configuration calls the log. */
export async function contradictionsOf(
  beside: Beside,
  log: LogView,
  paths: { readonly mark: string; readonly checkpoint: string; readonly trustLock: string },
  { origin, inForce }: { readonly origin: string | null; readonly inForce: KeysInForce },
): Promise<Contradiction[]> {
  const found = [...beside.unreadable];
  const mark = await markProblem(beside, log, origin, inForce.markProblem);
  if (mark !== null) found.push({ path: paths.mark, ...mark });
  const checkpoint = (await checkpointProblem(beside, log, origin)) ?? inForce.checkpointProblem;
  if (checkpoint !== null) found.push({ path: paths.checkpoint, problem: checkpoint, kind: "root" });
  for (const claim of beside.claims) {
    const problem = await claimProblem(claim, log);
    if (problem !== null) found.push({ path: claim.path, problem, kind: "projection" });
  }
  const { lock } = beside;
  if (lock !== null && (lock.seq >= log.count || (await log.entry(lock.seq)).event.id !== lock.id))
    found.push({
      path: paths.trustLock,
      problem: `says that the lock ${lock.id} is on, of which the log knows nothing`,
      kind: "projection",
    });
  return found;
}

async function markProblem(
  { mark, ...beside }: Beside,
  log: LogView,
  origin: string | null,
  keyProblem: string | null,
): Promise<Omit<Contradiction, "path"> | null> {
  if (mark === null) return null;
  const root = (problem: string) => ({ problem, kind: "root" as const });
  const behind = (problem: string) => ({ problem, kind: "behind" as const });
  // As an older version does it, which knows of no mark.
  if (mark.log.state === "none" && log.count > 0)
    return behind(`says that the log was never begun, and it has ${log.count} entries`);
  if (mark.log.state === "begun") {
    if (log.count === 0) return root("says that the log was begun, and it is empty");
    if ((await log.leafHash(0)) !== mark.log.first)
      return root("is of another log: the first entries differ");
  }
  const renamed = origin !== null && origin !== mark.origin;
  const named = `is of the log ${mark.origin}, and the configuration calls it ${String(origin)}`;
  if (mark.key === null) return renamed ? behind(named) : null;
  if (renamed) return root(named);
  if (keyProblem !== null) return root(keyProblem);
  if (beside.checkpoint === null && beside.unreadable.every(({ kind }) => kind !== "root"))
    return root("says that a checkpoint was signed, and it is gone");
  return null;
}

async function checkpointProblem({ mark, checkpoint }: Beside, log: LogView, origin: string | null) {
  if (checkpoint === null) return null;
  const size = Number(checkpoint.size);
  const expected = mark === null || mark.key === null ? origin : mark.origin;
  if (expected !== null && checkpoint.origin !== expected)
    return `is of the log ${checkpoint.origin}, and this is ${expected}`;
  if (size > log.count) return `commits to ${size} entries, and the log has ${log.count}`;
  if (size === 0) return null;
  return (await log.rootAt(size)) === Buffer.from(checkpoint.rootHash).toString("hex")
    ? null
    : `commits to other entries than the first ${size} of the log`;
}

async function claimProblem({ count, chainHash, rootHash }: Claim, log: LogView) {
  if (count > log.count) return `was made from ${count} entries, and the log has ${log.count}`;
  if (count === 0) return null;
  const fits =
    (await log.leafHash(count - 1)) === chainHash &&
    (rootHash === null || (await log.rootAt(count)) === rootHash);
  return fits ? null : "was made from another log";
}
