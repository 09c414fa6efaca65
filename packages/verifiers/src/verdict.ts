export type VerifierName = "policy" | "consensus" | "forecast";

/** The verifiers in the order of the telemetry columns: primary, secondary, tertiary. */
export const verifierNames: readonly VerifierName[] = ["policy", "consensus", "forecast"];

export type Level = "none" | "soft" | "material" | "critical";

/** Deviations are capped here, so that one absurd value cannot drown an average over challenges. */
export const deviationCap = 10;

/** What one verifier says about one signal (docs/verdicts.md). */
export interface Verdict {
  readonly verifier: VerifierName;
  readonly status: "voted" | "abstained";
  /** The value it would have expected, in the metric's unit; null where it expects none in particular. */
  readonly expected: number | null;
  /** Unit-free, 0 to `deviationCap`; comparable with the thresholds. 0 when abstained. */
  readonly deviation: number;
  /** 0 to 1: how sure the verifier is. */
  readonly confidence: number;
  /** One line for people. */
  readonly reason: string;
}

/** One rule of the configuration that a value broke. */
export interface BrokenRule {
  readonly rule:
    | "target"
    | "bounds"
    | "soft_bounds"
    | "allowed"
    | "max_rate"
    | "monotone"
    | "staleness"
    | "lock";
  readonly deviation: number;
}

export interface PolicyVerdict extends Verdict {
  readonly verifier: "policy";
  /** The rules broken, the worst first; absent when none is. */
  readonly broken?: readonly BrokenRule[];
}

export interface ConsensusVerdict extends Verdict {
  readonly verifier: "consensus";
  /** The weighted lower and upper quartile of the counted witnesses. */
  readonly interval?: readonly [lower: number, upper: number];
  /** Witnesses whose value lies outside the agreement around the consensus. */
  readonly outvoted?: readonly string[];
  /** A quorum is there, and no value has most of its weight behind it. */
  readonly disputed?: true;
  /** Witnesses seen before on this series and missing now. */
  readonly silent?: readonly string[];
  /** Groups of witnesses that do not count as independent, each group as its sources. */
  readonly dependent?: readonly (readonly string[])[];
}

export interface ForecastVerdict extends Verdict {
  readonly verifier: "forecast";
  /** Between what the value shown in `reason` would have passed, in the metric's unit. */
  readonly interval?: readonly [lower: number, upper: number];
  /** The decimal exponent of how unlikely it is, 0 or more: 4 for one in ten thousand. */
  readonly score?: number;
}

export interface Verdicts {
  readonly policy: PolicyVerdict;
  readonly consensus: ConsensusVerdict;
  readonly forecast: ForecastVerdict;
}
