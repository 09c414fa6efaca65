import type { Beside } from "./beside.ts";
import {
  afterChange,
  type CheckpointKeys,
  type FormerKey,
  isKeysFile,
  type KeyChange,
  keyChangeType,
} from "./checkpoint-keys.ts";
import { markedKeys } from "./mark.ts";

/** What of the log says who signs its checkpoints. */
export interface KeyedLog {
  readonly count: number;
  /** How many changes of the key the log counts. */
  readonly keyChanges: number;
  entry(seq: number): Promise<{ readonly event: KeyChange["event"] | { readonly type: string } }>;
  /** The last so many changes of the key, oldest first. */
  lastKeyChanges(most: number): Promise<readonly KeyChange[]>;
}

export interface KeysInForce {
  /** `null` before a checkpoint was signed. */
  readonly keys: CheckpointKeys | null;
  /** What the mark says otherwise than the log. */
  readonly markProblem: string | null;
  /** What the checkpoint beside the log is signed by that does not count. */
  readonly checkpointProblem: string | null;
}

/**
 * Who signs the log's checkpoints: the key that the mark pins, and what the log has changed about it. The mark is written after
 * the log, so a command that was killed leaves it behind; of changes that the log does not have it knows nothing.
 */
export async function keysInForce(beside: Beside, log: KeyedLog): Promise<KeysInForce> {
  const found = await keysOfLog(beside, log);
  if ("problem" in found) return { keys: null, markProblem: found.problem, checkpointProblem: null };
  const { keys } = found;
  if (keys === null) return { keys, markProblem: null, checkpointProblem: null };
  const elsewhere = beside.keyText !== null && !isKeysFile(beside.keyText, keys);
  return {
    keys,
    markProblem: elsewhere ? "names another checkpoint key than the one beside the log" : null,
    checkpointProblem: replacedSigner(beside, keys),
  };
}

async function keysOfLog(
  { mark }: Beside,
  log: KeyedLog,
): Promise<{ readonly keys: CheckpointKeys | null } | { readonly problem: string }> {
  const pinned = mark === null ? null : markedKeys(mark);
  const known = pinned?.former ?? [];
  for (const [at, former] of known.entries()) {
    const successor = known[at - 1]?.key ?? pinned?.key;
    if (!(await isLogged(log, former, successor)))
      return {
        problem: `says that a checkpoint key was replaced by entry ${former.seq}, and the log does not`,
      };
  }
  if (log.keyChanges === known.length) return { keys: pinned };
  const changes = await log.lastKeyChanges(log.keyChanges - known.length);
  let keys = pinned ?? firstKeys(changes[0]);
  for (const change of changes) keys = keys === null ? null : afterChange(keys, change);
  const isWhole = changes.length === log.keyChanges - known.length;
  return isWhole && keys !== null
    ? { keys }
    : { problem: "pins another checkpoint key than the log has changed" };
}

/** The key that the first change of a log replaced. */
const firstKeys = (change: KeyChange | undefined): CheckpointKeys | null =>
  change === undefined ? null : { key: change.event.previous, former: [] };

async function isLogged(log: KeyedLog, { key, until, seq }: FormerKey, successor: string | undefined) {
  if (seq >= log.count) return false;
  const { event } = await log.entry(seq);
  return isKeyChange(event) && event.previous === key && event.until === until && event.key === successor;
}

export const isKeyChange = (event: { readonly type: string }): event is KeyChange["event"] =>
  event.type === keyChangeType;

/** A checkpoint that is signed by none but keys that were replaced before it. */
function replacedSigner({ checkpoint }: Beside, { former }: CheckpointKeys): string | null {
  if (checkpoint === null) return null;
  const { size, verifiedBy } = checkpoint;
  const untils = verifiedBy.map(({ name, id }) =>
    former.find(({ key }) => key.startsWith(`${name}+${Buffer.from(id).toString("hex")}+`)),
  );
  if (untils.some((replaced) => replaced === undefined || size <= BigInt(replaced.until))) return null;
  return `commits to ${size} entries, and is signed by a key that was replaced at ${untils[0]?.until}`;
}
