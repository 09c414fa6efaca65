import type { Beside, Claim } from "./beside.ts";
import type { Contradiction } from "./contradiction.ts";

/** What the comparison needs of an open log. */
export interface LogView {
  readonly count: number;
  entry(seq: number): Promise<{ readonly leafHash: string; readonly id: string }>;
  rootAt(size: number): Promise<string>;
}

/** The same of a log or a reader of `@mvcrs/chain`. */
export function viewOf(
  log: {
    at(seq: number): Promise<{ readonly leafHash: string; readonly event: { readonly id: string } }>;
    rootAt(size: number): Promise<string>;
  },
  count: number,
): LogView {
  return {
    count,
    entry: async (seq) => {
      const { leafHash, event } = await log.at(seq);
      return { leafHash, id: event.id };
    },
    rootAt: (size) => log.rootAt(size),
  };
}

/** Everything beside the log that says otherwise than the log does. `origin`: what the configuration calls the log. */
export async function contradictionsOf(
  beside: Beside,
  log: LogView,
  paths: { readonly mark: string; readonly checkpoint: string; readonly trustLock: string },
  origin: string | null,
): Promise<Contradiction[]> {
  const found = [...beside.unreadable];
  const mark = await markProblem(beside, log, origin);
  if (mark !== null) found.push({ path: paths.mark, ...mark });
  const checkpoint = await checkpointProblem(beside, log, origin);
  if (checkpoint !== null) found.push({ path: paths.checkpoint, problem: checkpoint, kind: "root" });
  for (const claim of beside.claims) {
    const problem = await claimProblem(claim, log);
    if (problem !== null) found.push({ path: claim.path, problem, kind: "projection" });
  }
  const { lock } = beside;
  if (lock !== null && (lock.seq >= log.count || (await log.entry(lock.seq)).id !== lock.id))
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
): Promise<Omit<Contradiction, "path"> | null> {
  if (mark === null) return null;
  const root = (problem: string) => ({ problem, kind: "root" as const });
  const behind = (problem: string) => ({ problem, kind: "behind" as const });
  // As an older version does it, which knows of no mark.
  if (mark.log.state === "none" && log.count > 0)
    return behind(`says that the log was never begun, and it has ${log.count} entries`);
  if (mark.log.state === "begun") {
    if (log.count === 0) return root("says that the log was begun, and it is empty");
    if ((await log.entry(0)).leafHash !== mark.log.first)
      return root("is of another log: the first entries differ");
  }
  const renamed = origin !== null && origin !== mark.origin;
  const named = `is of the log ${mark.origin}, and the configuration calls it ${String(origin)}`;
  if (mark.key === null) return renamed ? behind(named) : null;
  if (renamed) return root(named);
  if (beside.keyText !== null && beside.keyText !== mark.key)
    return root("names another checkpoint key than the one beside the log");
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
    (await log.entry(count - 1)).leafHash === chainHash &&
    (rootHash === null || (await log.rootAt(count)) === rootHash);
  return fits ? null : "was made from another log";
}
