import { isOverdue } from "../judging/review-clock.ts";
import { mutesInForce } from "../judging/tick.ts";
import { type Challenge, isOpen } from "../ledger/challenge.ts";
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
  let overdue = 0;
  for (const challenges of state.open.values())
    for (const challenge of challenges) if (isOverdue(challenge, now, reviewWindowMs)) overdue += 1;
  return {
    challenges: [...state.challenges.values()].map(measuredChallenge),
    overdue,
    lockedSince: state.lock === null ? null : seconds(state.lock.engagedAt),
    mutedMetrics: mutesInForce(state, now).length,
    log: {
      entries: head.count,
      bytes: head.bytes,
      lastEntryAt: state.lastAt === null ? null : seconds(state.lastAt),
    },
  };
}

function measuredChallenge(challenge: Challenge) {
  const { raised, level, status, resolution } = challenge;
  const { primary, secondary, tertiary } = raised.verdicts;
  const voters = Object.entries({ policy: primary, consensus: secondary, forecast: tertiary })
    .filter(([, verdict]) => verdict.status === "voted")
    .map(([name]) => name);
  return {
    raisedLevel: raised.level,
    level,
    open: isOpen(challenge),
    acknowledged: status === "acknowledged",
    resolution,
    latency: seconds(raised.at) - seconds(raised.signal.observedAt),
    voters,
  };
}
