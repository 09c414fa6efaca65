export { type ChallengeRow, formatTelemetryCsv, telemetryColumns } from "./challenge-row.ts";
export { checkTelemetry, type Disagreement, type TelemetryInput, type TelemetryReport } from "./check.ts";
export { type PlotOptions, type PlottedChallenge, plotChallenges } from "./plot.ts";
export {
  challengeRates,
  minWindows,
  type RatedChallenge,
  type RateFinding,
  type RateOptions,
  type RateReport,
} from "./rates.ts";
