import type { Assessment } from "@mvcrs/verifiers";
import { expect, it } from "vitest";
import { showLatest } from "../src/judging/latest.ts";
import { ChallengeTracker, trackerSnapshotSchema } from "../src/judging/tracker.ts";
import type { Challenge } from "../src/ledger/challenge.ts";
import { mvcrsEventSchema } from "../src/ledger/events.ts";
import { applyEvent, emptyState, type MvcrsState } from "../src/ledger/state.ts";
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

it("raises one challenge a metric and family of patterns, and extends it when its observations double", () => {
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

it("engages the trust lock at the second critical observation of a challenge, as often a day as allowed", () => {
  const { state, observe } = tracked();
  const critical = (hour: number, metric: string, when = at) =>
    observe(assessment("critical", hour, { metric, pattern: "standing-violation" }), when);
  expect(critical(0, "m")).toEqual(["challenge.raised"]);
  expect(state.lock).toBeNull();
  expect(critical(1, "m")).toEqual(["challenge.extended 2 critical", "trust_lock.engaged"]);
  expect(state.lock?.challengeId).toBe([...state.challenges.keys()][0]);
  expect(critical(2, "n")).toEqual(["challenge.raised"]);
  expect(critical(3, "n")).toEqual(["challenge.extended 2 critical"]);
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
  expect(critical(4, "o")).toEqual(["challenge.raised"]);
  expect(critical(5, "o")).toEqual(["challenge.extended 2 critical"]);
  expect(critical(26, "p", "2026-11-23T00:00:00.000Z")).toEqual(["challenge.raised"]);
  expect(critical(27, "p", "2026-11-23T00:00:00.000Z")).toEqual([
    "challenge.extended 2 critical",
    "trust_lock.engaged",
  ]);
});

it("counts critical observations that are apart, also of a challenge that rose to critical", () => {
  const { state, observe } = tracked();
  const see = (level: "material" | "critical", hour: number) =>
    observe(assessment(level, hour, { pattern: "unauthorised-change" }));
  see("material", 0);
  expect(see("critical", 1)).toEqual(["challenge.extended 2 critical"]);
  see("material", 2);
  expect(state.lock).toBeNull();
  expect(see("critical", 3)).toEqual(["challenge.extended 4 critical", "trust_lock.engaged"]);
});

it.each([
  ["standing-violation", true],
  ["unauthorised-change", true],
  ["false-report", false],
  ["reporter-fault", false],
  ["misreported-violation", false],
  ["breakdown", false],
] as const)(
  "locks for what the witnesses and the report both say only, unless configured: %s",
  (pattern, locks) => {
    for (const lockOnSourceFaults of [false, true]) {
      const { state, observe } = tracked({
        softClearAfter: 3,
        maxAutoTrustLocksPerDay: 1,
        lockOnSourceFaults,
      });
      for (let hour = 0; hour < 9; hour++) observe(assessment("critical", hour, { pattern }));
      expect(state.lock !== null).toBe(locks || lockOnSourceFaults);
    }
  },
);

it("counts critical observations in a row and records the third", () => {
  const { state, observe } = tracked();
  observe(assessment("critical", 0));
  observe(assessment("critical", 1));
  expect(observe(assessment("critical", 2))).toEqual(["challenge.extended 3 critical"]);
  expect(state.challenges.size).toBe(1);
  expect([...state.challenges.values()].map(({ criticalRun }) => criticalRun)).toEqual([3]);
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

it("has one open challenge a metric and family: another name of the same thing extends it, and the weightiest name stays", () => {
  const { state, observe } = tracked();
  observe(assessment("soft", 0, { pattern: "drift" }));
  observe(assessment("material", 1, { pattern: "unauthorised-change" }));
  observe(assessment("material", 2, { pattern: "standing-violation" }));
  observe(assessment("soft", 3, { pattern: "misreported-violation" }));
  observe(assessment("soft", 4, { pattern: "false-report" }));
  observe(assessment("material", 5, { pattern: "reporter-fault" }));
  expect(
    [...state.challenges.values()].map(({ pattern, level, observations }) => [pattern, level, observations]),
  ).toEqual([
    ["unauthorised-change", "material", 4],
    ["reporter-fault", "material", 2],
  ]);
});

it("raises a challenge of its own for what an observation shows beside its value", () => {
  const { state, observe } = tracked();
  const beside = (level: "soft" | "material", hour: number) =>
    assessment(level, hour, { pattern: "witness-fault" });
  const other = (hour: number) => assessment("soft", hour, { pattern: "clock-fault" });
  expect(observe(assessment("none", 0, { findings: [beside("soft", 0), other(0)] }))).toEqual([
    "challenge.raised",
    "challenge.raised",
  ]);
  expect(observe(assessment("soft", 1, { findings: [beside("material", 1)] }))).toEqual([
    "challenge.raised",
    "challenge.extended 2 material",
  ]);
  expect(new Set([...state.challenges.keys()]).size).toBe(3);
  // What is no longer shown clears by itself, while the others go on.
  for (let hour = 2; hour < 4; hour++)
    observe(assessment("soft", hour, { findings: [beside("material", hour)] }));
  expect(
    [...state.challenges.values()].map(({ pattern, level, resolution }) => [pattern, level, resolution]),
  ).toEqual([
    ["witness-fault", "material", null],
    ["clock-fault", "soft", "cleared"],
    ["drift", "soft", null],
  ]);
});

it("knows the latest value of what goes on, and how long it has been absent, also after a restore", () => {
  const { state, tracker, observe } = tracked();
  const seen = (hour: number, value: number) => {
    const one = assessment("soft", hour);
    return { ...one, signal: { ...one.signal, value } };
  };
  observe(seen(0, 1));
  observe(seen(1, 2));
  observe(seen(2, 3));
  observe(assessment("none", 3));
  const restored = new ChallengeTracker(
    state,
    { softClearAfter: 3, maxAutoTrustLocksPerDay: 1, lockOnSourceFaults: false },
    trackerSnapshotSchema.parse(JSON.parse(JSON.stringify(tracker.snapshot()))),
  );
  const [challenge] = state.challenges.values();
  // The log was last told at the second; the third is known all the same.
  expect(challenge).toMatchObject({ observations: 2, value: 2 });
  for (const each of [tracker, restored])
    expect(each.snapshot().joined).toEqual([
      {
        id: challenge?.id,
        observations: 3,
        deviation: 0.5,
        criticals: 0,
        absent: 1,
        value: 3,
        observed_at: seen(2, 3).signal.observedAt,
        reason: "because",
      },
    ]);
  // Who only looks is shown what judging knows.
  const looked: MvcrsState = {
    ...state,
    challenges: new Map([[challenge?.id ?? "", { ...(challenge as Challenge) }]]),
  };
  showLatest(looked, restored.snapshot().joined);
  expect([...looked.challenges.values()]).toMatchObject([{ observations: 3, value: 3, absent: 1 }]);
  showLatest(looked);
  expect([...looked.challenges.values()]).toMatchObject([{ observations: 3, value: 3, absent: 1 }]);
  restored.commit(assessment("none", 4));
  expect(restored.decide(assessment("none", 5), at).map(({ type }) => type)).toEqual(["challenge.resolved"]);
});

it("takes silence for no observation: it clears nothing and ends no run", () => {
  const { state, observe } = tracked();
  observe(assessment("soft", 0, { pattern: "false-report" }));
  for (let hour = 1; hour < 9; hour++) observe(assessment("soft", hour, { pattern: "silence" }));
  expect([...state.challenges.values()].map(({ pattern, resolution }) => [pattern, resolution])).toEqual([
    ["false-report", null],
    ["silence", null],
  ]);
  for (let hour = 9; hour < 12; hour++) observe(assessment("none", hour));
  expect([...state.challenges.values()].map(({ resolution }) => resolution)).toEqual(["cleared", "cleared"]);
});

it("does not take the calm of one source for that of another", () => {
  const { state, observe } = tracked();
  const from = (source: string, level: "none" | "soft", hour: number) => {
    const one = assessment(level, hour);
    return { ...one, signal: { ...one.signal, source } };
  };
  observe(from("a", "soft", 0));
  for (let hour = 1; hour < 9; hour++) observe(from("b", "none", hour));
  expect([...state.challenges.values()].map(({ resolution }) => resolution)).toEqual([null]);
  for (let hour = 9; hour < 12; hour++) observe(from("a", "none", hour));
  expect([...state.challenges.values()].map(({ resolution }) => resolution)).toEqual(["cleared"]);
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
