import type { MetricConfig } from "./config.ts";
import { at, type ForecastMemory } from "./internal/forecast/memory.ts";
import { ForecastModel } from "./internal/forecast/model.ts";
import { partNames, type Reading } from "./internal/forecast/reading.ts";
import { warmUp } from "./internal/forecast/tracker.ts";
import { ZonedTime } from "./internal/forecast/zoned-time.ts";
import { deviationOfScore } from "./score.ts";
import type { ForecastVerdict } from "./verdict.ts";

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

/** What a series that stands still has done before. */
export interface Standing {
  /** Equal readings in a row beyond the first. */
  readonly run: number;
  /** The most of them before this run. */
  readonly longest: number;
}

/** Judges a value by the metric's own history. */
export class ForecastVerifier {
  readonly #config: MetricConfig;
  readonly #model: ForecastModel;
  readonly #zone: ZonedTime | null;
  /** The score before silence of the last sample judged: what stays strange stays high. */
  raw = 0;
  /** Whether that sample was so far off that no season could explain it. */
  extreme = false;

  constructor(config: MetricConfig) {
    this.#config = config;
    this.#model = new ForecastModel(config.season);
    this.#zone = config.season_zone === "UTC" ? null : new ZonedTime(config.season_zone);
  }

  /** Judges one sample and adds it to the history. `detailed` asks for the interval in any case. */
  judge(memory: ForecastMemory, value: number, time: number, detailed = false): ForecastVerdict {
    this.raw = 0;
    this.extreme = false;
    if (this.#config.forecast === "off") return off;
    const { numbers, base } = memory;
    const samples = numbers[base + at.samples] ?? 0;
    const local = this.#zone === null ? time : this.#zone.local(time);
    if (samples > 0 && time < (numbers[base + at.lastTime] ?? 0)) return late;
    const reading = this.#model.observe(memory, value, time, local, detailed);
    if (!reading.ready) return cold[samples] ?? off;
    this.raw = reading.raw;
    this.extreme = reading.farOut;
    const confidence = samples / (samples + warmUp);
    const deviation = deviationOfScore(reading.score);
    // Nearly every sample is usual, and nothing is put together for it that nobody reads.
    if (!detailed && reading.score < 2)
      return {
        verifier: "forecast",
        status: "voted",
        expected: reading.expected,
        deviation,
        confidence,
        reason: "like its history",
      };
    return {
      verifier: "forecast",
      status: "voted",
      expected: reading.expected,
      deviation,
      confidence,
      reason: reading.score < 2 ? "like its history" : unlike(reading),
      interval: [reading.lower, reading.upper],
      score: reading.score,
    };
  }

  /** Whether the value stands still longer than a few observations: a cheap look before `standing`. */
  isStanding({ numbers, base }: ForecastMemory): boolean {
    return (
      (numbers[base + at.standing] ?? 0) >= standsFrom && (numbers[base + at.changes] ?? 0) >= movedOften
    );
  }

  /** Whether the last value is zero, or the smallest or largest of the series: where one may rest. */
  isAtEdge({ numbers, base }: ForecastMemory): boolean {
    const last = numbers[base + at.lastReading] ?? 0;
    return (
      last === 0 || last <= (numbers[base + at.lowest] ?? 0) || last >= (numbers[base + at.highest] ?? 0)
    );
  }

  /** How long the series has stood still, and how long it ever did; null where it has not moved often enough to say. */
  standing({ numbers, base }: ForecastMemory): Standing | null {
    if (this.#config.forecast === "off" || (numbers[base + at.changes] ?? 0) < movedOften) return null;
    return { run: numbers[base + at.standing] ?? 0, longest: numbers[base + at.longestStanding] ?? 0 };
  }
}

/** When the series began, in milliseconds. */
export const beganAt = ({ numbers, base }: ForecastMemory): number => numbers[base + at.firstTime] ?? 0;

const movedOften = 100;
const standsFrom = 12;

function unlike({ part, observed, expected, lower, upper }: Reading): string {
  const what = partNames[part] ?? "value";
  // A range that rounding alone makes is none.
  const least = 1e-9 * Math.max(Math.abs(observed), Math.abs(expected));
  const shown = (value: number) => short(Math.abs(value) < least ? 0 : value);
  return `the ${what} is unlike its history: ${shown(observed)}, expected ${shown(expected)} (${shown(lower)} to ${shown(upper)})`;
}

const short = (value: number): string => String(Number(value.toPrecision(6)));
