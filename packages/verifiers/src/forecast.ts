import type { MetricConfig } from "./config.ts";
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

/** Slots of a series' state. */
const slot = { samples: 0, level: 1, spread: 2, size: 3, time: 4 } as const;
const slots = 5;

export type ForecastMemory = Float64Array;
export const newForecastMemory = (): ForecastMemory => new Float64Array(slots);

const warmUp = 16;

/** Judges a value by the metric's own history. */
export class ForecastVerifier {
  readonly #config: MetricConfig;

  constructor(config: MetricConfig) {
    this.#config = config;
  }

  judge(memory: ForecastMemory, value: number, time: number, learn: boolean): ForecastVerdict {
    if (this.#config.forecast === "off") return off;
    const samples = memory[slot.samples] ?? 0;
    if (samples > 0 && time < (memory[slot.time] ?? 0)) return abstain("older than the sample before it");
    const level = memory[slot.level] ?? 0;
    const spread = memory[slot.spread] ?? 0;
    const size = memory[slot.size] ?? 0;
    const residual = value - level;
    const width = 6 * spread;
    if (learn) {
      const rate = Math.max(1 / 16, 1 / (samples + 1));
      const clipped =
        samples < warmUp || spread === 0 ? residual : Math.max(-width, Math.min(width, residual));
      memory[slot.level] = level + rate * clipped;
      memory[slot.spread] = spread + rate * (Math.abs(clipped) - spread);
      memory[slot.size] = size + rate * (Math.abs(value) - size);
      memory[slot.samples] = samples + 1;
      memory[slot.time] = time;
    }
    if (samples < warmUp) return abstain(`${samples} of ${warmUp} samples seen`);
    const beyond = Math.max(0, Math.abs(residual) - width);
    const scale = this.#config.scale ?? (Math.max(size, spread) || Math.abs(value) || 1);
    return {
      verifier: "forecast",
      status: "voted",
      expected: level,
      deviation: Math.min(deviationCap, beyond / scale),
      confidence: samples / (samples + warmUp),
      reason: beyond === 0 ? "inside the interval" : `${value} is beyond ${level} ± ${width}`,
      interval: [level - width, level + width],
      surprise: 1 - Math.exp(-Math.abs(residual) / (spread || 1e-300)),
    };
  }
}
