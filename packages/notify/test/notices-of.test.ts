import { emptyState, type MvcrsEvent } from "@mvcrs/escalation";
import { applyEvent } from "@mvcrs/escalation/ledger";
import { expect, it } from "vitest";
import { noticesOf } from "../src/index.ts";
import {
  acknowledged,
  at,
  event,
  extended,
  muted,
  overdue,
  raised,
  resolved,
  uuid,
} from "./support/events.ts";

/** What each event of a log is worth: its type, level and whom it is for. */
function told(...events: readonly MvcrsEvent[]): string[] {
  const state = emptyState();
  return events.flatMap((one, seq) => {
    const notices = noticesOf(one, state);
    applyEvent(state, one, seq);
    return notices.map(({ type, level, audiences }) => `${type} ${level} ${audiences.join("+")}`);
  });
}

it("tells reviewers of a material challenge, and the committee too of a critical one", () => {
  expect(told(raised(1, "soft"), raised(2, "material"), raised(3, "critical"))).toEqual([
    "challenge.raised soft reviewers",
    "challenge.raised material reviewers",
    "challenge.raised critical reviewers+committee",
  ]);
});

it("tells of an extension only when the level rises or criticals come three in a row", () => {
  expect(
    told(
      raised(1, "material"),
      extended(1, "material"),
      extended(1, "critical", 1),
      extended(1, "critical", 2),
      extended(1, "critical", 3),
      extended(1, "critical", 4),
    ),
  ).toEqual([
    "challenge.raised material reviewers",
    "challenge.extended critical reviewers+committee",
    "challenge.extended critical reviewers+committee",
  ]);
});

it("tells those of the end who heard of the beginning", () => {
  expect(told(raised(1), acknowledged(1), overdue(1), resolved(1, 1500))).toEqual([
    "challenge.raised material reviewers",
    "challenge.acknowledged material reviewers",
    "challenge.overdue material reviewers+committee",
    "challenge.resolved material reviewers+committee",
  ]);
});

it("spares the reviewers a muted metric, but not its start and end, and not the committee", () => {
  const metric = "arena.validatorStake";
  expect(
    told(
      muted(metric, 60),
      raised(1, "material", metric, 10),
      raised(2, "critical", metric, 59),
      resolved(1, 59),
      event("metric.unmuted", { metric, reason: "done" }, 59),
      raised(3, "material", metric, 59),
    ),
  ).toEqual([
    "metric.muted material reviewers+committee",
    "challenge.raised critical committee",
    "metric.unmuted material reviewers+committee",
    // Raised under the mute and still open: the reviewers hear of it at last, at its own level.
    "challenge.still_open critical reviewers",
    "challenge.raised material reviewers",
  ]);
});

it("tells nobody after a mute of what was closed, or taken on, or soft", () => {
  const end = event("metric.unmuted", { metric: "m", reason: "done" }, 59);
  const quiet = [raised(1, "critical", "m", 10), raised(2, "critical", "m", 11), raised(3, "soft", "m", 12)];
  const ends = told(muted("m", 60), ...quiet, resolved(1, 20), acknowledged(2), end).filter((one) =>
    one.startsWith("challenge.still_open"),
  );
  expect(ends).toEqual([]);
});

it("ends a mute at its time, whether or not an event says so", () => {
  expect(told(muted("m", 60), raised(1, "material", "m", 60))).toHaveLength(2);
});

it("closes what was opened before the mute", () => {
  expect(told(raised(1, "material", "m", 0), muted("m", 60, 5), resolved(1, 10))).toEqual([
    "challenge.raised material reviewers",
    "metric.muted material reviewers+committee",
    "challenge.resolved material reviewers",
  ]);
});

it("names what is open when a mute ends", () => {
  const state = emptyState();
  [muted("m", 60), raised(1, "material", "m", 5)].forEach((one, seq) => {
    applyEvent(state, one, seq);
  });
  const [notice] = noticesOf(event("metric.unmuted", { metric: "m", reason: "done" }, 10), state);
  expect(notice?.text).toContain(uuid(1));
});

it("tells of locks, fix branches, owner operations and a recovered log; not of the rest", () => {
  const lock = event("trust_lock.engaged", { marker: "MVCRS_TRUST_LOCK", reason: "by hand" });
  expect(
    told(
      lock,
      event("trust_lock.released", { lock_id: lock.id, approvers: ["0x1"], approvals: [], reason: "mended" }),
      event("fix_branch.opened", { branch: "fix/x", commit: "abc", criteria: ["three in a row"] }),
      event("owner_op.intended", {}),
      event("owner_op.executed", {}),
      event("log.recovered", { set_aside: "x", bytes: 3, offset: 9 }),
      event("drill.completed", {}),
      event("gate.evaluated", {}),
      event("checkpoint.signed", { size: 1, root_hash: "0".repeat(64), key: "k" }),
    ),
  ).toEqual([
    "trust_lock.engaged critical reviewers+committee",
    "trust_lock.released critical reviewers+committee",
    "fix_branch.opened critical reviewers+committee",
    "owner_op.intended material committee",
    "owner_op.executed material committee",
    "log.recovered material reviewers+committee",
  ]);
});

it("tells everyone who froze the orchestrator and who let it go on", () => {
  const frozen = event("orchestrator.frozen", { reason: "looking into it" });
  const resumed = event("orchestrator.resumed", {
    reason: "all is well",
    frozen_since: "2026-11-22T00:00:00.000Z",
    frozen_by: "alice",
    frozen_for: ["looking into it"],
  });
  expect(told(frozen, resumed)).toEqual([
    "orchestrator.frozen critical reviewers+committee",
    "orchestrator.resumed critical reviewers+committee",
  ]);
  const [notice] = noticesOf(resumed, emptyState());
  expect(notice?.text).toContain("Frozen since 2026-11-22T00:00:00.000Z by alice: looking into it");
});

it("tells everyone of the orchestrator's alerts, under their reason, with the parameters at hand", () => {
  const alert = event("orchestrator.alert", {
    reason: "moderation:block",
    severity: "warning",
    text: "validator slashed",
    arena: "0xa",
    chain_id: "1",
    run: "run-000001",
    round_id: "1",
    participant: "0xb",
    amount: "5",
    transaction: "0xc",
    context: { validatorStake: "7" },
  });
  const frozen = {
    run: null,
    round_id: null,
    participant: null,
    amount: null,
    transaction: null,
    context: null,
  };
  const freeze = { ...alert, ...frozen, reason: "freeze:paused", severity: "critical" } as MvcrsEvent;
  const state = emptyState();
  expect(noticesOf(alert, state)).toMatchObject([
    { level: "material", title: "moderation:block", subject: { kind: "orchestrator", id: "0xb" } },
  ]);
  expect(noticesOf(alert, state)[0]?.text).toBe(
    "validator slashed\nArena 0xa on chain 1, run-000001, transaction 0xc.\nParameters: validatorStake 7.",
  );
  expect(noticesOf(freeze, state)).toMatchObject([
    {
      level: "critical",
      title: "freeze:paused",
      subject: { id: "0xa" },
      audiences: ["reviewers", "committee"],
    },
  ]);
});

it("carries the challenge as it stands after the event", () => {
  const state = emptyState();
  applyEvent(state, raised(1), 0);
  expect(noticesOf(extended(1, "critical", 1), state)[0]).toMatchObject({
    seq: 1,
    at: at(1),
    subject: { kind: "challenge", id: uuid(1) },
    challenge: { level: "critical", observations: 2, deviation: 0.6, status: "open" },
  });
  expect(noticesOf(resolved(1), state)[0]?.challenge).toMatchObject({
    status: "resolved",
    resolution: "remediated",
  });
});

it("says what an owner operation was, and when it broke the glass or did not come through", () => {
  const state = emptyState();
  const plan_hash = `0x${"a".repeat(64)}`;
  const [intended, executed, stopped, odd] = [
    event("owner_op.intended", { plan_hash, plan: { kind: "pause" }, lock_set_aside: "incident 7" }),
    event("owner_op.executed", { plan_hash, verified: true }),
    event("owner_op.executed", { plan_hash, verified: false, stopped: "TX_REVERTED" }),
    event("owner_op.executed", { plan: 3, plan_hash: 4, stopped: "" }),
  ].map((one) => noticesOf(one, state)[0]);
  expect([intended?.level, executed?.level, stopped?.level, odd?.level]).toEqual([
    "critical",
    "material",
    "critical",
    "material",
  ]);
  expect(intended?.title).toBe("owner operation pause intended by alice");
  expect(intended?.text).toContain("incident 7");
  expect(stopped?.text).toContain("TX_REVERTED");
  // Intent and outcome are of one subject: they arrive in this order.
  expect(stopped?.subject).toEqual(intended?.subject);
});
