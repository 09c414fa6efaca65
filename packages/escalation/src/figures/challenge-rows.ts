import type { MvcrsState } from "../ledger/state.ts";

/** One row per challenge, in the order raised, as the telemetry CSV has it. */
export function challengeRows(state: MvcrsState) {
  return [...state.challenges.values()].map(
    ({ raised, level, resolution, deviation, id, metric, source }) => ({
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
    }),
  );
}
