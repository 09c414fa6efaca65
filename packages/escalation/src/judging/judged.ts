import type { Entry, Head } from "@mvcrs/chain";
import type { LogPosition } from "../ledger/artifacts/projections.ts";
import type { MvcrsEvent } from "../ledger/events.ts";
import { type FoldableLog, type Folded, type FoldOptions, foldLog, placesOf } from "../ledger/folded/fold.ts";
import type { LookOptions } from "../ledger/look.ts";
import { readLedger } from "../ledger/read-ledger.ts";
import { emptyState, type MvcrsState } from "../ledger/state.ts";
import { loadSaved, type SavedStateOptions } from "./load-saved.ts";
import { isOfJudging, type Reading, Replay } from "./replay.ts";
import type { SavedState } from "./saved-state.ts";

/** Where judging stands: what it was saved with, and what the log has beyond that. */
export interface Judged {
  /** Folded as far as judging is: behind the log by what `replay` still holds. */
  readonly state: MvcrsState;
  /** Entries that the log has beyond the saved verifier state. */
  readonly replay: Replay;
  /** Where judging stood when it was last saved with this log; `null` to start from nothing. */
  readonly saved: SavedState | null;
}

/** Judging where nothing was logged yet. */
export function nothingJudged(): Judged {
  const state = emptyState();
  return { state, replay: new Replay(state), saved: null };
}

/** What judging begins with, and what there is to write. */
export interface FoldedJudged extends Judged, Pick<Folded, "from"> {
  /** The committee in force at the end of the log. */
  readonly committee: MvcrsState["committee"];
}

/** Folds a log as far as it was judged; the rest is to be met again. */
export function foldJudged(
  read: Reading,
  head: Head,
  saved: SavedState | null,
  options: Omit<FoldOptions, "to" | "withIds">,
): Promise<FoldedJudged> {
  return read(async (log) => {
    const { state: whole, from } = await foldLog(log, head, { ...options, withIds: true });
    const { committee } = whole;
    const judged = saved?.count ?? 0;
    const first = await firstOfJudging(log, judged, head.count);
    // What people did after the save precedes every signal of this run.
    if (first === null) return { state: whole, replay: new Replay(whole), saved, from, committee };
    const state = await stateAsOf(log, head, first.seq, whole, options);
    const replay = new Replay(state, { judged, end: head.count, whole, chainHash: first.prev, read });
    return { state, replay, saved, from, committee };
  });
}

/** The first entry that judging has to meet again. */
async function firstOfJudging(log: FoldableLog, from: number, to: number): Promise<Entry<MvcrsEvent> | null> {
  for await (const entry of log.entries({ from, to })) if (isOfJudging(entry)) return entry;
  return null;
}

/** A log folded so far, and no further. */
async function stateAsOf(
  log: FoldableLog,
  head: Head,
  to: number,
  { closedAgain }: MvcrsState,
  options: Omit<FoldOptions, "to" | "withIds">,
): Promise<MvcrsState> {
  if (to === 0) return emptyState();
  // Where an entry speaks of a challenge that was closed before, every challenge has to be in memory when it is met.
  const every = closedAgain ? { savedFrom: Number.POSITIVE_INFINITY } : {};
  const part = { ...options, ...every, withTouched: false, withIds: true, to };
  return (await foldLog(log, head, part)).state;
}

/** Where judging stands in a root, read without a lock and with nothing written. */
export async function lookAtJudging(
  options: SavedStateOptions & LookOptions,
): Promise<Judged & { readonly position: LogPosition }> {
  const { paths, files, savedFrom } = options;
  const read: Reading = async (reading) => {
    await using log = await readLedger(paths);
    return await reading(log);
  };
  await using log = await readLedger(paths);
  const head = await log.head();
  const { count, chainHash } = head;
  const saved = await loadSaved(options, count, (seq) => log.leafHash(seq));
  const folded = { files, ...placesOf(paths), ...(savedFrom === undefined ? {} : { savedFrom }) };
  return { ...(await foldJudged(read, head, saved, folded)), position: { count, chainHash } };
}
