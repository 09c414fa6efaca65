import type { Challenge } from "../challenge.ts";
import { type ChallengeLevel, challengeLevels } from "../events.ts";
import { dayOf, type MvcrsState, raisedCount } from "../state.ts";

/** The head of the log that a projection was made from. */
export interface LogPosition {
  readonly count: number;
  readonly chainHash: string;
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6;

export const renderJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** `state/challenge_summary.json`, a function of the log alone: its times are the log's. */
export function challengeSummary(state: MvcrsState, position: LogPosition) {
  const open: Record<ChallengeLevel, number> = { soft: 0, material: 0, critical: 0 };
  let overdue = 0;
  for (const challenges of state.open.values())
    for (const challenge of challenges) {
      open[challenge.level] += 1;
      if (challenge.overdueSince !== null) overdue += 1;
    }
  const raised = raisedCount(state);
  return {
    last_updated: state.lastAt,
    daily_challenge_count: state.lastAt === null ? 0 : (state.raisedPerDay.get(dayOf(state.lastAt)) ?? 0),
    open_soft: open.soft,
    open_material: open.material,
    open_critical: open.critical,
    overdue,
    last_level: state.lastLevel,
    avg_deviation: raised === 0 ? 0 : round(state.deviationSum / raised),
    totals: Object.fromEntries(challengeLevels.map((level) => [level, state.totals[level]])),
    trust_locked: state.lock !== null,
    chain_hash: position.chainHash,
    count: position.count,
  };
}

/** `state/trust_lock.json`: whether a lock is on, and which. */
export function trustLockProjection(state: MvcrsState) {
  const { lock, lastRelease } = state;
  return {
    marker: "MVCRS_TRUST_LOCK",
    locked: lock !== null,
    lock:
      lock === null
        ? null
        : {
            id: lock.id,
            engaged_at: lock.engagedAt,
            actor: lock.actor,
            reason: lock.reason,
            challenge_id: lock.challengeId,
            seq: lock.seq,
            ...(lock.committee === null ? {} : { committee: lock.committee }),
          },
    last_release:
      lastRelease === null
        ? null
        : {
            lock_id: lastRelease.lock_id,
            released_at: lastRelease.at,
            actor: lastRelease.actor,
            approvers: lastRelease.approvers,
            reason: lastRelease.reason,
          },
  };
}

/** One escalation asset: everything a reviewer needs without opening the log. */
export function escalationAsset(challenge: Challenge) {
  const { raised } = challenge;
  return {
    id: challenge.id,
    level: challenge.level,
    status: challenge.status,
    resolution: challenge.resolution,
    metric: challenge.metric,
    source: challenge.source,
    pattern: challenge.pattern,
    advice: challenge.advice,
    reason: raised.reason,
    deviation: challenge.deviation,
    observations: challenge.observations,
    dissent: raised.dissent,
    raised_at: raised.at,
    observed_at: raised.signal.observedAt,
    overdue_since: challenge.overdueSince,
    seq: challenge.seq,
    signal: raised.signal,
    verdicts: raised.verdicts,
    /** The latest observation that the log has of it. */
    latest: { value: challenge.value, observed_at: challenge.observedAt, verdicts: challenge.verdicts },
    history: challenge.history,
  };
}

/** What the asset of a challenge is called: `null` for a soft one, which has none. One that rose to critical is critical. */
export function assetName({ id, level }: Challenge): string | null {
  if (level === "soft") return null;
  return `${level === "material" ? "pending" : "critical"}_challenge_${id}.json`;
}
