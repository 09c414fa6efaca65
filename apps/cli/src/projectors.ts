import { challengeRow, type Projector } from "@mvcrs/escalation";
import { formatTelemetryCsv, formatTelemetryRow } from "@mvcrs/telemetry";

/** The telemetry CSV as a projection of the log. */
const telemetryCsv: Projector = {
  path: ({ telemetry }) => telemetry,
  header: formatTelemetryCsv([]),
  row: (challenge) => formatTelemetryRow(challengeRow(challenge)),
};

/** Projections that sibling packages add to those of `@mvcrs/escalation`. */
export const projectors: readonly Projector[] = [telemetryCsv];
