import { errorCode } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import {
  accept,
  acknowledge,
  assertUnlocked,
  emptyState,
  engageLock,
  isOverdue,
  mute,
  mutesInForce,
  resolve,
  tick,
  unmute,
} from "../src/index.ts";
import { ChallengeTracker } from "../src/judging/tracker.ts";
import { applyEvent, type MvcrsState } from "../src/ledger/state.ts";
import { assessment } from "./support/signals.ts";

const start = Date.parse("2026-11-22T00:00:00.000Z");
const hour = 3_600_000;
const window = 24 * hour;
const by = (hours: number) => ({ actor: "alice", reason: "because", now: start + hours * hour });

function stateWith(level: "soft" | "material" | "critical"): MvcrsState {
  const state = emptyState();
  const tracker = new ChallengeTracker(state, {
    softClearAfter: 5,
    maxAutoTrustLocksPerDay: 0,
    lockOnSourceFaults: false,
  });
  for (const event of tracker.decide(assessment(level, 0), new Date(start).toISOString()))
    applyEvent(state, event, state.count);
  return state;
}
const only = (state: MvcrsState) => {
  const [challenge] = state.challenges.values();
  if (challenge === undefined) throw new Error("no challenge");
  return challenge;
};
const fold = (state: MvcrsState, events: Parameters<typeof applyEvent>[1][]) => {
  for (const event of events) applyEvent(state, event, state.count);
};

it("is overdue from the very millisecond on that the window ends, with no scheduler", () => {
  const challenge = only(stateWith("material"));
  expect(isOverdue(challenge, start + window - 1, window)).toBe(false);
  expect(isOverdue(challenge, start + window, window)).toBe(true);
  expect(isOverdue(only(stateWith("critical")), start + window, window)).toBe(true);
  expect(isOverdue(only(stateWith("soft")), start + 100 * window, window)).toBe(false);
});

it("restarts for who acknowledges, and stops for who resolves", () => {
  const state = stateWith("material");
  fold(state, [acknowledge(only(state), by(1))]);
  expect(isOverdue(only(state), start + window + hour - 1, window)).toBe(false);
  expect(isOverdue(only(state), start + window + hour, window)).toBe(true);
  const other = stateWith("material");
  fold(other, [resolve(only(other), "rejected", by(1))]);
  expect(isOverdue(only(other), start + 2 * window, window)).toBe(false);
});

it("is recorded by tick as it comes, however often it runs, and again as time passes", () => {
  const state = stateWith("material");
  expect(tick(state, start + window - 1, window)).toEqual([]);
  const events = tick(state, start + window + hour, window);
  expect(events.map(({ type }) => type)).toEqual(["challenge.overdue"]);
  // Two ticks that do not know of each other derive the same event.
  expect(tick(state, start + window + 2 * hour, window)[0]?.id).toBe(events[0]?.id);
  fold(state, events);
  expect(tick(state, start + 2 * window + hour - 1, window)).toEqual([]);
  const again = tick(state, start + 2 * window + hour, window);
  expect(again.map(({ type }) => type)).toEqual(["challenge.overdue"]);
  expect(again[0]?.id).not.toBe(events[0]?.id);
});

it("reminds ever more rarely, and without end, until somebody takes it on", () => {
  const state = stateWith("critical");
  const days: number[] = [];
  for (let day = 0; day < 40; day++) {
    const events = tick(state, start + day * window, window);
    if (events.length > 0) days.push(day);
    fold(state, events);
  }
  expect(days).toEqual([1, 2, 4, 8, 15, 22, 29, 36]);
  fold(state, [acknowledge(only(state), by(40 * 24))]);
  expect(only(state)).toMatchObject({ overdueSince: null, status: "acknowledged", acknowledgedBy: "alice" });
  expect(tick(state, start + 41 * window - 1, window)).toEqual([]);
  expect(tick(state, start + 41 * window, window)).toHaveLength(1);
});

it("mutes for thirty days at most, and ends mutes when their time comes", async () => {
  const state = emptyState();
  expect(await errorCode(() => mute("m", "o", start, by(0)))).toBe("MUTE_INVALID");
  expect(await errorCode(() => mute("m", "o", start + 30 * window + 1, by(0)))).toBe("MUTE_INVALID");
  expect(await errorCode(() => unmute(state, "m", by(0)))).toBe("NOT_MUTED");
  fold(state, [mute("m", "o", start + 30 * window, by(0)), mute("n", "o", start + window, by(0))]);
  expect(mutesInForce(state, start + window).map(({ metric }) => metric)).toEqual(["m"]);
  const events = tick(state, start + window, window);
  expect(events).toMatchObject([{ type: "metric.unmuted", metric: "n" }]);
  fold(state, events);
  fold(state, [unmute(state, "m", by(30))]);
  expect(state.mutes.size).toBe(0);
});

it("lets a second person take over, and nobody close twice or acknowledge what is closed, nor lock twice", async () => {
  const state = stateWith("material");
  fold(state, [acknowledge(only(state), by(1))]);
  fold(state, [acknowledge(only(state), { ...by(2), actor: "bob" })]);
  expect(only(state).acknowledgedBy).toBe("bob");
  fold(state, [resolve(only(state), "remediated", by(3))]);
  expect(await errorCode(() => acknowledge(only(state), by(4)))).toBe("CHALLENGE_NOT_OPEN");
  expect(await errorCode(() => resolve(only(state), "rejected", by(4)))).toBe("CHALLENGE_NOT_OPEN");
  assertUnlocked(state);
  fold(state, [engageLock(state, by(5))]);
  expect(await errorCode(() => engageLock(state, by(6)))).toBe("ALREADY_LOCKED");
  expect(await errorCode(() => assertUnlocked(state))).toBe("TRUST_LOCKED");
});

it("accepts a value as the new normal: closes what is open about it, and nothing beside it", async () => {
  const state = emptyState();
  expect(await errorCode(() => accept(state, "m", undefined, by(1)))).toBe("NOTHING_TO_ACCEPT");
  const tracker = new ChallengeTracker(state, {
    softClearAfter: 5,
    maxAutoTrustLocksPerDay: 0,
    lockOnSourceFaults: false,
  });
  const seen = assessment("material", 0, {
    pattern: "standing-violation",
    findings: [assessment("soft", 0, { pattern: "witness-fault" })],
  });
  fold(state, tracker.decide(seen, new Date(start).toISOString()));
  tracker.commit(seen);
  expect(await errorCode(() => accept(state, "other", undefined, by(1)))).toBe("NOTHING_TO_ACCEPT");
  fold(state, accept(state, "m", 12, by(1)));
  expect([...state.challenges.values()].map(({ pattern, resolution }) => [pattern, resolution])).toEqual([
    ["standing-violation", "superseded"],
    ["witness-fault", null],
  ]);
  expect(state.accepted.get("m")?.value).toBe(12);
  expect(await errorCode(() => accept(state, "m", undefined, by(2)))).toBe("NOTHING_TO_ACCEPT");
});

it("accepts the latest value seen where none is named, and nothing on another resolution", () => {
  for (const resolution of ["accept", "remediated", "rejected"] as const) {
    const state = stateWith("material");
    const challenge = only(state);
    fold(
      state,
      resolution === "accept"
        ? accept(state, "m", undefined, by(1))
        : [resolve(challenge, resolution, by(1))],
    );
    expect(state.accepted.get("m")?.value).toBe(resolution === "accept" ? 1 : undefined);
  }
});
