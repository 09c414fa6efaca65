import type { Entry, Head } from "@mvcrs/chain";
import { isCodedError } from "@mvcrs/errors";
import { type FileLayer, nodeFiles, type TextFiles } from "@mvcrs/files";
import type { ArtifactPaths } from "../artifacts/paths.ts";
import type { MvcrsEvent } from "../events.ts";
import type { LoggedEvent } from "../read-ledger.ts";
import { applyEvent, emptyState, type MvcrsState, NotInMemory, settle } from "../state.ts";
import { LockCounts, lockNamedIn, type ProvenLog, readLockEntries } from "./lock-entries.ts";
import { locksInBytes } from "./locks-in-bytes.ts";
import { Odd } from "./odd.ts";
import { readSaved } from "./saved.ts";
import type { Saved, SavedTables } from "./saved-format.ts";

/** A log that is open, for reading or writing. */
export interface FoldableLog extends ProvenLog {
  entries(range?: { readonly from?: number; readonly to?: number }): AsyncIterable<Entry<MvcrsEvent>>;
}

export interface FoldOptions {
  readonly files: Pick<TextFiles, "read">;
  /** The folder of the saved state. */
  readonly folder: string;
  /** `trust_lock.json`: the lock that it names has to be among the entries that the saved state knows of. */
  readonly lockFile?: string;
  /**
   * The log's own file, where the answer permits something: every lock that its bytes engage has to be among the entries that the
   * saved state knows of, whatever else was forged alike.
   */
  readonly logFile?: string;
  readonly disk?: FileLayer;
  /** Entries from which on a state is worth saving. */
  readonly savedFrom?: number;
  /** Believe nothing that was saved: to check or recreate what follows from the log. Default false. */
  readonly fromStart?: boolean;
  /** Whether every id may be asked for, not only those of the entries folded. Default false. */
  readonly withIds?: boolean;
  /** Whether it is to be known which challenges the entries changed. Default false. */
  readonly withTouched?: boolean;
  /** Fold no entry from this one on. Default: the log's head. */
  readonly to?: number;
  /** Which saved state will do. Default: every one of this log. */
  readonly accepts?: (saved: Saved) => Promise<boolean>;
  /** Takes an entry in. Default: folds it. */
  readonly take?: (state: MvcrsState, entry: LoggedEvent) => void;
}

/** Where to look in a root; in the bytes of the log itself where the answer permits something. */
export const placesOf = (
  { folded, trustLock, log }: Pick<ArtifactPaths, "folded" | "trustLock" | "log">,
  sureOfLock = false,
) => ({ folder: folded, lockFile: trustLock, ...(sureOfLock ? { logFile: log } : {}) });

/** A log folded as far as it was asked for. */
export interface Folded {
  readonly state: MvcrsState;
  /** What the saved state knew that it was folded from; `null` where the log was folded from its start. */
  readonly from: { readonly count: number; readonly tables: SavedTables } | null;
}

/**
 * A log of fewer entries is folded from its start each time: that takes a few milliseconds, and reads every entry. Longer
 * ones are folded from the state that the last command saved.
 */
export const savedFromDefault = 1000;
/** Closed challenges are let go about this often, so that a long log is folded in little memory. */
export const settleEvery = 4096;

/**
 * Folds a log up to its head. What is old comes from the state that was saved, where that is of this log; whatever is odd
 * about it, the log is folded from its start.
 *
 * @throws LOG_INCONSISTENT, what `entries` throws
 */
export async function foldLog(log: FoldableLog, head: Head, options: FoldOptions): Promise<Folded> {
  const { savedFrom = savedFromDefault, fromStart = false } = options;
  if (head.count >= savedFrom && !fromStart) {
    // A command that saves meanwhile may take a file away that the state before names.
    for (let tries = 1; tries <= 2; tries++) {
      const saved = await readSaved(options);
      if (saved === null) break;
      const folded = await foldOn(log, head, saved, options).catch(unlessOdd);
      if (folded !== undefined) return folded;
    }
  }
  return { state: await foldWhole(log, head, options), from: null };
}

async function foldOn(log: FoldableLog, head: Head, saved: Saved, options: FoldOptions): Promise<Folded> {
  const { state, count, chainHash, tables } = saved;
  const { to = head.count, take = fold } = options;
  if (count > to || (await log.leafHash(count - 1)) !== chainHash) throw new Odd();
  if (!((await options.accepts?.(saved)) ?? true)) throw new Odd();
  const counts = new LockCounts();
  if (!(await readLockEntries(log, head.count, state, counts))) throw new Odd();
  if (options.withTouched === true) state.touched = new Set();
  if (options.withIds === true) await state.ids.load();
  for await (const { seq, event } of log.entries({ from: count, to: head.count })) {
    counts.add(event);
    if (seq >= to) continue;
    if (event.type === "challenge.raised") await state.ids.load();
    take(state, { seq, event });
  }
  // An entry about the lock that the saved state does not know of would be missing here.
  if (!counts.agree(head.counters)) throw new Odd();
  if (options.lockFile !== undefined) {
    const named = await lockNamedIn(options.files, options.lockFile);
    // One that was engaged after this look is not among them yet.
    if (named !== null && named < to && !state.lockEntries.includes(named)) throw new Odd();
  }
  if (options.logFile !== undefined) {
    const known = new Set(state.lockEntries);
    for await (const seq of locksInBytes(options.disk ?? nodeFiles, options.logFile))
      if (seq < to && !known.has(seq)) throw new Odd();
  }
  return { state, from: { count, tables } };
}

async function foldWhole(log: FoldableLog, head: Head, options: FoldOptions): Promise<MvcrsState> {
  const { savedFrom = savedFromDefault, to = head.count, take = fold } = options;
  const foldAll = async (settling: boolean): Promise<MvcrsState> => {
    const state = emptyState();
    for await (const { seq, event } of log.entries({ to })) {
      take(state, { seq, event });
      if (settling && seq % settleEvery === 0) settle(state);
    }
    return state;
  };
  const settling = head.count >= savedFrom;
  try {
    return await foldAll(settling);
  } catch (thrown) {
    // An event about a challenge that was closed long before: it has to be in memory for that.
    if (!(thrown instanceof NotInMemory)) throw thrown;
    return foldAll(false);
  }
}

const fold = (state: MvcrsState, { seq, event }: LoggedEvent): void => applyEvent(state, event, seq);

/** What the log itself has to answer for, its own folding says. */
function unlessOdd(thrown: unknown): undefined {
  if (thrown instanceof Odd || thrown instanceof NotInMemory || isCodedError(thrown)) return undefined;
  throw thrown;
}
