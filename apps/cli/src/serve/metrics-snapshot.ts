import type { Head } from "@mvcrs/chain";
import { type Challenge, isOpen, isOverdue, type MvcrsState, mutesInForce } from "@mvcrs/escalation";
import type { Delivery } from "@mvcrs/notify";
import type { BareSnapshot, MeteredChallenge, MetricsSnapshot } from "@mvcrs/telemetry/metrics";
import type { WitnessHealth } from "@mvcrs/verifiers";

const seconds = (at: string): number => Date.parse(at) / 1000;

/** What is known without the log. */
export function bareSnapshot(
  outbox: readonly Delivery[],
  verified: MetricsSnapshot["verified"],
): BareSnapshot {
  const deliveries = outbox.map(({ channel, status, notice }) => ({
    channel,
    status,
    since: seconds(notice.at),
  }));
  return { verified, outbox: deliveries };
}

/** What is measured, from the log, the outbox and the present (milliseconds). */
export function metricsSnapshot(from: {
  readonly state: MvcrsState;
  readonly head: Head;
  readonly bare: BareSnapshot;
  readonly witnesses: readonly WitnessHealth[];
  readonly now: number;
  readonly reviewWindowMs: number;
}): MetricsSnapshot {
  const { state, head, bare, witnesses, now, reviewWindowMs } = from;
  let overdue = 0;
  for (const challenges of state.open.values())
    for (const challenge of challenges) if (isOverdue(challenge, now, reviewWindowMs)) overdue += 1;
  return {
    ...bare,
    challenges: [...state.challenges.values()].map(metered),
    overdue,
    lockedSince: state.lock === null ? null : seconds(state.lock.engagedAt),
    mutedMetrics: mutesInForce(state, now).length,
    witnesses: witnesses.map(({ repeats, ...rest }) => ({ ...rest, dependent: repeats !== null })),
    log: {
      entries: head.count,
      bytes: head.bytes,
      lastEntryAt: state.lastAt === null ? null : seconds(state.lastAt),
    },
  };
}

function metered(challenge: Challenge): MeteredChallenge {
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
