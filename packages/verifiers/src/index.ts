// Judging: a panel of three verifiers, and what they say.

export type { Assessment } from "./assessment.ts";
export { type Confirmation, type Grades, isVote, type LevelRules } from "./levels.ts";
export { createPanel, type JudgeContext, type Panel, restorePanel } from "./panel.ts";
export { deviationOfScore, softScore } from "./score.ts";
export { defaultThresholds, levelOf, type Thresholds } from "./thresholds.ts";
export {
  type BrokenRule,
  type ConsensusVerdict,
  deviationCap,
  type ForecastVerdict,
  type Level,
  type PolicyVerdict,
  type Verdict,
  type Verdicts,
  type VerifierName,
  verifierNames,
} from "./verdict.ts";

// What deviations mean.

export {
  adviceFor,
  familyOf,
  isAboutValue,
  meaningOf,
  outranks,
  type Pattern,
  patternOf,
} from "./pattern.ts";

// What they take: signals and the configuration.

export { defaultPanelConfig, type MetricConfig, metricConfigSchema, type PanelConfig } from "./config.ts";
export { metricMatcher } from "./metric-pattern.ts";
export { isMetricName, isSourceName, type Signal, type Witness } from "./signal.ts";
export { signalSchema } from "./signal-schema.ts";

// What they have learnt, to be saved and restored.

export { type PanelSnapshot, snapshotVersion } from "./snapshot.ts";
export type { WitnessHealth } from "./witness-health.ts";

// For callers that keep something per series.

export { SeriesIndex, type SeriesKey } from "./series-index.ts";

// Trying thresholds on a recorded series.

export {
  type BacktestOptions,
  type BacktestResult,
  type BacktestRow,
  backtest,
  defaultAnomalyThreshold,
} from "./backtest.ts";

// What goes wrong.

export { verifierErrors } from "./errors.ts";
