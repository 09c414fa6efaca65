// The CSV, and whether it agrees with the log.

export {
  type ChallengeRow,
  formatTelemetryCsv,
  formatTelemetryRow,
  telemetryColumns,
} from "./challenge-row.ts";
export { checkTelemetry, type Disagreement, type TelemetryInput, type TelemetryReport } from "./check.ts";

// What is unusual, and a picture of it. The Prometheus exposition is `@mvcrs/telemetry/metrics`.

export { type BacktestPlotOptions, type PlottedRow, plotBacktest } from "./plot-backtest.ts";
export { type PlotOptions, type PlottedChallenge, plotChallenges } from "./plot-challenges.ts";
export {
  challengeRates,
  minWindows,
  type RatedChallenge,
  type RateFinding,
  type RateOptions,
  type RateReport,
} from "./rates.ts";
