import { challengeId, type MvcrsEvent } from "@mvcrs/escalation";
import type { OwnerRoleEvent } from "@selfplay/owner-ops";

/** Who raises the challenges. */
export const actor = "mvcrs owner watch";

/** The events of each transaction. */
export function byTransaction(events: readonly OwnerRoleEvent[]): readonly (readonly OwnerRoleEvent[])[] {
  const groups = new Map<string, OwnerRoleEvent[]>();
  for (const event of events) {
    const group = groups.get(event.transactionHash);
    if (group === undefined) groups.set(event.transactionHash, [event]);
    else group.push(event);
  }
  return [...groups.values()];
}

/**
 * One challenge a transaction, under a metric of its own: each has to be explained by somebody. Material, because the
 * record alone deviates, and one verifier alone never reaches critical (design 3.3).
 */
export function challengeFor(events: readonly OwnerRoleEvent[], chainId: string, at: string): MvcrsEvent {
  const [first] = events;
  if (first === undefined) throw new TypeError("no event");
  const what = events.map(({ contract, event }) => `${contract} ${event}`).join(", ");
  const signal = {
    metric: `owner.uncovered.${first.transactionHash}`,
    source: `evm:${chainId}`,
    value: events.length,
    observedAt: first.at,
    unit: "events",
  };
  const abstained = {
    status: "abstained",
    expected: null,
    deviation: 0,
    confidence: 0,
    reason: "nothing to judge",
  };
  return {
    type: "challenge.raised",
    id: challengeId(signal, "unauthorised-change"),
    at,
    actor,
    level: "material",
    pattern: "unauthorised-change",
    deviation: 1,
    dissent: null,
    advice: "Ask who holds the owner's keys. If nobody did it, pause, rotate the keys, then undo it.",
    reason: `no recorded operation covers ${what} in ${first.transactionHash}, block ${first.blockNumber}`,
    critical_run: 0,
    signal,
    verdicts: {
      primary: {
        status: "voted",
        expected: 0,
        deviation: 1,
        confidence: 1,
        reason: "every owner operation is recorded before it is sent",
      },
      secondary: { ...abstained, status: "abstained" },
      tertiary: { ...abstained, status: "abstained" },
    },
  };
}
