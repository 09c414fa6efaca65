import type { MetricConfig } from "./config.ts";
import { at, type ForecastMemory } from "./internal/forecast-memory.ts";
import { ForecastModel, featureNames, warmUp } from "./internal/forecast-model.ts";
import { deviationCap, type ForecastVerdict } from "./verdict.ts";

const abstain = (reason: string): ForecastVerdict => ({
  verifier: "forecast",
  status: "abstained",
  expected: null,
  deviation: 0,
  confidence: 0,
  reason,
});
const off = abstain("switched off for this metric");
const late = abstain("older than the sample before it");
const cold = Array.from({ length: warmUp }, (_, seen) => abstain(`${seen} of ${warmUp} samples seen`));

/** Judges a value by the metric's own history. */
export class ForecastVerifier {
  readonly #config: MetricConfig;
  readonly #model: ForecastModel;

  constructor(config: MetricConfig) {
    this.#config = config;
    this.#model = new ForecastModel(config.season);
  }

  /**
   * Judges one sample and, if `learn`, takes it into the history. `detailed` asks for interval and surprise in any
   * case; otherwise they are there only where the deviation is above 0.
   */
  judge(
    memory: ForecastMemory,
    value: number,
    time: number,
    learn: boolean,
    detailed = false,
  ): ForecastVerdict {
    if (this.#config.forecast === "off") return off;
    const { levels, base } = memory;
    const samples = levels[base + at.samples] ?? 0;
    if (time < (levels[base + at.lastTime] ?? 0) && samples > 0) return late;
    const reading = this.#model.observe(memory, value, time, learn, detailed);
    if (!reading.ready) return cold[samples] ?? off;
    const { expected, excess, size, unit, lower, upper } = reading;
    const confidence = samples / (samples + warmUp);
    if (excess === 0) {
      const calm = {
        verifier: "forecast",
        status: "voted",
        expected,
        deviation: 0,
        confidence,
        reason: "like its history",
      } as const;
      return detailed ? { ...calm, interval: [lower, upper], surprise: 1 - reading.chance } : calm;
    }
    const { scale } = this.#config;
    const share = scale === undefined ? excess / (size > 0 ? size : 1) : (excess * unit) / scale;
    return {
      verifier: "forecast",
      status: "voted",
      expected,
      deviation: Math.min(deviationCap, share),
      confidence,
      reason: `the ${featureNames[reading.worst] ?? "value"} is unlike its history: ${value}, expected ${short(expected)} (${short(lower)} to ${short(upper)})`,
      interval: [lower, upper],
      surprise: 1 - reading.chance,
    };
  }
}

const short = (value: number): string => String(Number(value.toPrecision(6)));
