import { errorCode } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import {
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
import { applyEvent, type MvcrsState } from "../src/state.ts";
import { ChallengeTracker } from "../src/tracker.ts";
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

it("stops for whoever acknowledges or resolves", () => {
  const state = stateWith("material");
  fold(state, [acknowledge(only(state), by(1))]);
  expect(isOverdue(only(state), start + 2 * window, window)).toBe(false);
  const other = stateWith("material");
  fold(other, [resolve(only(other), "rejected", by(1))]);
  expect(isOverdue(only(other), start + 2 * window, window)).toBe(false);
});

it("is recorded once by tick, however often it runs", () => {
  const state = stateWith("material");
  expect(tick(state, start + window - 1, window)).toEqual([]);
  const events = tick(state, start + window + hour, window);
  expect(events.map(({ type }) => type)).toEqual(["challenge.overdue"]);
  // Two ticks that do not know of each other derive the same event.
  expect(tick(state, start + window + 2 * hour, window)[0]?.id).toBe(events[0]?.id);
  fold(state, events);
  expect(tick(state, start + 9 * window, window)).toEqual([]);
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

it("lets nobody close or acknowledge twice, nor lock twice", async () => {
  const state = stateWith("material");
  fold(state, [acknowledge(only(state), by(1))]);
  expect(await errorCode(() => acknowledge(only(state), by(2)))).toBe("CHALLENGE_NOT_OPEN");
  fold(state, [resolve(only(state), "remediated", by(3))]);
  expect(await errorCode(() => resolve(only(state), "rejected", by(4)))).toBe("CHALLENGE_NOT_OPEN");
  assertUnlocked(state);
  fold(state, [engageLock(state, by(5))]);
  expect(await errorCode(() => engageLock(state, by(6)))).toBe("ALREADY_LOCKED");
  expect(await errorCode(() => assertUnlocked(state))).toBe("TRUST_LOCKED");
});
