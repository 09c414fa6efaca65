import type { Cast } from "./accounts.ts";

/**
 * The configuration of the rehearsal: what the committee has decided, declared. A good first one for a deployment of
 * your own; docs/configuration.md says what every key means.
 */
export function drillConfig(cast: Cast, webhookUrl: string): unknown {
  const counts = { forecast: "off" };
  const none = { target: 0, tolerance: 0.5, tolerance_kind: "absolute" };
  return {
    // One lock a day is the default; here several incidents share one.
    max_auto_trust_locks_per_day: 10,
    metrics: {
      "arena.validatorStake": { target: 5, tolerance: 0 },
      "arena.committeeSize": { target: 3, tolerance: 0 },
      "arena.baseTeacherReward": { target: 100, tolerance: 0 },
      "arena.baseStudentReward": { target: 50, tolerance: 0 },
      "arena.baseValidatorReward": { target: 50, tolerance: 0 },
      "arena.teacherRewardSplitBps": { target: 5000, tolerance: 0 },
      "arena.studentRewardSplitBps": { target: 2500, tolerance: 0 },
      "arena.validatorRewardSplitBps": { target: 2500, tolerance: 0 },
      // None for a moment is what a rotation looks like; two at once are nobody's plan.
      "arena.orchestrators": { bounds: { max: 1 } },
      "stakeManager.lockManagers": { bounds: { max: 1 } },
      // A pause is worth a soft notice, never more: pausing is what people do when something else is wrong.
      "*.paused": { soft_bounds: { max: 0 }, scale: 18 },
      // One slash is for a person to look at, several at once are an incident.
      "arena.recentSlashes": { ...none, scale: 4 },
      "live.contradictions.*": { ...none, scale: 4 },
      "live.disputed": { ...none, scale: 4 },
      // Counters and what follows from them have no level to return to.
      "scoreboard.*": counts,
      "arena.totalRounds": counts,
      "arena.roundsFinalised": counts,
      "arena.slashes": counts,
      "arena.slashedStake": counts,
      "arena.slashRateBps": counts,
      "arena.failureRateBps": counts,
      "stakeManager.totalStaked": counts,
    },
    governance_committee: { members: cast.committee.map(({ address }) => address), threshold: 2 },
    notifications: {
      channels: { monitoring: { kind: "webhook", url: webhookUrl, secret_env: "DRILL_WEBHOOK_SECRET" } },
    },
    log: { origin: "drill.local/log", key: "state/log.key" },
  };
}
