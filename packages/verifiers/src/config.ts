import { z } from "zod";
import { isTimeZone } from "./internal/forecast/zoned-time.ts";
import { defaultThresholds, type Thresholds } from "./thresholds.ts";

const positive = z.number().positive();
const range = z
  .strictObject({
    min: z.number().optional().describe("Lowest value allowed, in the metric's unit."),
    max: z.number().optional().describe("Highest value allowed, in the metric's unit."),
  })
  .refine(({ min, max }) => min !== undefined || max !== undefined, "needs min, max or both")
  .refine(({ min, max }) => min === undefined || max === undefined || min <= max, "min must not exceed max");

/** One entry under `metrics` in `state/mvcrs_config.json`. The key of the entry is a metric name or a glob. */
export const metricConfigSchema = z
  .strictObject({
    target: z.number().optional().describe("Policy: the value the operator expects."),
    tolerance: z
      .number()
      .nonnegative()
      .default(0.05)
      .describe("Policy: how far from the target is still as expected; see tolerance_kind."),
    tolerance_kind: z
      .enum(["relative", "absolute"])
      .default("relative")
      .describe(
        "Policy: `relative` reads tolerance as a share of the target, `absolute` in the metric's unit.",
      ),
    scale: positive
      .optional()
      .describe(
        "What a deviation of 1 means, in the metric's unit. Unless set, policy takes the target (or the width of the bounds), consensus the witnesses' value, forecast the usual size of the metric.",
      ),
    bounds: range.optional().describe("Policy: hard bounds; a value beyond them is at least critical."),
    soft_bounds: range.optional().describe("Policy: soft bounds; a value beyond them is at least soft."),
    allowed: z
      .array(z.number())
      .min(1)
      .optional()
      .describe("Policy: the only values allowed; any other is at least critical."),
    max_rate: positive
      .optional()
      .describe("Policy: largest change per max_rate_per between two observations, in the metric's unit."),
    max_rate_per: z
      .enum(["second", "minute", "hour", "day"])
      .default("hour")
      .describe("Policy: the time unit of max_rate."),
    monotone: z
      .enum(["increasing", "decreasing"])
      .optional()
      .describe("Policy: a counter that must never go the other way; standing still is fine."),
    max_staleness_seconds: positive
      .optional()
      .describe(
        "Policy: longest silence of the metric; each further such span without a report deviates more.",
      ),
    freshness_seconds: positive
      .optional()
      .describe(
        "A sample older than the newest sample of the run by more than this is stale: consensus and forecast abstain.",
      ),
    frozen_under_lock: z
      .boolean()
      .default(false)
      .describe("Policy: while a trust lock is on, any change of the value is a deviation."),
    quorum: z
      .int()
      .min(1)
      .max(32)
      .default(2)
      .describe("Consensus: how many independent witnesses are needed before it votes."),
    witness_tolerance: z
      .number()
      .nonnegative()
      .optional()
      .describe(
        "Consensus: how far from the consensus a report or witness may be and still agree, as a share of `scale`; the soft threshold unless set.",
      ),
    witness_skew_seconds: z
      .number()
      .nonnegative()
      .default(300)
      .describe("Consensus: a witness counts if its time is at most so far from the signal's."),
    forecast: z
      .enum(["on", "off"])
      .default("on")
      .describe("Forecast: `off` for metrics whose past says nothing about their future."),
    season: z
      .union([z.enum(["auto", "none", "daily", "weekly"]), positive.describe("Season in seconds.")])
      .default("auto")
      .describe(
        "Forecast: the length of the season. `auto` looks for a daily and a weekly one; a number gives it in seconds.",
      ),
    season_zone: z
      .string()
      .refine(isTimeZone, "must be a time zone of the IANA database, such as Europe/Berlin")
      .default("UTC")
      .describe("Forecast: the time zone in which the days and weeks of the season are counted."),
    required: z
      .boolean()
      .default(false)
      .describe(
        "If two of the three verifiers abstain on this metric, that lack of coverage is a soft deviation.",
      ),
  })
  .refine(({ tolerance_kind, target }) => tolerance_kind === "absolute" || target !== 0, {
    path: ["tolerance_kind"],
    message: 'a target of 0 needs tolerance_kind "absolute": no share of 0 is a tolerance',
  });

/** A metric's entry after validation: every key with a default is present. */
export type MetricConfig = z.output<typeof metricConfigSchema>;

export interface PanelConfig {
  readonly thresholds: Thresholds;
  /** 0 to 1; a verdict of lower confidence abstains. */
  readonly confidenceFloor: number;
  /** At least 1: this many observations of the last eight make a source's or a verifier's lone deviation material. */
  readonly dissentPersistence: number;
  /** By metric name or glob; the most specific wins. A metric without an entry gets every default. */
  readonly metrics: Readonly<Record<string, MetricConfig>>;
}

/** The configuration of an operator who has set nothing. */
export const defaultPanelConfig: PanelConfig = {
  thresholds: defaultThresholds,
  confidenceFloor: 0.5,
  dissentPersistence: 3,
  metrics: {},
};
