import {
  type Audience,
  type Challenge,
  type ChallengeLevel,
  challengeLevels,
  criticalRunThatCounts,
  followUpId,
  isOpen,
  type MvcrsEvent,
  type MvcrsState,
} from "@mvcrs/escalation/ledger";
import type { ChallengeFacts, Notice } from "./notice.ts";

const everyone: readonly Audience[] = ["reviewers", "committee"];
const rank = (level: ChallengeLevel): number => challengeLevels.indexOf(level);
const nobody: readonly Audience[] = [];

/**
 * The notices that an entry of the log is worth. `before` is the state of all entries before it: only that tells
 * whether a level rises and what was muted.
 */
export function noticesOf(event: MvcrsEvent, before: MvcrsState): readonly Notice[] {
  const { type, id, at, actor } = event;
  const seq = before.count;
  const told: Notice[] = [];
  const draft = draftOf(event, before);
  if (draft !== null && draft.audiences.length > 0)
    told.push({ type, event_id: id, seq, at, actor, ...draft, audiences: [...draft.audiences] });
  if (event.type === "metric.unmuted")
    for (const challenge of before.open.get(event.metric) ?? []) {
      const late = stillOpen(challenge, event);
      // One event, several notices: each has an id of its own, by which receivers tell them apart.
      const event_id = followUpId("notice", id, challenge.seq);
      if (late !== null)
        told.push({ type: stillOpenType, event_id, seq, at, actor, ...late, audiences: [...late.audiences] });
    }
  return told;
}

/** Not the type of an event of the log: a challenge that nobody was notified of during a mute; they are when the mute ends. */
const stillOpenType = "challenge.still_open";

function stillOpen(challenge: Challenge, { reason }: { readonly reason: string }): Draft | null {
  // Somebody who works on it was notified already.
  if (challenge.level === "soft" || challenge.status !== "open") return null;
  const facts = factsOf(challenge);
  return aboutChallenge(facts, ["reviewers"], {
    title: `${facts.level} challenge still open after a mute: ${facts.pattern} on ${facts.metric}`,
    text: `${challenge.raised.reason}\n${facts.advice}\n${reason}`,
  });
}

type Draft = Pick<Notice, "level" | "subject" | "title" | "text" | "challenge"> & {
  readonly audiences: readonly Audience[];
};

function draftOf(event: MvcrsEvent, before: MvcrsState): Draft | null {
  switch (event.type) {
    case "challenge.raised": {
      const facts = raisedFacts(event);
      return aboutChallenge(facts, hush(before, facts, event.at, toldOf(facts.level)), {
        title: `${facts.level} challenge: ${facts.pattern} on ${facts.metric}`,
        text: `${event.reason}\n${event.advice}`,
      });
    }
    case "challenge.extended":
    case "challenge.acknowledged":
    case "challenge.overdue":
    case "challenge.resolved": {
      const challenge = before.challenges.get(event.challenge_id);
      return challenge === undefined ? null : changed(event, challenge, before);
    }
    case "trust_lock.engaged":
      return {
        level: "critical",
        audiences: everyone,
        subject: { kind: "trust_lock", id: event.id },
        title: "trust lock engaged (MVCRS_TRUST_LOCK)",
        text: `${event.reason}\nAutonomous changes are refused until the committee releases the lock.`,
        challenge: null,
      };
    case "trust_lock.released":
      return {
        level: "critical",
        audiences: everyone,
        subject: { kind: "trust_lock", id: event.lock_id },
        title: "trust lock released",
        text: `${event.reason}\nApproved by ${event.approvers.join(", ") || "nobody on record"}.`,
        challenge: null,
      };
    case "committee.changed":
      return {
        level: "critical",
        audiences: everyone,
        // Not the lock's subject: a pager would wait for an end that a change of committee has not.
        subject: { kind: "log", id: event.id },
        title: "governance committee changed",
        text: `${event.reason}\nNow ${event.committee.threshold} of ${event.committee.members.join(", ") || "nobody"}.\nApproved by ${event.approvers.join(", ") || "nobody: there was no committee before"}.`,
        challenge: null,
      };
    case "checkpoint_key.changed":
      return {
        level: "critical",
        audiences: everyone,
        subject: { kind: "log", id: event.id },
        title: event.lost
          ? "the key that signs the log's checkpoints was replaced without the old one"
          : "the key that signs the log's checkpoints was replaced",
        text: `${event.reason}\nIt is now ${event.key}; the signature of ${event.previous} counts up to ${event.until} entries.${event.lost ? "\nWho knows only the old key cannot check what comes: hand the new one out on a way that they trust." : ""}`,
        challenge: null,
      };
    case "metric.muted":
      return aboutMetric(event.metric, {
        title: `${event.metric} muted until ${event.until}`,
        text: `By ${event.owner}: ${event.reason}\nIts challenges are recorded, and reviewers not told of them.`,
      });
    case "metric.unmuted": {
      const open = before.open.get(event.metric) ?? [];
      const list = open.map(({ id, level, pattern }) => `${level} ${pattern} ${id}`).join("\n");
      return aboutMetric(event.metric, {
        title: `${event.metric} no longer muted`,
        text: `${event.reason}\n${open.length === 0 ? "It has no open challenge." : `Open now:\n${list}`}`,
      });
    }
    case "fix_branch.opened":
      return {
        level: "critical",
        audiences: everyone,
        subject: { kind: "fix_branch", id: event.id },
        title: `fix branch opened: ${event.branch}`,
        text: `${event.criteria.join("\n")}\nCommit ${event.commit}.`,
        challenge: null,
      };
    case "owner_op.intended":
    case "owner_op.executed":
      return aboutOwnerOp(event);
    case "orchestrator.alert":
      return {
        level: event.severity === "critical" ? "critical" : "material",
        audiences: everyone,
        // A validator's alerts in order; what is about none of them, by arena.
        subject: { kind: "orchestrator", id: event.participant ?? event.arena },
        title: event.reason,
        text: alertText(event),
        challenge: null,
      };
    case "orchestrator.frozen":
      return aboutRounds(
        "the orchestrator is frozen",
        `By ${event.actor}: ${event.reason}\nNo round goes on.`,
      );
    case "orchestrator.resumed":
      return aboutRounds(
        "the orchestrator goes on",
        `By ${event.actor}: ${event.reason}\nFrozen since ${event.frozen_since} by ${event.frozen_by}: ${event.frozen_for.join("; ")}`,
      );
    case "log.recovered":
      return {
        level: "material",
        audiences: everyone,
        subject: { kind: "log", id: event.id },
        title: "a torn end of the log was set aside",
        text: `${event.bytes} bytes at offset ${event.offset} are in ${event.set_aside}. Run mvcrs chain verify.`,
        challenge: null,
      };
    default:
      return null;
  }
}

type ChangeEvent = Extract<
  MvcrsEvent,
  {
    type: "challenge.extended" | "challenge.acknowledged" | "challenge.overdue" | "challenge.resolved";
  }
>;

function changed(event: ChangeEvent, challenge: Challenge, before: MvcrsState): Draft | null {
  const facts = factsOf(challenge);
  const where = `${facts.pattern} on ${facts.metric}`;
  switch (event.type) {
    case "challenge.extended": {
      const rises = rank(event.level) > rank(challenge.level);
      const runs = event.critical_run === criticalRunThatCounts;
      if (!rises && !runs) return null;
      const { level, observations, deviation } = event;
      const now = { ...facts, level, observations, deviation };
      return aboutChallenge(now, hush(before, facts, event.at, toldOf(level)), {
        title: rises
          ? `challenge rose from ${challenge.level} to ${level}: ${where}`
          : `${event.critical_run} critical observations in a row: ${where}`,
        text: event.reason,
      });
    }
    case "challenge.acknowledged":
      return aboutChallenge({ ...facts, status: "acknowledged" }, toldBefore(challenge, before, event.at), {
        title: `${facts.level} challenge acknowledged by ${event.actor}: ${where}`,
        text: event.reason,
      });
    case "challenge.overdue":
      return aboutChallenge(facts, hush(before, facts, event.at, everyone), {
        title: `review overdue since ${event.due_at}: ${where}`,
        text: `${untouched(challenge)}\n${facts.advice}`,
      });
    case "challenge.resolved":
      return aboutChallenge(
        { ...facts, status: "resolved", resolution: event.resolution },
        toldBefore(challenge, before, event.at),
        { title: `challenge ${event.resolution} by ${event.actor}: ${where}`, text: event.reason },
      );
  }
}

const untouched = ({ level, acknowledgedAt, acknowledgedBy }: Challenge): string =>
  acknowledgedAt === null
    ? `Nobody has closed this ${level} challenge within the review window.`
    : `${acknowledgedBy} took this ${level} challenge on at ${acknowledgedAt} and has not closed it within the review window; anybody may take it over.`;

const toldOf = (level: ChallengeLevel): readonly Audience[] =>
  level === "critical" ? everyone : (["reviewers"] as const);

function isMuted(state: MvcrsState, metric: string, at: string): boolean {
  const mute = state.mutes.get(metric);
  return mute !== undefined && at < mute.until;
}

/** A mute spares the reviewers; the committee is notified all the same. */
function hush(
  state: MvcrsState,
  { metric }: ChallengeFacts,
  at: string,
  audiences: readonly Audience[],
): readonly Audience[] {
  return isMuted(state, metric, at) ? audiences.filter((audience) => audience !== "reviewers") : audiences;
}

/**
 * Who is notified of an end: those who may have been notified of the beginning. A challenge raised before its metric was muted has an
 * open page or issue somewhere, which a mute must not keep open.
 */
function toldBefore(challenge: Challenge, state: MvcrsState, at: string): readonly Audience[] {
  const committee: readonly Audience[] =
    challenge.level === "critical" || challenge.remindedAt !== null ? ["committee"] : nobody;
  const mute = state.mutes.get(challenge.metric);
  const silent = mute !== undefined && at < mute.until && challenge.raised.at >= mute.since;
  return silent ? committee : ["reviewers", ...committee];
}

const aboutChallenge = (
  challenge: ChallengeFacts,
  audiences: readonly Audience[],
  words: { readonly title: string; readonly text: string },
): Draft => ({
  level: challenge.level,
  audiences,
  subject: { kind: "challenge", id: challenge.id },
  ...words,
  challenge,
});

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

/** What `@selfplay/owner-ops` records belongs to it; the few facts that a notice shows are taken where they are as expected. */
function aboutOwnerOp(
  event: Extract<MvcrsEvent, { type: "owner_op.intended" | "owner_op.executed" }>,
): Draft {
  const plan = event["plan"];
  const kind = typeof plan === "object" && plan !== null && "kind" in plan ? text(plan.kind) : null;
  const hash = text(event["plan_hash"]);
  const setAside = text(event["lock_set_aside"]);
  const stopped = text(event["stopped"]);
  const failed = event.type === "owner_op.executed" && (stopped !== null || event["verified"] === false);
  const what = event.type === "owner_op.intended" ? "intended" : failed ? "NOT completed" : "executed";
  const lines = [
    hash === null ? "The log entry has the details." : `Plan ${hash}.`,
    ...(setAside === null ? [] : [`The trust lock was set aside: ${setAside}.`]),
    ...(stopped === null ? [] : [`It stopped: ${stopped}.`]),
    ...(failed && stopped === null ? ["What is on chain is not what was planned."] : []),
  ];
  return {
    level: failed || setAside !== null ? "critical" : "material",
    audiences: ["committee"],
    subject: { kind: "owner_op", id: hash ?? event.id },
    title: `owner operation ${kind === null ? "" : `${kind} `}${what} by ${event.actor}`,
    text: lines.join("\n"),
    challenge: null,
  };
}

/** The alert's sentence, what it is about, and the parameters that section 3 of the emergency runbook asks for. */
function alertText(event: Extract<MvcrsEvent, { type: "orchestrator.alert" }>): string {
  const { text: sentence, arena, chain_id, run, transaction, context } = event;
  return [
    sentence,
    `Arena ${arena} on chain ${chain_id}${run === null ? "" : `, ${run}`}${transaction === null ? "" : `, transaction ${transaction}`}.`,
    ...(context === null
      ? []
      : [
          `Parameters: ${Object.entries(context)
            .map(([name, value]) => `${name} ${value}`)
            .join(", ")}.`,
        ]),
  ].join("\n");
}

const aboutRounds = (title: string, text: string): Draft => ({
  level: "critical",
  audiences: everyone,
  subject: { kind: "orchestrator", id: "rounds" },
  title,
  text,
  challenge: null,
});

const aboutMetric = (metric: string, words: { readonly title: string; readonly text: string }): Draft => ({
  level: "material",
  audiences: everyone,
  subject: { kind: "metric", id: metric },
  ...words,
  challenge: null,
});

function raisedFacts(raised: Extract<MvcrsEvent, { type: "challenge.raised" }>): ChallengeFacts {
  const { signal } = raised;
  return {
    id: raised.id,
    metric: signal.metric,
    source: signal.source,
    pattern: raised.pattern,
    level: raised.level,
    status: "open",
    resolution: null,
    deviation: raised.deviation,
    observations: 1,
    value: signal.value,
    unit: signal.unit ?? null,
    advice: raised.advice,
    raised_at: raised.at,
    observed_at: signal.observedAt,
  };
}

function factsOf(challenge: Challenge): ChallengeFacts {
  const { level, status, resolution, observations, deviation } = challenge;
  return { ...raisedFacts(challenge.raised), level, status, resolution, observations, deviation };
}

/** Whether a notice of long ago still speaks of something that is so: for a channel that is notified for the first time. */
export function isCurrent(notice: Notice, state: MvcrsState): boolean {
  const { kind, id } = notice.subject;
  if (kind === "trust_lock") return state.lock?.id === id;
  if (kind === "metric") return notice.type === "metric.muted" && state.mutes.get(id)?.since === notice.at;
  const challenge = kind === "challenge" ? state.challenges.get(id) : undefined;
  return challenge !== undefined && isOpen(challenge);
}
