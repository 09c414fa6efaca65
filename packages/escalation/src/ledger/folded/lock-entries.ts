import type { Entry, InclusionProof } from "@mvcrs/chain";
import { checkJson, type TextFiles } from "@mvcrs/files";
import { z } from "zod";
import type { MvcrsEvent } from "../events.ts";
import { applyEvent, emptyState, type MvcrsState } from "../state.ts";

/** The types of the entries that say whether a lock is on, and who can release it. */
const lockTypes = ["trust_lock.engaged", "trust_lock.released", "committee.changed"] as const;
const isLockType = (type: string): boolean => lockTypes.some((one) => one === type);

/** What reading and proving needs of a log. */
export interface ProvenLog {
  at(seq: number): Promise<Entry<MvcrsEvent>>;
  leafHash(seq: number): Promise<string>;
  proveInclusion(seq: number, size?: number): Promise<InclusionProof>;
}

const lockFileSchema = z.object({ locked: z.literal(true), lock: z.object({ seq: z.int().min(0) }) });

/** The entry of the lock that `trust_lock.json` says is on; `null` where it says that none is, or nothing. */
export async function lockNamedIn(files: Pick<TextFiles, "read">, path: string): Promise<number | null> {
  const text = await files.read(path);
  const checked = text === null ? null : checkJson(text, lockFileSchema);
  return checked?.ok === true ? checked.value.lock.seq : null;
}

/** How often a log has each kind of entry about the lock. */
export class LockCounts {
  readonly #counts = new Map<string, number>();

  add({ type }: MvcrsEvent): void {
    if (isLockType(type)) this.#counts.set(type, (this.#counts.get(type) ?? 0) + 1);
  }

  /** Whether the log's own counters say the same. */
  agree(counters: Readonly<Record<string, number>>): boolean {
    return lockTypes.every((type) => (this.#counts.get(type) ?? 0) === (counters[type] ?? 0));
  }
}

/**
 * What the entries about the lock say, read from the log: they are folded in the place of what a saved state might say. The
 * entries that decide are proven to be in the tree that the log's head commits to; whether they are all is for the caller
 * to compare with the log's counters.
 *
 * @returns `false` where one of them is about something else
 */
export async function readLockEntries(
  log: ProvenLog,
  size: number,
  state: MvcrsState,
  counts: LockCounts,
): Promise<boolean> {
  const folded = emptyState();
  const hashes = new Map<number, string>();
  let decides: number | undefined;
  for (const seq of state.lockEntries) {
    const { event, leafHash } = await log.at(seq);
    if (!isLockType(event.type)) return false;
    counts.add(event);
    hashes.set(seq, leafHash);
    applyEvent(folded, event, seq);
    if (event.type !== "committee.changed") decides = seq;
  }
  const { lock, lastRelease, committee, autoLocks } = folded;
  for (const seq of new Set([decides, committee?.seq, state.lockEntries.at(-1)])) {
    if (seq === undefined) continue;
    if ((await log.proveInclusion(seq, size)).leafHash !== hashes.get(seq)) return false;
  }
  state.lock = lock;
  state.lastRelease = lastRelease;
  state.committee = committee;
  for (const [day, locks] of autoLocks) state.autoLocks.set(day, locks);
  return true;
}
