import type { MvcrsState, Projector } from "@mvcrs/escalation";
import { type ChallengeRow, formatTelemetryCsv } from "@mvcrs/telemetry";

/** One row a challenge, in the order raised. */
export function telemetryRows(state: MvcrsState): ChallengeRow[] {
  return [...state.challenges.values()].map(
    ({ raised, level, resolution, deviation, id, metric, source }) => ({
      timestamp: raised.at,
      level,
      resolution: resolution ?? "",
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

/** The telemetry CSV as a projection of the log. */
const telemetryCsv: Projector = (state, paths) => [
  { path: paths.telemetry, text: formatTelemetryCsv(telemetryRows(state)) },
];

/** Projections that sibling packages add to those of `@mvcrs/escalation`. */
export const projectors: readonly Projector[] = [telemetryCsv];
