import { challengeId } from "../ledger/challenge-id.ts";
import type { MvcrsEvent } from "../ledger/events.ts";

/** A transaction with events of the owner's roles that no recorded operation covers. */
export interface UncoveredOperation {
  readonly chainId: string;
  readonly transactionHash: string;
  readonly blockNumber: string;
  /** The block's time, RFC 3339 UTC. */
  readonly at: string;
  /** The events, each as `contract event`. */
  readonly events: readonly string[];
}

/** The types of events that record an owner operation. */
export const ownerOperations = [
  "owner_op.intended",
  "owner_op.executed",
] as const satisfies readonly MvcrsEvent["type"][];

/** Who raises the challenges. */
export const uncoveredActor = "mvcrs owner watch";

/**
 * One challenge per transaction, under a metric of its own: each has to be explained by somebody. Material, because the
 * record alone deviates, and one verifier alone never reaches critical (docs/verdicts.md).
 *
 * @param now The present, RFC 3339 UTC.
 */
export function uncoveredChallenge(operation: UncoveredOperation, now: string): MvcrsEvent {
  const { chainId, transactionHash, blockNumber, at, events } = operation;
  const signal = {
    metric: `owner.uncovered.${transactionHash}`,
    source: `evm:${chainId}`,
    value: events.length,
    observedAt: at,
    unit: "events",
  };
  return {
    type: "challenge.raised",
    id: challengeId(signal, "unauthorised-change"),
    at: now,
    actor: uncoveredActor,
    level: "material",
    pattern: "unauthorised-change",
    deviation: 1,
    dissent: null,
    advice: "Ask who holds the owner's keys. If nobody did it, pause, rotate the keys, then undo it.",
    reason: `no recorded operation covers ${events.join(", ")} in ${transactionHash}, block ${blockNumber}`,
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
      secondary: abstained(),
      tertiary: abstained(),
    },
  };
}

const abstained = () => ({
  status: "abstained" as const,
  expected: null,
  deviation: 0,
  confidence: 0,
  reason: "nothing to judge",
});
