import { type MetricConfig, metricConfigSchema } from "./config.ts";
import { ForecastVerifier } from "./forecast.ts";
import { forecastMemories } from "./internal/forecast-memory.ts";
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
  /** No second alarm within this time (milliseconds, one day unless given), unless it is stronger. */
  readonly quietTime?: number;
  /** Nor within so many samples (100 unless given). */
  readonly quietSamples?: number;
}

/** What the forecast would have said of one row. */
export interface BacktestResult extends BacktestRow {
  /** Null until the forecast has seen enough. */
  readonly expected: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** 0 to 1: a tenth of the decimal exponent of how unlikely the row was; 0 in the quiet time after an alarm. */
  readonly anomalyScore: number;
  readonly deviation: number;
  /** The level of the deviation by itself, before triangulation. */
  readonly level: Level;
}

/**
 * A score at which one may call a row an anomaly. A forecast with a full memory that has never seen the like says 0.27
 * (two in a thousand) without extrapolating; this is just above.
 */
export const defaultScoreThreshold = 0.28;

const day = 86_400_000;
/** Weaker scores are no alarms, so nothing is kept quiet after them. */
const faint = 0.02;

/**
 * The forecast over a recorded series, as if it came in now: no row is judged by what came after it. A row older than
 * one before it is not judged and not learnt.
 */
export function* backtest(
  rows: Iterable<BacktestRow>,
  options: BacktestOptions = {},
): Generator<BacktestResult> {
  const { thresholds = defaultThresholds, quietTime = day, quietSamples = 100 } = options;
  const verifier = new ForecastVerifier(options.metric ?? metricConfigSchema.parse({}));
  const memory = forecastMemories()();
  let peak = 0;
  let since = Number.POSITIVE_INFINITY;
  let at = Number.NEGATIVE_INFINITY;
  for (const { time, value } of rows) {
    const verdict = verifier.judge(memory, value, time, true, true);
    const raw = scoreOf(verdict.surprise ?? 0);
    const quiet = since < quietSamples || time - at < quietTime;
    since += 1;
    let anomalyScore = raw;
    if (quiet && raw <= peak) anomalyScore = 0;
    else if (raw > faint) {
      peak = raw;
      since = 0;
      at = time;
    }
    yield {
      time,
      value,
      expected: verdict.expected,
      lower: verdict.interval?.[0] ?? null,
      upper: verdict.interval?.[1] ?? null,
      anomalyScore,
      deviation: verdict.deviation,
      level: levelOf(verdict.deviation, thresholds),
    };
  }
}

/** A tenth of the number of zeros in "one in 1000…": 0.3 for one in a thousand, 1 for one in ten thousand millions. */
function scoreOf(surprise: number): number {
  const chance = 1 - surprise;
  return chance <= 1e-10 ? 1 : Math.max(0, -Math.log10(chance) / 10);
}
