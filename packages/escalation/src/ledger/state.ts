import { familyOf } from "@mvcrs/verifiers";
import { escalationErrors } from "../errors.ts";
import type { Challenge } from "./challenge.ts";
import type { Committee } from "./config/committee-schema.ts";
import type { ChallengeLevel, EventOf, MvcrsEvent, Resolution } from "./events.ts";
import { EntryIds } from "./folded/entry-ids.ts";
import { historyNote } from "./history-note.ts";
import { emptyLatencies, type Latencies, observe } from "./latencies.ts";

export interface TrustLock {
  readonly id: string;
  readonly engagedAt: string;
  readonly actor: string;
  readonly reason: string;
  readonly challengeId: string | null;
  readonly seq: number;
  /** Who can release it; `null` where the entry is from before it was named. */
  readonly committee: Committee | null;
}

export interface Mute {
  readonly id: string;
  readonly metric: string;
  readonly owner: string;
  readonly reason: string;
  readonly since: string;
  readonly until: string;
}

/** What the log says, folded entry by entry. Nothing else decides what happened. */
export interface MvcrsState {
  /** Entries folded so far. */
  count: number;
  /** `at` of the last entry. */
  lastAt: string | null;
  /**
   * Challenges in the order raised: every open one, and those closed that have not been settled (`settle`). The log has
   * the others.
   */
  readonly challenges: Map<string, Challenge>;
  /** The ids of all challenges and alerts. */
  readonly ids: EntryIds;
  /** The challenges of a metric that are not resolved. */
  readonly open: Map<string, Challenge[]>;
  lock: TrustLock | null;
  /** The lock that was released last. */
  lastRelease: EventOf<"trust_lock.released"> | null;
  /** The committee in force, and the entry that named it; `null` where none with members was ever named. */
  committee: (Committee & { readonly seq: number }) | null;
  /** Locks engaged by critical challenges, per UTC day (`2026-11-22`). */
  readonly autoLocks: Map<string, number>;
  readonly mutes: Map<string, Mute>;
  readonly totals: Record<ChallengeLevel, number>;
  /** Challenges raised per UTC day. */
  readonly raisedPerDay: Map<string, number>;
  /** Per metric, the value that a person accepted last as its new normal, and the entry that says so. */
  readonly accepted: Map<string, { readonly value: number; readonly at: number }>;
  /** Challenges closed, by how. */
  readonly resolvedAs: Record<Resolution, number>;
  /** From an observation to its challenge in the log. */
  readonly latencies: Latencies;
  lastLevel: ChallengeLevel | null;
  deviationSum: number;
  /** Critical challenges raised in a row, none of a lower level between them. */
  criticalChallengeRun: number;
  /** The entries that say whether a lock is on and who can release it, oldest first. */
  readonly lockEntries: number[];
  /** Whether an event speaks of a challenge that was closed before. No command writes one. */
  closedAgain: boolean;
  /** Challenges that changed since the projections were written; `null` where nobody asks. */
  touched: Set<string> | null;
}

/** How many challenges were ever raised. */
export const raisedCount = ({ totals }: Pick<MvcrsState, "totals">): number =>
  totals.soft + totals.material + totals.critical;

/** Lets go of the challenges that are closed. */
export function settle(state: MvcrsState): void {
  for (const [id, { status }] of state.challenges) if (status === "resolved") state.challenges.delete(id);
}

/** Makes a state say what another one says, for all who hold it. */
export function become(state: MvcrsState, other: MvcrsState): void {
  Object.assign(state, other);
}

/** Whether a challenge was ever raised. */
export const wasRaised = (state: MvcrsState, id: string): boolean =>
  state.challenges.has(id) || state.ids.has("challenge", id);

/** An event speaks of a challenge that was settled, or of none: only the whole log can tell. */
export class NotInMemory extends Error {}

/** What an event that was just made, or that others wrote meanwhile, is to be refused with. */
export const inconsistentIfClosed = (thrown: unknown, { count }: MvcrsState): unknown =>
  thrown instanceof NotInMemory
    ? escalationErrors.create("LOG_INCONSISTENT", {
        seq: count - 1,
        problem: `it speaks of ${thrown.message}, which was closed before or never raised`,
      })
    : thrown;

export function emptyState(): MvcrsState {
  return {
    count: 0,
    lastAt: null,
    challenges: new Map(),
    ids: new EntryIds(),
    open: new Map(),
    lock: null,
    lastRelease: null,
    committee: null,
    autoLocks: new Map(),
    mutes: new Map(),
    totals: { soft: 0, material: 0, critical: 0 },
    raisedPerDay: new Map(),
    accepted: new Map(),
    resolvedAs: { remediated: 0, rejected: 0, superseded: 0, cleared: 0 },
    latencies: emptyLatencies(),
    lastLevel: null,
    deviationSum: 0,
    criticalChallengeRun: 0,
    lockEntries: [],
    closedAgain: false,
    touched: null,
  };
}

/** The UTC day of an RFC 3339 UTC time. */
export const dayOf = (at: string): string => at.slice(0, 10);

/**
 * Folds the next entry into the state, in place.
 *
 * @throws LOG_INCONSISTENT when the event speaks of a challenge or a lock that the log does not have
 */
export function applyEvent(state: MvcrsState, event: MvcrsEvent, seq: number): void {
  state.count = seq + 1;
  state.lastAt = event.at;
  switch (event.type) {
    case "challenge.raised":
      raise(state, event, seq);
      return;
    case "challenge.extended": {
      const challenge = find(state, event.challenge_id, seq);
      if (event.level !== challenge.level) {
        challenge.level = event.level;
        challenge.levelSince = event.at;
      }
      challenge.observations = event.observations;
      challenge.deviation = event.deviation;
      challenge.criticalRun = Math.max(challenge.criticalRun, event.critical_run);
      challenge.value = event.value;
      challenge.observedAt = event.observed_at;
      if (event.pattern !== undefined) challenge.pattern = event.pattern;
      if (event.advice !== undefined) challenge.advice = event.advice;
      if (event.verdicts !== undefined) challenge.verdicts = event.verdicts;
      note(state, challenge, event, seq);
      return;
    }
    case "challenge.acknowledged": {
      const challenge = find(state, event.challenge_id, seq);
      if (challenge.status === "open") challenge.status = "acknowledged";
      challenge.acknowledgedAt = event.at;
      challenge.acknowledgedBy = event.actor;
      challenge.overdueSince = null;
      challenge.reminders = 0;
      note(state, challenge, event, seq);
      return;
    }
    case "challenge.overdue": {
      const challenge = find(state, event.challenge_id, seq);
      challenge.overdueSince = event.due_at;
      challenge.remindedAt = event.at;
      challenge.reminders += 1;
      note(state, challenge, event, seq);
      return;
    }
    case "challenge.resolved": {
      const challenge = find(state, event.challenge_id, seq);
      challenge.status = "resolved";
      if (challenge.resolution !== null) state.resolvedAs[challenge.resolution] -= 1;
      state.resolvedAs[event.resolution] += 1;
      challenge.resolution = event.resolution;
      if (event.resolution === "superseded" && familyOf(challenge.pattern) === "value")
        state.accepted.set(challenge.metric, { value: event.accepted_value ?? challenge.value, at: seq });
      close(state, challenge);
      note(state, challenge, event, seq);
      return;
    }
    case "trust_lock.engaged":
      state.lockEntries.push(seq);
      state.lock = {
        id: event.id,
        engagedAt: event.at,
        actor: event.actor,
        reason: event.reason,
        challengeId: event.challenge_id ?? null,
        seq,
        committee: event.committee ?? null,
      };
      // The first committee that a lock names is in force from then on.
      if (state.committee === null && event.committee !== undefined && event.committee.members.length > 0)
        state.committee = { ...event.committee, seq };
      if (event.challenge_id !== undefined)
        state.autoLocks.set(dayOf(event.at), (state.autoLocks.get(dayOf(event.at)) ?? 0) + 1);
      return;
    case "trust_lock.released":
      if (state.lock?.id !== event.lock_id)
        throw escalationErrors.create("LOG_INCONSISTENT", {
          seq,
          problem: `no lock ${event.lock_id} to release`,
        });
      state.lockEntries.push(seq);
      state.lock = null;
      state.lastRelease = event;
      return;
    case "committee.changed":
      state.lockEntries.push(seq);
      state.committee = { ...event.committee, seq };
      if (state.lock !== null) state.lock = { ...state.lock, committee: event.committee };
      return;
    case "fix_branch.opened":
      // What led to it has been answered; only what comes after counts towards the next.
      state.criticalChallengeRun = 0;
      for (const challenges of state.open.values())
        for (const challenge of challenges) challenge.criticalRun = 0;
      return;
    case "metric.muted":
      state.mutes.set(event.metric, {
        id: event.id,
        metric: event.metric,
        owner: event.owner,
        reason: event.reason,
        since: event.at,
        until: event.until,
      });
      return;
    case "metric.unmuted":
      state.mutes.delete(event.metric);
      return;
    case "orchestrator.alert":
      state.ids.add("alert", event.id, seq);
      return;
    default:
      // Every other event is a record of something done elsewhere; it changes nothing here.
      return;
  }
}

function raise(state: MvcrsState, event: EventOf<"challenge.raised">, seq: number): void {
  if (wasRaised(state, event.id))
    throw escalationErrors.create("LOG_INCONSISTENT", {
      seq,
      problem: `challenge ${event.id} is raised twice`,
    });
  const { metric, source } = event.signal;
  const challenge: Challenge = {
    id: event.id,
    metric,
    source,
    pattern: event.pattern,
    advice: event.advice,
    value: event.signal.value,
    observedAt: event.signal.observedAt,
    verdicts: event.verdicts,
    absent: null,
    raised: event,
    seq,
    level: event.level,
    status: "open",
    resolution: null,
    overdueSince: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    remindedAt: null,
    reminders: 0,
    observations: 1,
    deviation: event.deviation,
    levelSince: event.at,
    criticalRun: event.critical_run,
    history: [],
  };
  note(state, challenge, event, seq);
  state.challenges.set(event.id, challenge);
  state.ids.add("challenge", event.id, seq);
  observe(state.latencies, event);
  const siblings = state.open.get(metric);
  if (siblings === undefined) state.open.set(metric, [challenge]);
  else siblings.push(challenge);
  state.totals[event.level] += 1;
  state.lastLevel = event.level;
  state.deviationSum += event.deviation;
  const day = dayOf(event.at);
  state.raisedPerDay.set(day, (state.raisedPerDay.get(day) ?? 0) + 1);
  // A row that nobody can read says nothing about the metrics, and must not break a run of critical challenges on them.
  if (event.pattern === "unusable-reports") return;
  state.criticalChallengeRun = event.level === "critical" ? state.criticalChallengeRun + 1 : 0;
}

function find(state: MvcrsState, id: string, seq: number): Challenge {
  const challenge = state.challenges.get(id);
  if (challenge === undefined) {
    if (state.challenges.size < raisedCount(state)) throw new NotInMemory(id);
    throw escalationErrors.create("LOG_INCONSISTENT", { seq, problem: `there is no challenge ${id}` });
  }
  if (challenge.status === "resolved") state.closedAgain = true;
  return challenge;
}

function note(state: MvcrsState, challenge: Challenge, event: MvcrsEvent, seq: number): void {
  state.touched?.add(challenge.id);
  const { type, at, actor } = event;
  challenge.history.push({ seq, type, at, actor, note: historyNote(event) });
}

function close(state: MvcrsState, challenge: Challenge): void {
  const rest = (state.open.get(challenge.metric) ?? []).filter(({ id }) => id !== challenge.id);
  if (rest.length === 0) state.open.delete(challenge.metric);
  else state.open.set(challenge.metric, rest);
}
