import type { MetricConfig } from "./config.ts";
import type { Thresholds } from "./thresholds.ts";
import { type BrokenRule, deviationCap, type PolicyVerdict } from "./verdict.ts";

const secondsPer = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const;

/** What policy remembers of a series; times in milliseconds. `seen` is 0 before the first observation. */
export interface PolicyMemory {
  seen: 0 | 1;
  lastValue: number;
  lastTime: number;
  /** 1 while a lock is on; the value it froze is `lockedValue`. */
  locked: 0 | 1;
  lockedValue: number;
  /** How many whole staleness spans of the present silence were reported. */
  silentSpans: number;
  /** The acceptance (its entry) after which the value came back to the target; -1 for none. */
  spentAt: number;
}

/** A value that a person accepted beside the target, and the entry of the log that says so. */
export interface Accepted {
  readonly value: number;
  readonly at: number;
}

export const newPolicyMemory = (): PolicyMemory => ({
  seen: 0,
  lastValue: 0,
  lastTime: 0,
  locked: 0,
  lockedValue: 0,
  silentSpans: 0,
  spentAt: -1,
});

const silentVerdict = (reason: string): PolicyVerdict => ({
  verifier: "policy",
  status: "abstained",
  expected: null,
  deviation: 0,
  confidence: 0,
  reason,
});
const nothingDeclared = silentVerdict("the configuration declares nothing about this metric");

/** What a deviation of 1 is for policy: declared, else the target's size, else the width of the bounds, else 1. */
function policyScale(config: MetricConfig): number {
  if (config.scale !== undefined) return config.scale;
  if (config.target !== undefined && config.target !== 0) return Math.abs(config.target);
  if (config.target !== undefined && config.tolerance > 0) return config.tolerance;
  const { min, max } = config.bounds ?? config.soft_bounds ?? {};
  if (min !== undefined && max !== undefined && max > min) return max - min;
  return Math.abs(max ?? min ?? 0) || 1;
}

/** The declared expectation of one metric, applied to one series after another. The formulas stand in the README. */
export class PolicyVerifier {
  readonly #config: MetricConfig;
  readonly #thresholds: Thresholds;
  readonly #scale: number;
  readonly #tolerance: number;
  readonly #ratePerSecond: number;
  readonly #declared: boolean;
  readonly #asExpected: PolicyVerdict;

  constructor(config: MetricConfig, thresholds: Thresholds) {
    this.#config = config;
    this.#thresholds = thresholds;
    this.#scale = policyScale(config);
    const relative = config.tolerance_kind === "relative" ? Math.abs(config.target ?? 0) : 1;
    this.#tolerance = config.tolerance * relative;
    this.#ratePerSecond =
      config.max_rate === undefined
        ? Number.POSITIVE_INFINITY
        : config.max_rate / secondsPer[config.max_rate_per];
    this.#declared =
      config.target !== undefined ||
      config.bounds !== undefined ||
      config.soft_bounds !== undefined ||
      config.allowed !== undefined ||
      config.max_rate !== undefined ||
      config.monotone !== undefined ||
      config.max_staleness_seconds !== undefined;
    this.#asExpected = this.#verdict([], "as declared");
  }

  /** Judges one observation and remembers it. `accepted` is a value that a person has accepted beside the target. */
  judge(
    memory: PolicyMemory,
    value: number,
    time: number,
    locked: boolean,
    accepted: Accepted | null = null,
  ): PolicyVerdict {
    const frozen = locked && this.#config.frozen_under_lock;
    if (frozen && memory.locked === 0 && memory.seen === 1) {
      memory.locked = 1;
      memory.lockedValue = memory.lastValue;
    } else if (!frozen) memory.locked = 0;
    const verdict =
      this.#declared || memory.locked === 1 ? this.#weigh(memory, value, time, accepted) : nothingDeclared;

    // Bringing a metric back to what was declared is an action under lock too, and is said once; what is declared is
    // then what the lock holds it to.
    if (memory.locked === 1 && !this.#meetsTarget(memory.lockedValue) && this.#meetsTarget(value))
      memory.lockedValue = value;
    // Back at the target the acceptance has done its work.
    if (accepted !== null && this.#meetsTarget(value)) memory.spentAt = accepted.at;
    if (memory.seen === 0 || time >= memory.lastTime) {
      memory.seen = 1;
      memory.lastValue = value;
      memory.lastTime = time;
      memory.silentSpans = 0;
    }
    // A lock that meets a series for the first time freezes what it finds.
    if (frozen && memory.locked === 0) {
      memory.locked = 1;
      memory.lockedValue = value;
    }
    return verdict;
  }

  /** Whether a value breaks the target, the bounds or the allowed values, by itself. */
  breaks(value: number): boolean {
    const { target, bounds, soft_bounds, allowed } = this.#config;
    return (
      (target !== undefined && !this.#meetsTarget(value)) ||
      (bounds !== undefined && distanceBeyond(value, bounds.min, bounds.max) > 0) ||
      (soft_bounds !== undefined && distanceBeyond(value, soft_bounds.min, soft_bounds.max) > 0) ||
      (allowed !== undefined && !allowed.includes(value))
    );
  }

  /**
   * A verdict about the silence of a series at `now`, or null if it is not silent or nothing was added since the last
   * look: each whole span of `max_staleness_seconds` counts once.
   */
  silence(memory: PolicyMemory, now: number): PolicyVerdict | null {
    const allowed = this.#config.max_staleness_seconds;
    if (allowed === undefined || (memory.seen === 0 && memory.lastTime === 0)) return null;
    const silent = (now - memory.lastTime) / 1000;
    const spans = Math.floor(silent / allowed);
    if (silent <= allowed || spans <= memory.silentSpans) return null;
    memory.silentSpans = spans;
    const deviation = Math.min(deviationCap, this.#thresholds.soft * spans);
    return this.#verdict(
      [{ rule: "staleness", deviation }],
      `silent for ${Math.round(silent)} s; at most ${allowed} s allowed`,
    );
  }

  /** When the last reported span of the present silence was over, in milliseconds. */
  silentSince(memory: PolicyMemory): number {
    return memory.lastTime + memory.silentSpans * (this.#config.max_staleness_seconds ?? 0) * 1000;
  }

  /** How far from an accepted value is still as accepted. */
  #toleranceOf(accepted: number): number {
    const { tolerance, tolerance_kind, target } = this.#config;
    if (tolerance_kind === "absolute") return tolerance;
    return tolerance * Math.max(Math.abs(accepted), Math.abs(target ?? 0));
  }

  #meetsTarget(value: number): boolean {
    const { target } = this.#config;
    return target !== undefined && Math.abs(value - target) <= this.#tolerance;
  }

  #weigh(memory: PolicyMemory, value: number, time: number, accepted: Accepted | null): PolicyVerdict {
    const { target, bounds, soft_bounds, allowed, monotone } = this.#config;
    const { soft, critical } = this.#thresholds;
    let broken: BrokenRule[] | null = null;
    let reason = "";
    const add = (rule: BrokenRule["rule"], severity: number, text: string) => {
      const deviation = Math.min(deviationCap, severity);
      broken ??= [];
      broken.push({ rule, deviation });
      reason += reason === "" ? text : `; ${text}`;
    };

    if (memory.locked === 1 && value !== memory.lockedValue) {
      const change = Math.abs(value - memory.lockedValue) / this.#scale;
      add("lock", critical + change, `changed from ${memory.lockedValue} to ${value} under a trust lock`);
    }
    // What a person accepted stands beside the target; hard bounds and a lock it does not lift.
    const isAccepted =
      accepted !== null &&
      accepted.at !== memory.spentAt &&
      Math.abs(value - accepted.value) <= this.#toleranceOf(accepted.value);
    if (target !== undefined && !isAccepted) {
      const distance = Math.abs(value - target);
      if (distance > this.#tolerance)
        add("target", distance / this.#scale, `${value} is not within ${this.#tolerance} of ${target}`);
    }
    if (bounds !== undefined) {
      const beyond = distanceBeyond(value, bounds.min, bounds.max);
      if (beyond > 0)
        add("bounds", critical + beyond / this.#scale, `${value} is beyond the hard bounds ${show(bounds)}`);
    }
    if (soft_bounds !== undefined && !isAccepted) {
      const beyond = distanceBeyond(value, soft_bounds.min, soft_bounds.max);
      if (beyond > 0)
        add(
          "soft_bounds",
          soft + beyond / this.#scale,
          `${value} is beyond the soft bounds ${show(soft_bounds)}`,
        );
    }
    if (allowed !== undefined && !allowed.includes(value)) {
      const nearest = Math.min(...allowed.map((each) => Math.abs(each - value)));
      add("allowed", critical + nearest / this.#scale, `${value} is not one of ${allowed.join(", ")}`);
    }
    if (memory.seen === 1 && time >= memory.lastTime) {
      const change = value - memory.lastValue;
      const seconds = (time - memory.lastTime) / 1000;
      // Two values at one instant have no rate; the second one waits for time to pass.
      if (seconds > 0 && Math.abs(change) / seconds > this.#ratePerSecond) {
        const ratio = Math.abs(change) / seconds / this.#ratePerSecond;
        add("max_rate", soft + (ratio - 1), `changes ${ratio.toPrecision(3)} times as fast as allowed`);
      }
      if ((monotone === "increasing" && change < 0) || (monotone === "decreasing" && change > 0)) {
        const size = Math.abs(change) / (this.#config.scale ?? (Math.abs(memory.lastValue) || 1));
        add(
          "monotone",
          soft + size,
          `went from ${memory.lastValue} to ${value}, but may only be ${monotone}`,
        );
      }
    }
    return broken === null ? this.#asExpected : this.#verdict(broken, reason);
  }

  #verdict(broken: BrokenRule[], reason: string): PolicyVerdict {
    broken.sort((a, b) => b.deviation - a.deviation);
    const { target } = this.#config;
    const verdict = {
      verifier: "policy",
      status: "voted",
      expected: target ?? null,
      deviation: broken[0]?.deviation ?? 0,
      confidence: 1,
      reason,
    } as const;
    return broken.length === 0 ? verdict : { ...verdict, broken };
  }
}

function distanceBeyond(value: number, min: number | undefined, max: number | undefined): number {
  if (min !== undefined && value < min) return min - value;
  return max !== undefined && value > max ? value - max : 0;
}

const show = ({ min, max }: { readonly min?: number | undefined; readonly max?: number | undefined }) =>
  `${min ?? "-∞"} to ${max ?? "∞"}`;
