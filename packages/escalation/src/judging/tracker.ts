import {
  type Assessment,
  familyOf,
  isAboutValue,
  outranks,
  type Verdict,
  type Verdicts,
} from "@mvcrs/verifiers";
import { z } from "zod";
import { engineActor } from "../ledger/actor.ts";
import { type Challenge, criticalRunThatCounts } from "../ledger/challenge.ts";
import { challengeId, followUpId } from "../ledger/challenge-id.ts";
import { committeeInForce } from "../ledger/committee-in-force.ts";
import { type Committee, nobody } from "../ledger/config/committee-schema.ts";
import {
  type ChallengeLevel,
  challengeLevels,
  type MvcrsEvent,
  type RecordedVerdict,
} from "../ledger/events.ts";
import { dayOf, type MvcrsState, wasRaised } from "../ledger/state.ts";

export interface TrackerPolicy {
  /** Observations in a row without its pattern that clear a soft challenge. */
  readonly softClearAfter: number;
  readonly maxAutoTrustLocksPerDay: number;
  /** Whether what is wrong with a source, and not with the value, may engage the trust lock too. */
  readonly lockOnSourceFaults: boolean;
  /** Who can release a lock where the log has named no committee yet. Default: nobody. */
  readonly committee?: Committee;
}

/** Critical observations of a challenge that engage the trust lock; the first alone never does. */
const criticalsThatLock = 2;

const joinedSchema = z.strictObject({
  id: z.uuid(),
  /** Deviating observations, and the largest deviation, beyond what the log says. */
  observations: z.int().min(1),
  deviation: z.number().min(0),
  /** How many of them were critical. */
  criticals: z.int().min(0),
  /** Observations of its metric in a row that did not show it any more; 0 while it goes on. */
  absent: z.int().min(0),
  /** The latest observation that showed it. */
  value: z.number(),
  observed_at: z.string(),
  reason: z.string(),
});
/** What judging knows of an open challenge beyond the log. */
export type JoinedChallenge = z.infer<typeof joinedSchema>;

export const trackerSnapshotSchema = z.strictObject({
  /** Per metric: critical observations in a row. */
  runs: z.array(z.tuple([z.string(), z.int().min(1)])),
  joined: z.array(joinedSchema),
});
export type TrackerSnapshot = z.infer<typeof trackerSnapshotSchema>;

const rank = (level: ChallengeLevel): number => challengeLevels.indexOf(level);

/** An assessment that shows something. */
type Showing = Assessment & {
  readonly level: ChallengeLevel;
  readonly pattern: NonNullable<Assessment["pattern"]>;
};

const shows = (assessment: Assessment): assessment is Showing =>
  assessment.level !== "none" && assessment.pattern !== null;

/** Silence follows from what was not observed. */
const isObservation = ({ pattern }: Assessment): boolean => pattern !== "silence";

/** All that one observation shows: what is wrong with its value or report, and beside it. */
const showingOf = (assessment: Assessment): readonly Showing[] =>
  [assessment, ...assessment.findings].filter(shows);

/**
 * Turns assessments into challenge events: one open challenge per metric and family of patterns, extended when its level
 * rises or its observations double, soft ones cleared after enough observations without it (docs/verdicts.md). `decide`
 * changes nothing, so that it can be asked again after the state has moved; `commit` counts the observation.
 */
export class ChallengeTracker {
  readonly #state: MvcrsState;
  readonly #policy: TrackerPolicy;
  readonly #criticalRuns = new Map<string, number>();
  readonly #joined = new Map<string, JoinedChallenge>();

  constructor(state: MvcrsState, policy: TrackerPolicy, snapshot?: TrackerSnapshot) {
    this.#state = state;
    this.#policy = policy;
    for (const [metric, critical] of snapshot?.runs ?? []) this.#criticalRuns.set(metric, critical);
    for (const joined of snapshot?.joined ?? []) this.#joined.set(joined.id, joined);
  }

  snapshot(): TrackerSnapshot {
    // What was closed has no more to tell.
    for (const id of this.#joined.keys()) if (isClosed(this.#state, id)) this.#joined.delete(id);
    return { runs: [...this.#criticalRuns], joined: [...this.#joined.values()] };
  }

  /** True where a normal observation of the metric changes nothing and need not be decided on. */
  isQuiet(metric: string): boolean {
    return !this.#criticalRuns.has(metric) && !this.#state.open.has(metric);
  }

  /** The events that this observation is worth, in order; `at` is the time to record. */
  decide(assessment: Assessment, at: string): MvcrsEvent[] {
    const open = this.#state.open.get(assessment.signal.metric) ?? [];
    const showing = showingOf(assessment);
    return [
      ...showing.flatMap((each) => this.#deviate(each, open, at)),
      ...(isObservation(assessment) ? this.#clear(open, showing, at) : []),
    ];
  }

  /** Counts the observation. Call it once, after the events of `decide` are in the state. */
  commit(assessment: Assessment): void {
    const { metric, source } = assessment.signal;
    if (!isObservation(assessment)) {
      // Nothing was seen, so nothing is known to be over.
    } else if (assessment.level === "critical") this.#criticalRuns.set(metric, this.#criticalRun(metric) + 1);
    else this.#criticalRuns.delete(metric);
    const showing = showingOf(assessment);
    for (const challenge of this.#state.open.get(metric) ?? []) {
      const shown = showing.find(({ pattern }) => familyOf(pattern) === familyOf(challenge.pattern));
      const before = this.#joinedOf(challenge);
      if (shown === undefined) {
        // Another source of the metric says nothing about this one.
        if (challenge.source === source && isObservation(assessment))
          this.#joined.set(challenge.id, { ...before, absent: before.absent + 1 });
        continue;
      }
      const isFirst =
        challenge.id === challengeId(shown.signal, shown.pattern) && !this.#joined.has(challenge.id);
      this.#joined.set(challenge.id, {
        id: challenge.id,
        observations: isFirst ? 1 : before.observations + 1,
        deviation: Math.max(before.deviation, shown.deviation),
        criticals: (isFirst ? 0 : before.criticals) + (shown.level === "critical" ? 1 : 0),
        absent: 0,
        value: shown.signal.value,
        observed_at: shown.signal.observedAt,
        reason: shown.reason,
      });
    }
  }

  #criticalRun(metric: string): number {
    return this.#criticalRuns.get(metric) ?? 0;
  }

  #joinedOf(challenge: Challenge): JoinedChallenge {
    const { id, observations, deviation, level, value, observedAt } = challenge;
    return (
      this.#joined.get(id) ?? {
        id,
        observations,
        deviation,
        criticals: level === "critical" ? 1 : 0,
        absent: 0,
        value,
        observed_at: observedAt,
        reason: challenge.raised.reason,
      }
    );
  }

  #clear(open: readonly Challenge[], showing: readonly Showing[], at: string): MvcrsEvent[] {
    if (open.length === 0) return [];
    const shown = new Set(showing.map(({ pattern }) => familyOf(pattern)));
    return open
      .filter(({ level, pattern }) => level === "soft" && !shown.has(familyOf(pattern)))
      .map((challenge) => ({ challenge, absent: this.#joinedOf(challenge).absent + 1 }))
      .filter(({ absent }) => absent >= this.#policy.softClearAfter)
      .map(({ challenge, absent }) => ({
        type: "challenge.resolved",
        id: followUpId("challenge.resolved", challenge.id, absent),
        at,
        actor: engineActor,
        challenge_id: challenge.id,
        resolution: "cleared",
        reason: `${absent} observations in a row did not show it`,
      }));
  }

  #deviate(assessment: Showing, open: readonly Challenge[], at: string): MvcrsEvent[] {
    const { signal, pattern, level } = assessment;
    const criticalRun = level === "critical" ? this.#criticalRun(signal.metric) + 1 : 0;
    const challenge = open.find((candidate) => familyOf(candidate.pattern) === familyOf(pattern));
    if (challenge !== undefined) return this.#extend(challenge, assessment, criticalRun, at);
    const id = challengeId(signal, pattern);
    // The same observation raised one before, which was closed since: it is not news.
    if (wasRaised(this.#state, id)) return [];
    const { time: _, witnesses, ...kept } = signal;
    return [
      {
        type: "challenge.raised",
        id,
        at,
        actor: engineActor,
        level,
        pattern,
        deviation: assessment.deviation,
        dissent: assessment.dissent,
        advice: assessment.advice,
        reason: assessment.reason,
        critical_run: criticalRun,
        signal: witnesses === undefined ? kept : { ...kept, witnesses },
        verdicts: recordedVerdicts(assessment.verdicts),
      },
    ];
  }

  #extend(challenge: Challenge, assessment: Showing, criticalRun: number, at: string): MvcrsEvent[] {
    const before = this.#joinedOf(challenge);
    const { level, pattern, signal } = assessment;
    const observations = before.observations + 1;
    const criticals = before.criticals + (level === "critical" ? 1 : 0);
    const rises = rank(level) > rank(challenge.level);
    const doubles = observations >= 2 * challenge.observations;
    const locks = level === "critical" && criticals === criticalsThatLock;
    const says = outranks(pattern, challenge.pattern) && rank(level) >= rank(challenge.level);
    if (!rises && !doubles && !locks && !says && criticalRun !== criticalRunThatCounts) return [];
    const extended: MvcrsEvent = {
      type: "challenge.extended",
      id: followUpId("challenge.extended", challenge.id, observations),
      at,
      actor: engineActor,
      challenge_id: challenge.id,
      level: rises ? level : challenge.level,
      observations,
      deviation: Math.max(before.deviation, assessment.deviation),
      critical_run: criticalRun,
      value: signal.value,
      observed_at: signal.observedAt,
      reason: assessment.reason,
      // A challenge is named by the worst that was seen.
      ...(says ? { pattern, advice: assessment.advice } : null),
      verdicts: recordedVerdicts(assessment.verdicts),
    };
    return [extended, ...(locks ? this.#lock(challenge, pattern, at) : [])];
  }

  #lock(challenge: Challenge, pattern: Showing["pattern"], at: string): MvcrsEvent[] {
    const today = this.#state.autoLocks.get(dayOf(at)) ?? 0;
    if (this.#state.lock !== null || today >= this.#policy.maxAutoTrustLocksPerDay) return [];
    if (!isAboutValue(pattern) && !this.#policy.lockOnSourceFaults) return [];
    return [
      {
        type: "trust_lock.engaged",
        id: followUpId("trust_lock.engaged", challenge.id, 0),
        at,
        actor: engineActor,
        marker: "MVCRS_TRUST_LOCK",
        challenge_id: challenge.id,
        committee: committeeInForce(this.#state, this.#policy.committee ?? nobody),
        reason: `critical challenge on ${challenge.metric}`,
      },
    ];
  }
}

/** Whether a challenge was raised and is closed, in memory or let go. */
function isClosed(state: MvcrsState, id: string): boolean {
  const challenge = state.challenges.get(id);
  return challenge === undefined ? wasRaised(state, id) : challenge.status === "resolved";
}

const recordedVerdicts = ({ policy, consensus, forecast }: Verdicts) => ({
  primary: recorded(policy),
  secondary: recorded(consensus),
  tertiary: recorded(forecast),
});

/** A verdict as the log keeps it; its place says which verifier it is of. */
function recorded({ verifier: _, ...verdict }: Verdict): RecordedVerdict {
  return verdict;
}
