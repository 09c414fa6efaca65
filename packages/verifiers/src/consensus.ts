import type { MetricConfig } from "./config.ts";
import {
  consensusOf,
  sortByValue,
  totalWeight,
  valueAtWeight,
  valueAtWeightFromAbove,
  type Weighted,
} from "./internal/weighted-median.ts";
import { areDistinct, groupWitnesses } from "./internal/witness-groups.ts";
import type { Roster } from "./internal/witness-roster.ts";
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
    if ((witnesses === undefined || witnesses.length === 0) && roster.size === 0) return nobody;
    const present = this.#counted(witnesses ?? [], signal);
    // They count as one while they say the same: nobody drags another along by having repeated it.
    const twins = roster.hasTwins() ? roster.twins().filter((pair) => isAlike(pair, present)) : [];
    const groups = twins.length === 0 && areDistinct(present) ? null : groupWitnesses(present, twins);
    const count = groups === null ? present.length : groups.length;
    if (count < this.#config.quorum) {
      roster.update(present, Number.NaN, 0, signal.time);
      const silent = roster.silent();
      const verdict = abstain(
        `${count} independent witness(es) of the ${this.#config.quorum} needed${present.length === count ? "" : `, of ${present.length} in all`}`,
      );
      return { ...verdict, ...named("silent", silent), ...named("dependent", dependentOf(groups, roster)) };
    }

    // Witnesses of an exact quantity say the same, and there is nothing to sort or to weigh.
    const agreed = groups === null ? commonValue(present) : Number.NaN;
    const entries = Number.isNaN(agreed)
      ? groups === null
        ? this.#alone(roster, present)
        : this.#grouped(roster, groups)
      : [];
    sortByValue(entries);
    const expected = Number.isNaN(agreed) ? consensusOf(entries) : agreed;
    const scale = this.#config.scale ?? (Math.abs(expected) || Math.abs(signal.value) || 1);
    const reach = this.#tolerance * scale;
    const whole = totalWeight(entries);
    let agreeing = 0;
    for (const { value, weight } of entries) if (Math.abs(value - expected) <= reach) agreeing += weight;
    const support = entries.length === 0 ? 1 : agreeing / whole;
    const majority = support > 0.5;
    roster.update(present, majority ? expected : Number.NaN, reach, signal.time);

    let outvoted: string[] | null = null;
    for (const { value, source } of present)
      if (!(Math.abs(value - expected) <= reach)) {
        outvoted ??= [];
        outvoted.push(source);
      }
    const interval =
      entries.length === 0
        ? ([expected, expected] as const)
        : ([valueAtWeight(entries, whole / 4), valueAtWeightFromAbove(entries, whole / 4)] as const);
    const distance = Math.abs(signal.value - expected);
    const silent = roster.silent();
    const dependent = dependentOf(groups, roster);
    const confidence = 0.5 + ((support - 0.5) * count) / (count + 1);
    // Nearly every signal ends here, so nothing is put together for it that nobody reads.
    if (majority && distance <= reach && outvoted === null && silent === null && dependent === null)
      return {
        verifier: "consensus",
        status: "voted",
        expected,
        deviation: 0,
        confidence,
        reason: "as the witnesses say",
        interval,
      };
    const extras = {
      interval,
      ...named("outvoted", outvoted),
      ...named("silent", silent),
      ...named("dependent", dependent),
    };
    if (!majority)
      return {
        ...abstain(`${count} witnesses disagree: ${percent(support)} of the weight stand by ${expected}`),
        disputed: true,
        expected,
        ...extras,
      };
    const sound = distance <= reach;
    return {
      verifier: "consensus",
      status: "voted",
      expected,
      deviation: sound ? 0 : Math.min(deviationCap, distance / scale),
      confidence,
      reason: `${percent(support)} of ${plural(count)} say ${expected}${sound ? "" : `, the report ${signal.value}`}${outvoted === null ? "" : `; outvoted: ${outvoted.join(", ")}`}`,
      ...extras,
    };
  }

  /** Whether a witness that counts says what the report says, where the consensus says otherwise. */
  sidesWith(signal: Signal, { deviation, outvoted }: ConsensusVerdict): boolean {
    if (deviation === 0 || outvoted === undefined) return false;
    const reach = this.#tolerance * (this.#config.scale ?? (Math.abs(signal.value) || 1));
    return (signal.witnesses ?? []).some(
      ({ source, value }) => outvoted.includes(source) && Math.abs(value - signal.value) <= reach,
    );
  }

  /** The witnesses that count, the first `witnessLimit` of them; the array itself where all do. */
  #counted(witnesses: readonly Witness[], signal: Signal): readonly Witness[] {
    let all = witnesses.length <= witnessLimit;
    for (let index = 0; all && index < witnesses.length; index += 1) {
      const witness = witnesses[index];
      all = witness !== undefined && this.#counts(witness, signal);
    }
    return all ? witnesses : witnesses.slice(0, witnessLimit).filter((each) => this.#counts(each, signal));
  }

  #alone(roster: Roster, present: readonly Witness[]): Weighted[] {
    const entries: Weighted[] = [];
    for (let index = 0; index < present.length; index += 1) {
      const witness = present[index];
      if (witness === undefined) continue;
      const { source, value, weight = 1 } = witness;
      entries.push({ value, weight, trust: weight * roster.reliabilityOf(source, index) });
    }
    return entries;
  }

  /** A group speaks with the median of its members and is trusted as its least reliable one. */
  #grouped(roster: Roster, groups: ReturnType<typeof groupWitnesses>): Weighted[] {
    return groups.map(({ members, weight }) => {
      const own = members.map(({ value, weight: heavy = 1 }) => ({ value, weight: heavy, trust: heavy }));
      sortByValue(own);
      const reliability = Math.min(...members.map(({ source }) => roster.reliabilityOf(source)));
      return { value: consensusOf(own), weight, trust: weight * reliability };
    });
  }

  #counts(witness: Witness, signal: Signal): boolean {
    if (witness.advisory === true || witness.source === signal.source) return false;
    if (!Number.isFinite(witness.value) || !isWeight(witness.weight ?? 1)) return false;
    if (witness.observedAt === undefined || witness.observedAt === signal.observedAt) return true;
    const skew = Math.abs(Date.parse(witness.observedAt) - signal.time);
    return skew <= this.#config.witness_skew_seconds * 1000;
  }
}

const isAlike = ([one, other]: readonly [string, string], present: readonly Witness[]): boolean => {
  const value = present.find(({ source }) => source === one)?.value;
  return value !== undefined && value === present.find(({ source }) => source === other)?.value;
};

/** The value that all of them report; NaN where they differ. */
function commonValue(present: readonly Witness[]): number {
  const first = present[0]?.value ?? Number.NaN;
  for (const { value } of present) if (value !== first) return Number.NaN;
  return first;
}

const isWeight = (weight: number): boolean => weight > 0 && weight < Number.POSITIVE_INFINITY;

function dependentOf(
  groups: ReturnType<typeof groupWitnesses> | null,
  roster: Roster,
): readonly (readonly string[])[] | null {
  if (groups === null && !roster.hasTwins()) return null;
  const shared = (groups ?? [])
    .filter(({ members }) => members.length > 1)
    .map(({ members }) => members.map(({ source }) => source));
  return shared.length === 0 ? null : shared;
}

/** A key that is there only where it says something. */
const named = <Key extends string, Value>(key: Key, value: Value | null) =>
  (value === null ? null : { [key]: value }) as { readonly [K in Key]: Value } | null;

const plural = (count: number): string =>
  count === 1 ? "1 independent witness" : `${count} independent witnesses`;
const percent = (share: number): string => `${Math.round(share * 100)}%`;
