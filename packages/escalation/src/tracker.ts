import type { Assessment, Verdict } from "@mvcrs/verifiers";
import { z } from "zod";
import type { Challenge } from "./challenge.ts";
import { challengeId, followUpId } from "./challenge-id.ts";
import { committeeInForce } from "./committee-in-force.ts";
import { type Committee, nobody } from "./committee-schema.ts";
import { type ChallengeLevel, challengeLevels, type MvcrsEvent, type RecordedVerdict } from "./events.ts";
import { dayOf, type MvcrsState } from "./state.ts";

export interface TrackerPolicy {
  /** Normal observations in a row that clear a soft challenge. */
  readonly softClearAfter: number;
  readonly maxAutoTrustLocksPerDay: number;
  /** Who can release a lock where the log has named no committee yet. Default: nobody. */
  readonly committee?: Committee;
}

/** Who the automatic events are recorded as. */
export const engineActor = "mvcrs";

/** Critical observations in a row from which "more than two consecutive" holds (runbook, section 7). */
const criticalRunThatCounts = 3;

export const trackerSnapshotSchema = z.strictObject({
  /** Per metric: critical and normal observations in a row. */
  runs: z.array(z.tuple([z.string(), z.int().min(0), z.int().min(0)])),
  /** Per open challenge: deviating observations and largest deviation, beyond what the log says. */
  joined: z.array(z.tuple([z.uuid(), z.int().min(1), z.number().min(0)])),
});
export type TrackerSnapshot = z.infer<typeof trackerSnapshotSchema>;

interface Run {
  critical: number;
  normal: number;
}

const rank = (level: ChallengeLevel): number => challengeLevels.indexOf(level);

/**
 * Turns assessments into challenge events: one open challenge a metric and pattern, extended when its level rises or
 * its observations double, soft ones cleared after enough normal observations (design 3.4). `decide` changes nothing,
 * so that it can be asked again after the state has moved; `commit` counts the observation.
 */
export class ChallengeTracker {
  readonly #state: MvcrsState;
  readonly #policy: TrackerPolicy;
  readonly #runs = new Map<string, Run>();
  readonly #joined = new Map<string, { observations: number; deviation: number }>();

  constructor(state: MvcrsState, policy: TrackerPolicy, snapshot?: TrackerSnapshot) {
    this.#state = state;
    this.#policy = policy;
    for (const [metric, critical, normal] of snapshot?.runs ?? [])
      this.#runs.set(metric, { critical, normal });
    for (const [id, observations, deviation] of snapshot?.joined ?? [])
      this.#joined.set(id, { observations, deviation });
  }

  snapshot(): TrackerSnapshot {
    return {
      runs: [...this.#runs].map(([metric, { critical, normal }]) => [metric, critical, normal]),
      joined: [...this.#joined].map(([id, { observations, deviation }]) => [id, observations, deviation]),
    };
  }

  /** True where a normal observation of the metric changes nothing and need not be decided on. */
  isQuiet(metric: string): boolean {
    return !this.#runs.has(metric) && !this.#state.open.has(metric);
  }

  /** The events that this observation is worth, in order; `at` is the time to record. */
  decide(assessment: Assessment, at: string): MvcrsEvent[] {
    const { metric } = assessment.signal;
    const open = this.#state.open.get(metric) ?? [];
    return assessment.level === "none"
      ? this.#clear(open, (this.#runs.get(metric)?.normal ?? 0) + 1, at)
      : this.#deviate(assessment, assessment.level, open, at);
  }

  /** Counts the observation. Call it once, after the events of `decide` are in the state. */
  commit(assessment: Assessment): void {
    const { level, pattern, signal } = assessment;
    const run = this.#runs.get(signal.metric) ?? { critical: 0, normal: 0 };
    run.critical = level === "critical" ? run.critical + 1 : 0;
    run.normal = level === "none" ? run.normal + 1 : 0;
    const open = this.#state.open.get(signal.metric);
    // A metric with nothing open and no critical run has nothing to remember.
    if (run.critical === 0 && open === undefined) this.#runs.delete(signal.metric);
    else this.#runs.set(signal.metric, run);
    if (level === "none") return;
    const challenge = open?.find((candidate) => candidate.pattern === pattern);
    if (challenge === undefined) return;
    const { observations, deviation } = this.#countsOf(challenge);
    const first = challenge.id === challengeId(signal, pattern) && !this.#joined.has(challenge.id);
    this.#joined.set(challenge.id, {
      observations: first ? 1 : observations + 1,
      deviation: Math.max(deviation, assessment.deviation),
    });
  }

  #countsOf(challenge: Challenge): { readonly observations: number; readonly deviation: number } {
    return this.#joined.get(challenge.id) ?? challenge;
  }

  #clear(open: readonly Challenge[], normalRun: number, at: string): MvcrsEvent[] {
    if (normalRun < this.#policy.softClearAfter) return [];
    return open
      .filter(({ level }) => level === "soft")
      .map((challenge) => ({
        type: "challenge.resolved",
        id: followUpId("challenge.resolved", challenge.id, normalRun),
        at,
        actor: engineActor,
        challenge_id: challenge.id,
        resolution: "cleared",
        reason: `${normalRun} normal observations in a row`,
      }));
  }

  #deviate(
    assessment: Assessment,
    level: ChallengeLevel,
    open: readonly Challenge[],
    at: string,
  ): MvcrsEvent[] {
    const { signal, pattern } = assessment;
    const criticalRun = level === "critical" ? (this.#runs.get(signal.metric)?.critical ?? 0) + 1 : 0;
    const challenge = open.find((candidate) => candidate.pattern === pattern);
    if (challenge !== undefined) return this.#extend(challenge, assessment, level, criticalRun, at);
    const id = challengeId(signal, pattern);
    // The same observation raised one before, which was closed since: it is not news.
    if (pattern === null || this.#state.challenges.has(id)) return [];
    const { time: _, witnesses, ...kept } = signal;
    const raised: MvcrsEvent = {
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
      verdicts: {
        primary: recorded(assessment.verdicts.policy),
        secondary: recorded(assessment.verdicts.consensus),
        tertiary: recorded(assessment.verdicts.forecast),
      },
    };
    return [raised, ...this.#lock(level, id, signal.metric, at)];
  }

  #extend(
    challenge: Challenge,
    assessment: Assessment,
    level: ChallengeLevel,
    criticalRun: number,
    at: string,
  ): MvcrsEvent[] {
    const counts = this.#countsOf(challenge);
    const observations = counts.observations + 1;
    const rises = rank(level) > rank(challenge.level);
    const doubles = observations >= 2 * challenge.observations;
    if (!rises && !doubles && criticalRun !== criticalRunThatCounts) return [];
    const extended: MvcrsEvent = {
      type: "challenge.extended",
      id: followUpId("challenge.extended", challenge.id, observations),
      at,
      actor: engineActor,
      challenge_id: challenge.id,
      level: rises ? level : challenge.level,
      observations,
      deviation: Math.max(counts.deviation, assessment.deviation),
      critical_run: criticalRun,
      value: assessment.signal.value,
      observed_at: assessment.signal.observedAt,
      reason: assessment.reason,
    };
    return [extended, ...(rises ? this.#lock(level, challenge.id, challenge.metric, at) : [])];
  }

  #lock(level: ChallengeLevel, id: string, metric: string, at: string): MvcrsEvent[] {
    const today = this.#state.autoLocks.get(dayOf(at)) ?? 0;
    if (level !== "critical" || this.#state.lock !== null || today >= this.#policy.maxAutoTrustLocksPerDay)
      return [];
    return [
      {
        type: "trust_lock.engaged",
        id: followUpId("trust_lock.engaged", id, 0),
        at,
        actor: engineActor,
        marker: "MVCRS_TRUST_LOCK",
        challenge_id: id,
        committee: committeeInForce(this.#state, this.#policy.committee ?? nobody),
        reason: `critical challenge on ${metric}`,
      },
    ];
  }
}

/** A verdict as the log keeps it; its place says which verifier it is of. */
function recorded({ verifier: _, ...verdict }: Verdict): RecordedVerdict {
  return verdict;
}
