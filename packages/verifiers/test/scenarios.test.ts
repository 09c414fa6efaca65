import { describe, expect, it } from "vitest";
import type { Assessment, JudgeContext, Witness } from "../src/index.ts";
import { gaussian } from "./support/series.ts";
import { type MetricInput, panelWith, signalAt, timeAt } from "./support/signals.ts";

const metric = "arena.validatorStake";
const entry: MetricInput = {
  target: 100,
  tolerance: 0.1,
  bounds: { min: 50, max: 200 },
  max_staleness_seconds: 900,
  required: true,
};

/** A stake near 100 with three honest witnesses; `report` and `truth` say what happens from sample 300 on. */
function scene(
  report: (truth: number, since: number) => number,
  truth: (since: number) => number = () => 100,
  context: (since: number) => JudgeContext = () => ({}),
): { panel: ReturnType<typeof panelWith>; after: Assessment[]; before: Assessment[] } {
  const panel = panelWith({ "arena.*": entry });
  const normal = gaussian(7);
  const all = Array.from({ length: 400 }, (_, index) => {
    const since = index - 300;
    const noise = 0.3 * normal();
    const real = (since < 0 ? 100 : truth(since)) + noise;
    const witnesses: Witness[] = [1, 2, 3].map((each) => ({
      source: `w${each}`,
      value: real + 0.01 * normal(),
    }));
    const value = since < 0 ? real : report(real, since);
    return panel.judge(signalAt(index, value, { metric, witnesses }), since < 0 ? {} : context(since));
  });
  return { panel, before: all.slice(50, 300), after: all.slice(300) };
}

describe("what an operator is told", () => {
  it("nothing, while all is well", () => {
    const { before } = scene((truth) => truth);
    expect(before.filter(({ level }) => level !== "none")).toEqual([]);
    expect(before[0]).toMatchObject({ pattern: null, dissent: null, dissentRun: 0, advice: "" });
  });

  it("a forged report inside policy and history: false-report, soft, then material when it persists", () => {
    // The true stake has fallen to 75 unreported; the report still says what policy and history like to hear.
    const { after } = scene(
      () => 100,
      () => 75,
    );
    expect(after.slice(0, 4).map(({ level }) => level)).toEqual(["soft", "soft", "material", "material"]);
    expect(after[2]).toMatchObject({ pattern: "false-report", dissent: "consensus", dissentRun: 3 });
    expect(after[2]?.advice).toMatch(/reporter/);
    expect(after.some(({ level }) => level === "critical")).toBe(false);
  });

  it("an unauthorised change: critical at once, confirmed by the witnesses", () => {
    const { after } = scene(
      (truth) => truth,
      () => 160,
      (since) => ({ quarantined: since > 0 }),
    );
    expect(after[0]).toMatchObject({ level: "critical", pattern: "unauthorised-change", dissent: null });
    expect(after.every(({ level }) => level === "critical")).toBe(true);
    expect(after[0]?.advice).toMatch(/revert or authorise/);
    expect(after[0]?.verdicts.consensus.deviation).toBe(0);
  });

  it("a slow drift inside policy: drift, seen by the forecast alone, and a person is asked", () => {
    const panel = panelWith({ "arena.*": { target: 100, tolerance: 5 } });
    const normal = gaussian(9);
    const all = Array.from({ length: 1900 }, (_, index) => {
      const value = 100 + 0.1 * Math.max(0, index - 1500) + 0.3 * normal();
      const witnesses = [1, 2, 3].map((each) => ({ source: `w${each}`, value }));
      return panel.judge(signalAt(index, value, { metric, witnesses }));
    });
    const first = all.findIndex(({ level }) => level !== "none");
    expect(first).toBeGreaterThan(1500);
    expect(all[first]?.signal.value).toBeLessThan(130);
    expect(all[first]).toMatchObject({ level: "soft", pattern: "drift", dissent: "forecast" });
    const material = all.find(({ level }) => level === "material");
    expect(material).toMatchObject({ pattern: "drift", dissentRun: 3 });
    expect(material?.advice).toMatch(/slow or new cause/);
    expect(all.some(({ level }) => level === "critical")).toBe(false);
  });

  it("a broken reporter: reporter-fault, critical, the witnesses still see the truth", () => {
    const { after } = scene(
      () => 0,
      () => 100,
      (since) => ({ quarantined: since > 0 }),
    );
    // Zero also breaks the bounds here, so all three see it.
    expect(after[0]).toMatchObject({ level: "critical", pattern: "breakdown" });
    const free = panelWith({});
    for (let index = 0; index < 100; index += 1) {
      const value = 100 + (index % 5);
      const witnesses = [1, 2].map((each) => ({ source: `w${each}`, value }));
      const reported = index === 99 ? 0 : value;
      const seen = free.judge(signalAt(index, reported, { metric, witnesses }));
      if (index === 99) {
        expect(seen).toMatchObject({ level: "critical", pattern: "reporter-fault" });
        expect(seen.advice).toMatch(/replace the reporter/);
      }
    }
  });

  it("a report that breaks policy and that no witness confirms: misreported-violation", () => {
    const panel = panelWith({ "arena.*": { target: 100, forecast: "off" } });
    const witnesses = [1, 2].map((each) => ({ source: `w${each}`, value: 100 }));
    expect(panel.judge(signalAt(0, 160, { metric, witnesses }))).toMatchObject({
      level: "critical",
      pattern: "misreported-violation",
    });
  });

  it("a standing violation: policy alone, material once it persists", () => {
    const panel = panelWith({ "arena.*": { target: 100 } });
    const all = Array.from({ length: 60 }, (_, index) =>
      panel.judge(
        signalAt(index, 150 + (index % 2), {
          metric,
          witnesses: [1, 2].map((each) => ({ source: `w${each}`, value: 150 + (index % 2) })),
        }),
      ),
    );
    expect(all.at(-1)).toMatchObject({ level: "material", pattern: "standing-violation", dissent: "policy" });
    expect(all.some(({ level }) => level === "critical")).toBe(false);
  });

  it("a metric that goes silent: silence, soft, then a person is asked", () => {
    const { panel } = scene((truth) => truth);
    const last = timeAt(399);
    expect(panel.sweep(last + 900_000)).toEqual([]);
    const seen = [1, 2, 3, 4, 5].flatMap((span) => panel.sweep(last + span * 900_000 + 1));
    expect(seen.map(({ level }) => level)).toEqual(["soft", "soft", "soft", "soft", "material"]);
    expect(seen[0]).toMatchObject({ pattern: "silence" });
    expect(seen[0]?.advice).toMatch(/source/);
  });

  it("a change under a trust lock: an unexpected action, said once where it goes back to the target", () => {
    const panel = panelWith({ "arena.*": { target: 100, frozen_under_lock: true } });
    const send = (index: number, value: number, locked: boolean) =>
      panel.judge(signalAt(index, value, { metric }), { locked }).verdicts.policy;
    send(0, 120, false);
    expect(send(1, 120, true).broken?.map(({ rule }) => rule)).toEqual(["target"]);
    expect(send(2, 125, true).broken?.map(({ rule }) => rule)).toEqual(["lock", "target"]);
    expect(send(3, 100, true)).toMatchObject({ broken: [{ rule: "lock", deviation: 0.5 }] });
    expect(send(4, 100, true).deviation).toBe(0);
    expect(send(5, 100, false).deviation).toBe(0);
  });

  it("stale input: consensus and forecast abstain, policy goes on", () => {
    const panel = panelWith({ "*": { freshness_seconds: 600, target: 1 } });
    panel.judge(signalAt(10, 1, { metric: "other" }));
    const { verdicts } = panel.judge(signalAt(7, 2, { metric, witnesses: [{ source: "w", value: 1 }] }));
    expect(verdicts.consensus).toMatchObject({ status: "abstained", reason: "stale input" });
    expect(verdicts.forecast).toMatchObject({ status: "abstained", reason: "stale input" });
    expect(verdicts.policy.deviation).toBe(1);
    expect(panel.judge(signalAt(8, 2, { metric })).verdicts.consensus.reason).toBe("no witnesses");
  });
});
