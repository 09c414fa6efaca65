import type { Challenge } from "../ledger/challenge.ts";

/** The row of a challenge, as the telemetry CSV has it. */
export function challengeRow({ raised, level, resolution, deviation, id, metric, source }: Challenge) {
  return {
    timestamp: raised.at,
    level,
    resolution: resolution ?? ("" as const),
    primaryConfidence: raised.verdicts.primary.confidence,
    secondaryConfidence: raised.verdicts.secondary.confidence,
    tertiaryConfidence: raised.verdicts.tertiary.confidence,
    deviation,
    challengeId: id,
    metric,
    source,
  };
}
