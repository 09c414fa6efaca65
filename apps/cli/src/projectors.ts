import { challengeRows, type Projector } from "@mvcrs/escalation";
import { formatTelemetryCsv } from "@mvcrs/telemetry";

/** The telemetry CSV as a projection of the log. */
const telemetryCsv: Projector = (state, paths) => [
  { path: paths.telemetry, text: formatTelemetryCsv(challengeRows(state)) },
];

/** Projections that sibling packages add to those of `@mvcrs/escalation`. */
export const projectors: readonly Projector[] = [telemetryCsv];
