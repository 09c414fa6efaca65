import type { Assessment } from "@mvcrs/verifiers";
import { expect, it } from "vitest";
import { mvcrsEventSchema } from "../src/events.ts";
import { applyEvent, emptyState } from "../src/state.ts";
import { ChallengeTracker } from "../src/tracker.ts";
import { assessment } from "./support/signals.ts";

const at = "2026-11-22T00:00:00.000Z";

function tracked(policy = { softClearAfter: 3, maxAutoTrustLocksPerDay: 1, lockOnSourceFaults: false }) {
  const state = emptyState();
  const tracker = new ChallengeTracker(state, policy);
  const observe = (one: Assessment, when = at) => {
    const events = tracker.decide(one, when);
    for (const event of events) applyEvent(state, mvcrsEventSchema.parse(event), state.count);
    tracker.commit(one);
    return events.map((event) =>
      event.type === "challenge.extended" ? `${event.type} ${event.observations} ${event.level}` : event.type,
    );
  };
  return { state, tracker, observe };
}

it("raises one challenge a metric and pattern, and extends it when its observations double", () => {
  const { state, observe } = tracked();
  const said = Array.from({ length: 16 }, (_, hour) => observe(assessment("soft", hour)));
  expect(said.map((events) => events.join())).toEqual([
    "challenge.raised",
    "challenge.extended 2 soft",
    "",
    "challenge.extended 4 soft",
    ...["", "", ""],
    "challenge.extended 8 soft",
    ...Array.from({ length: 7 }, () => ""),
    "challenge.extended 16 soft",
  ]);
  expect(observe(assessment("soft", 17, { pattern: "false-report" }))).toEqual(["challenge.raised"]);
  expect(observe(assessment("soft", 18, { metric: "other" }))).toEqual(["challenge.raised"]);
  expect(state.challenges.size).toBe(3);
});

it("extends when the level rises, and never lowers it", () => {
  const { state, observe } = tracked();
  observe(assessment("soft", 0));
  observe(assessment("soft", 1));
  expect(observe(assessment("material", 2))).toEqual(["challenge.extended 3 material"]);
  expect(observe(assessment("soft", 3))).toEqual([]);
  expect([...state.challenges.values()].map(({ level }) => level)).toEqual(["material"]);
});

it("clears soft challenges after enough normal observations in a row, and only soft ones", () => {
  const { state, observe } = tracked();
  observe(assessment("soft", 0));
  observe(assessment("material", 0, { metric: "n" }));
  observe(assessment("none", 1));
  observe(assessment("none", 2));
  observe(assessment("soft", 3));
  for (let hour = 4; hour < 7; hour++) observe(assessment("none", hour, { metric: "n" }));
  expect(observe(assessment("none", 7))).toEqual([]);
  expect(observe(assessment("none", 8))).toEqual([]);
  expect(observe(assessment("none", 9))).toEqual(["challenge.resolved"]);
  expect([...state.challenges.values()].map(({ metric, resolution }) => [metric, resolution])).toEqual([
    ["m", "cleared"],
    ["n", null],
  ]);
});

it("engages the trust lock for a critical challenge, as often a day as allowed", () => {
  const { state, observe } = tracked();
  expect(observe(assessment("critical", 0))).toEqual(["challenge.raised", "trust_lock.engaged"]);
  expect(observe(assessment("critical", 1, { metric: "n" }))).toEqual(["challenge.raised"]);
  expect(state.lock?.challengeId).toBe([...state.challenges.keys()][0]);
  applyEvent(
    state,
    {
      type: "trust_lock.released",
      id: "7d3f0f0e-6a0b-4c58-9a43-5f1d0a6f2c11",
      at,
      actor: "a",
      lock_id: state.lock?.id ?? "",
      approvers: [],
      approvals: [],
      reason: "r",
    },
    state.count,
  );
  expect(observe(assessment("critical", 2, { metric: "o" }))).toEqual(["challenge.raised"]);
  expect(observe(assessment("critical", 26, { metric: "p" }), "2026-11-23T00:00:00.000Z")).toEqual([
    "challenge.raised",
    "trust_lock.engaged",
  ]);
});

it("engages it too when an open challenge rises to critical", () => {
  const { observe } = tracked();
  observe(assessment("material", 0));
  expect(observe(assessment("critical", 1))).toEqual(["challenge.extended 2 critical", "trust_lock.engaged"]);
});

it("counts critical observations in a row and records the third", () => {
  const { state, observe } = tracked();
  observe(assessment("critical", 0));
  observe(assessment("critical", 1));
  expect(observe(assessment("critical", 2))).toEqual(["challenge.extended 3 critical"]);
  expect(state.challenges.size).toBe(1);
});

it("raises nothing for an observation that has raised before, whatever became of it", () => {
  const { observe } = tracked();
  observe(assessment("soft", 0));
  for (let hour = 1; hour < 4; hour++) observe(assessment("none", hour));
  expect(observe(assessment("soft", 0))).toEqual([]);
});

it("tells silence from the last observation before it", () => {
  const { observe } = tracked();
  observe(assessment("soft", 0));
  expect(observe(assessment("soft", 0, { pattern: "silence" }))).toEqual(["challenge.raised"]);
});

it("goes on from a snapshot as if it had never stopped", () => {
  const whole = tracked();
  const levels = [
    "soft",
    "none",
    "none",
    "soft",
    "soft",
    "none",
    "critical",
    "critical",
    "critical",
    "none",
  ] as const;
  const expected = levels.map((level, hour) => whole.observe(assessment(level, hour)));
  for (let cut = 0; cut <= levels.length; cut++) {
    const first = tracked();
    const said = levels.slice(0, cut).map((level, hour) => first.observe(assessment(level, hour)));
    const resumed = new ChallengeTracker(
      first.state,
      { softClearAfter: 3, maxAutoTrustLocksPerDay: 1, lockOnSourceFaults: false },
      JSON.parse(JSON.stringify(first.tracker.snapshot())),
    );
    levels.slice(cut).forEach((level, i) => {
      const one = assessment(level, cut + i);
      const events = resumed.decide(one, at);
      for (const event of events) applyEvent(first.state, event, first.state.count);
      resumed.commit(one);
      said.push(
        events.map((event) =>
          event.type === "challenge.extended"
            ? `${event.type} ${event.observations} ${event.level}`
            : event.type,
        ),
      );
    });
    expect(said).toEqual(expected);
  }
});
