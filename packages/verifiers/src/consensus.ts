import type { MetricConfig } from "./config.ts";
import { type Weighted, weightedMedians, weightedQuantile } from "./internal/weighted-median.ts";
import { groupWitnesses } from "./internal/witness-groups.ts";
import {
  type Roster,
  reliabilityOf,
  silentWitnesses,
  twins,
  updateRoster,
} from "./internal/witness-roster.ts";
import type { Signal, Witness } from "./signal.ts";
import type { Thresholds } from "./thresholds.ts";
import { type ConsensusVerdict, deviationCap } from "./verdict.ts";

/** More witnesses than this in one signal are not read: the cost of a signal stays bounded. */
const witnessLimit = 64;

const abstain = (reason: string): ConsensusVerdict => ({
  verifier: "consensus",
  status: "abstained",
  expected: null,
  deviation: 0,
  confidence: 0,
  reason,
});
const nobody = abstain("no witnesses");

const byValue = (a: Weighted, b: Weighted): number => a.value - b.value;

/**
 * Compares a report with what independent witnesses say of the same quantity at the same time. The consensus is a
 * weighted median, so witnesses with less than half of the weight cannot move it out of the honest range, however long
 * they were patient: a witness's running reliability chooses only inside the interval of medians that the plain weights
 * leave open, and enters the confidence.
 */
export class ConsensusVerifier {
  readonly #config: MetricConfig;
  readonly #tolerance: number;

  constructor(config: MetricConfig, thresholds: Thresholds) {
    this.#config = config;
    this.#tolerance = config.witness_tolerance ?? thresholds.soft;
  }

  judge(roster: Roster, signal: Signal): ConsensusVerdict {
    const { witnesses } = signal;
    if ((witnesses === undefined || witnesses.length === 0) && roster.length === 0) return nobody;
    const present = (witnesses ?? []).slice(0, witnessLimit).filter((each) => this.#counts(each, signal));
    const silent = silentWitnesses(roster, present);
    const groups = groupWitnesses(present);
    if (groups.length < this.#config.quorum) {
      updateRoster(roster, present, null);
      const verdict = abstain(
        `${groups.length} independent witness(es) of the ${this.#config.quorum} needed${present.length === groups.length ? "" : `, of ${present.length} in all`}`,
      );
      return silent.length === 0 ? verdict : { ...verdict, silent };
    }

    const entries = groups.map(({ members, weight }) => {
      const [low, high] = weightedMedians(
        members.map(({ value, weight: own = 1 }) => ({ value, weight: own })).sort(byValue),
      );
      const reliability = Math.min(...members.map(({ source }) => reliabilityOf(roster, source)));
      return { value: middle(low, high), weight, reliability };
    });
    entries.sort(byValue);
    const [lower, upper] = weightedMedians(entries);
    const trusted = weightedMedians(
      entries.map(({ value, weight, reliability }) => ({ value, weight: weight * reliability })),
    );
    const expected = Math.min(upper, Math.max(lower, middle(...trusted)));

    const scale = this.#config.scale ?? (Math.abs(expected) || Math.abs(signal.value) || 1);
    const agrees = (value: number): boolean => Math.abs(value - expected) <= this.#tolerance * scale;
    const whole = entries.reduce((sum, { weight }) => sum + weight, 0);
    const support = entries.reduce((sum, { value, weight }) => sum + (agrees(value) ? weight : 0), 0) / whole;
    const majority = support > 0.5;
    updateRoster(roster, present, majority ? agrees : null);

    const outvoted = present.filter(({ value }) => !agrees(value)).map(({ source }) => source);
    const dependent = [
      ...groups
        .filter(({ members }) => members.length > 1)
        .map(({ members }) => members.map(({ source }) => source)),
      ...twins(roster),
    ];
    const extras = {
      interval: [weightedQuantile(entries, 0.25), weightedQuantile(entries, 0.75)] as const,
      ...(outvoted.length === 0 ? {} : { outvoted }),
      ...(silent.length === 0 ? {} : { silent }),
      ...(dependent.length === 0 ? {} : { dependent }),
    };
    if (!majority)
      return {
        ...abstain(
          `${entries.length} witnesses disagree: ${percent(support)} of the weight stand by ${expected}`,
        ),
        expected,
        ...extras,
      };
    const distance = Math.abs(signal.value - expected) / scale;
    const sound = agrees(signal.value);
    const named = outvoted.length === 0 ? "" : `; outvoted: ${outvoted.join(", ")}`;
    return {
      verifier: "consensus",
      status: "voted",
      expected,
      deviation: sound ? 0 : Math.min(deviationCap, distance),
      confidence: 0.5 + ((support - 0.5) * entries.length) / (entries.length + 1),
      reason: `${percent(support)} of ${entries.length} witnesses say ${expected}${sound ? "" : `, the report ${signal.value}`}${named}`,
      ...extras,
    };
  }

  #counts(witness: Witness, signal: Signal): boolean {
    if (witness.advisory === true || witness.source === signal.source) return false;
    if (!Number.isFinite(witness.value) || !((witness.weight ?? 1) > 0)) return false;
    if (witness.observedAt === undefined || witness.observedAt === signal.observedAt) return true;
    const skew = Math.abs(Date.parse(witness.observedAt) - signal.time);
    return skew <= this.#config.witness_skew_seconds * 1000;
  }
}

const middle = (low: number, high: number): number => (low === high ? low : low + (high - low) / 2);
const percent = (share: number): string => `${Math.round(share * 100)}%`;
