import type { LogPosition } from "../ledger/artifacts/projections.ts";
import { type LoggedEvent, readLedger } from "../ledger/read-ledger.ts";
import { applyEvent, emptyState, type MvcrsState } from "../ledger/state.ts";
import { loadSaved, type SavedStateOptions } from "./load-saved.ts";
import { Replay } from "./replay.ts";
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
  return { state, replay: new Replay(state, []), saved: null };
}

/** Folds a log as far as it was judged, and keeps the rest to be recognised. */
export async function foldJudged(
  entries: AsyncIterable<LoggedEvent>,
  saved: SavedState | null,
): Promise<Judged> {
  const state = emptyState();
  const ahead: LoggedEvent[] = [];
  for await (const { seq, event } of entries) {
    if (seq < (saved?.count ?? 0)) applyEvent(state, event, seq);
    else ahead.push({ seq, event });
  }
  return { state, replay: new Replay(state, ahead), saved };
}

/** Where judging stands in a root, read without a lock and with nothing written. */
export async function lookAtJudging(
  options: SavedStateOptions & { readonly paths: Parameters<typeof readLedger>[0] },
): Promise<Judged & { readonly position: LogPosition }> {
  await using log = await readLedger(options.paths);
  const { count, chainHash } = await log.head();
  const saved = await loadSaved(options, count, async (seq) => (await log.at(seq)).leafHash);
  return { ...(await foldJudged(log.entries({ to: count }), saved)), position: { count, chainHash } };
}
