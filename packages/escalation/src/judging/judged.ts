import type { Head } from "@mvcrs/chain";
import type { LogPosition } from "../ledger/artifacts/projections.ts";
import { type FoldableLog, type Folded, type FoldOptions, foldLog, placesOf } from "../ledger/folded/fold.ts";
import type { LookOptions } from "../ledger/look.ts";
import { type LoggedEvent, readLedger } from "../ledger/read-ledger.ts";
import { applyEvent, emptyState, type MvcrsState } from "../ledger/state.ts";
import { loadSaved, type SavedStateOptions } from "./load-saved.ts";
import { isOfJudging, Replay } from "./replay.ts";
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
  log: FoldableLog,
  head: Head,
  saved: SavedState | null,
  options: Omit<FoldOptions, "accepts" | "take" | "withIds">,
): Promise<Judged & Pick<Folded, "from">> {
  const judged = saved?.count ?? 0;
  let ahead: LoggedEvent[] = [];
  const { state, from } = await foldLog(log, head, {
    ...options,
    withIds: true,
    // A folded state may have gone beyond what was judged by what people did, and not by what judging has to meet again.
    async accepts({ count }) {
      ahead = [];
      for await (const entry of log.entries({ from: judged, to: count }))
        if (isOfJudging(entry)) return false;
      return true;
    },
    take(folding, { seq, event }) {
      if (seq === 0) ahead = [];
      if (seq < judged) applyEvent(folding, event, seq);
      else ahead.push({ seq, event });
    },
  });
  return { state, replay: new Replay(state, ahead), saved, from };
}

/** Where judging stands in a root, read without a lock and with nothing written. */
export async function lookAtJudging(
  options: SavedStateOptions & LookOptions,
): Promise<Judged & { readonly position: LogPosition }> {
  await using log = await readLedger(options.paths);
  const head = await log.head();
  const { count, chainHash } = head;
  const saved = await loadSaved(options, count, (seq) => log.leafHash(seq));
  const { paths, files, savedFrom } = options;
  const folded = { files, ...placesOf(paths), ...(savedFrom === undefined ? {} : { savedFrom }) };
  return { ...(await foldJudged(log, head, saved, folded)), position: { count, chainHash } };
}
