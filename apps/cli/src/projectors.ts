import type { Projector } from "@mvcrs/escalation";
import { formatTelemetryCsv } from "@mvcrs/telemetry";

/** The telemetry CSV as a projection of the log: one row a challenge, in the order raised. */
const telemetryCsv: Projector = (state, paths) => [
  {
    path: paths.telemetry,
    text: formatTelemetryCsv(
      [...state.challenges.values()].map(({ raised, level, resolution, deviation, id, metric, source }) => ({
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
      })),
    ),
  },
];

/** Projections that sibling packages add to those of `@mvcrs/escalation`. */
export const projectors: readonly Projector[] = [telemetryCsv];
