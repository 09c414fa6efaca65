import { type MetricConfig, metricConfigSchema } from "./config.ts";
import { ForecastVerifier } from "./forecast.ts";
import { forecastMemories } from "./internal/forecast/memory.ts";
import { alarmScore } from "./internal/forecast/silence.ts";
import { deviationOfScore } from "./score.ts";
import { defaultThresholds, levelOf, type Thresholds } from "./thresholds.ts";
import type { Level } from "./verdict.ts";

/** One row of a series; `time` in milliseconds. */
export interface BacktestRow {
  readonly time: number;
  readonly value: number;
}

export interface BacktestOptions {
  /** The metric's entry; its defaults unless given. */
  readonly metric?: MetricConfig;
  readonly thresholds?: Thresholds;
}

/** What the forecast would have said of one row. */
export interface BacktestResult extends BacktestRow {
  /** Null until the forecast has seen enough. */
  readonly expected: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** What `mvcrs run` would have gone by, 0 to `deviationCap`. */
  readonly deviation: number;
  /** The level of the deviation by itself, before it is triangulated. */
  readonly level: Level;
}

/** A deviation from which one may call a row an anomaly: the one from which an alarm silences the next. */
export const defaultAnomalyThreshold: number = Number(deviationOfScore(alarmScore).toPrecision(3));

/**
 * The forecast over a recorded series, as if it came in now: no row is judged by what came after it. A row older than
 * one before it is not judged and not learnt.
 */
export function* backtest(
  rows: Iterable<BacktestRow>,
  options: BacktestOptions = {},
): Generator<BacktestResult> {
  const { thresholds = defaultThresholds } = options;
  const verifier = new ForecastVerifier(options.metric ?? metricConfigSchema.parse({}));
  const memory = forecastMemories()();
  for (const { time, value } of rows) {
    const { expected, interval, deviation } = verifier.judge(memory, value, time, true);
    yield {
      time,
      value,
      expected,
      lower: interval?.[0] ?? null,
      upper: interval?.[1] ?? null,
      deviation,
      level: levelOf(deviation, thresholds),
    };
  }
}
