import { v5 } from "uuid";
import type { MvcrsEvent } from "../../src/ledger/events.ts";
import { mvcrsEventSchema } from "../../src/ledger/events.ts";
import { applyEvent, emptyState, type MvcrsState } from "../../src/ledger/state.ts";

const namespace = "7d3f0f0e-6a0b-5c58-9a43-5f1d0a6f2c99";
const start = Date.parse("2026-10-01T00:00:00.000Z");
const members = ["0x1111111111111111111111111111111111111111", "0x2222222222222222222222222222222222222222"];
const abstained = { status: "abstained", expected: null, deviation: 0, confidence: 0, reason: "none" };
const voted = { status: "voted", expected: 5, deviation: 0.4, confidence: 0.9, reason: "5 expected" };

/** What a history may do next; where it makes no sense, something that does. */
export const steps = [
  "raise",
  "raise",
  "extend",
  "ack",
  "overdue",
  "resolve",
  "clear",
  "supersede",
  "engage",
  "release",
  "committee",
  "mute",
  "unmute",
  "branch",
  "alert",
  "checkpoint",
] as const;
export type Step = (typeof steps)[number];

/** Events as commands write them, one for each step. `again`: now and then one about a challenge that is closed. */
export function historyOf(
  choices: readonly { readonly step: Step; readonly pick: number }[],
  again = false,
): MvcrsEvent[] {
  const state = emptyState();
  const events: MvcrsEvent[] = [];
  for (const [seq, { step, pick }] of choices.entries()) {
    const event = mvcrsEventSchema.parse(eventOf(step, pick, seq, state, again));
    applyEvent(state, event, seq);
    events.push(event);
  }
  return events;
}

function eventOf(step: Step, pick: number, seq: number, state: MvcrsState, again: boolean): object {
  const head = {
    id: v5(`event ${seq}`, namespace),
    at: new Date(start + seq * 3_000_000).toISOString(),
    actor: ["mvcrs", "alice", "bob é"][pick % 3],
  };
  const of = [...state.challenges.values()].filter(({ status }) => again || status !== "resolved");
  const challenge = of[pick % Math.max(1, of.length)];
  const level = (["soft", "material", "critical"] as const)[pick % 3];
  if (challenge !== undefined) {
    const about = { ...head, challenge_id: challenge.id };
    switch (step) {
      case "extend":
        return {
          ...{ type: "challenge.extended", ...about, level, observations: challenge.observations + 1 },
          ...{
            deviation: pick / 7,
            critical_run: pick % 5,
            value: pick,
            observed_at: head.at,
            reason: "more",
          },
          ...(pick % 2 === 0 ? { pattern: "breakdown", advice: "look" } : {}),
        };
      case "ack":
        return { type: "challenge.acknowledged", ...about, reason: "mine" };
      case "overdue":
        return { type: "challenge.overdue", ...about, due_at: head.at };
      case "resolve":
        return { type: "challenge.resolved", ...about, resolution: "remediated", reason: "done" };
      case "clear":
        return { type: "challenge.resolved", ...about, resolution: "cleared", reason: "gone" };
      case "supersede":
        return {
          ...{ type: "challenge.resolved", ...about, resolution: "superseded", reason: "new normal" },
          ...(pick % 2 === 0 ? { accepted_value: pick } : {}),
        };
      default:
    }
  }
  const committee = { members: members.slice(0, 1 + (pick % 2)), threshold: 1 };
  const lock = { type: "trust_lock.engaged", ...head, marker: "MVCRS_TRUST_LOCK", reason: "stop" };
  switch (step) {
    case "engage":
      return { ...lock, committee, ...(pick % 2 === 0 && challenge ? { challenge_id: challenge.id } : {}) };
    case "release":
      return state.lock === null
        ? lock
        : {
            ...{ type: "trust_lock.released", ...head, lock_id: state.lock.id, approvers: members },
            ...{ approvals: [], committee, reason: "all is well" },
          };
    case "committee":
      return {
        ...{ type: "committee.changed", ...head, committee, previous: null },
        ...{ approvers: [], approvals: [], reason: "others" },
      };
    case "mute":
      return {
        type: "metric.muted",
        ...head,
        metric: `m${pick % 4}`,
        owner: "o",
        reason: "r",
        until: head.at,
      };
    case "unmute":
      return { type: "metric.unmuted", ...head, metric: `m${pick % 4}`, reason: "r" };
    case "branch":
      return { type: "fix_branch.opened", ...head, branch: "b", commit: "c", criteria: ["three in a row"] };
    case "alert":
      return {
        ...{ type: "orchestrator.alert", ...head, reason: "freeze:now", severity: "critical", text: "stop" },
        ...{ arena: "0x1", chain_id: "1", run: null, round_id: null, participant: null, amount: null },
        ...{ transaction: null, context: null },
      };
    case "checkpoint":
      return { type: "checkpoint.signed", ...head, size: seq, root_hash: "0".repeat(64), key: "k" };
    default:
      return {
        ...{ type: "challenge.raised", ...head, level, deviation: pick / 10, dissent: null, advice: "ask" },
        ...{
          pattern: pick % 5 === 0 ? "unusable-reports" : "drift",
          reason: "5 became 9",
          critical_run: pick % 4,
        },
        signal: {
          ...{ metric: `m${pick % 4}`, source: `s,"${pick % 2}é`, value: pick, extra: { a: [2], b: 1 } },
          observedAt: new Date(start + seq * 3_000_000 - pick * 60_000).toISOString(),
        },
        verdicts: {
          primary: pick % 2 === 0 ? voted : abstained,
          secondary: abstained,
          tertiary: { ...voted, rules: ["a"] },
        },
      };
  }
}
