import { isOverdue } from "../judging/review-clock.ts";
import { mutesInForce } from "../judging/tick.ts";
import { latencyBounds } from "../ledger/latencies.ts";
import type { MvcrsState } from "../ledger/state.ts";

const seconds = (at: string): number => Date.parse(at) / 1000;

/** What is measured of a log and its state at a moment (milliseconds); times in seconds. */
export function measured(from: {
  readonly state: MvcrsState;
  readonly head: { readonly count: number; readonly bytes: number };
  readonly now: number;
  readonly reviewWindowMs: number;
}) {
  const { state, head, now, reviewWindowMs } = from;
  const open = [...state.open.values()].flat();
  return {
    raised: state.totals,
    resolved: state.resolvedAs,
    open: open.map(({ level, status }) => ({ level, acknowledged: status === "acknowledged" })),
    latencies: { bounds: latencyBounds, of: state.latencies },
    overdue: open.filter((challenge) => isOverdue(challenge, now, reviewWindowMs)).length,
    lockedSince: state.lock === null ? null : seconds(state.lock.engagedAt),
    mutedMetrics: mutesInForce(state, now).length,
    log: {
      entries: head.count,
      bytes: head.bytes,
      lastEntryAt: state.lastAt === null ? null : seconds(state.lastAt),
    },
  };
}
