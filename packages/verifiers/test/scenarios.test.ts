import { gaussian } from "@mvcrs/test-kit/random";
import { describe, expect, it } from "vitest";
import type { Assessment, JudgeContext, Witness } from "../src/index.ts";
import { type MetricInput, panelWith, signalAt, timeAt } from "./support/signals.ts";

const metric = "arena.validatorStake";
const entry: MetricInput = {
  target: 100,
  tolerance: 0.1,
  bounds: { min: 50, max: 200 },
  max_staleness_seconds: 900,
  required: true,
};

/** A stake near 100 with three honest witnesses; `report` and `truth` say what happens from sample 500 on. */
function scene(
  report: (truth: number, since: number) => number,
  truth: (since: number) => number = () => 100,
  context: (since: number) => JudgeContext = () => ({}),
): { panel: ReturnType<typeof panelWith>; after: Assessment[]; before: Assessment[] } {
  const panel = panelWith({ "arena.*": entry });
  const normal = gaussian(7);
  const all = Array.from({ length: 600 }, (_, index) => {
    const since = index - 500;
    const noise = 0.3 * normal();
    const real = (since < 0 ? 100 : truth(since)) + noise;
    const witnesses: Witness[] = [1, 2, 3].map((each) => ({
      source: `w${each}`,
      value: real + 0.01 * normal(),
    }));
    const value = since < 0 ? real : report(real, since);
    return panel.judge(signalAt(index, value, { metric, witnesses }), since < 0 ? {} : context(since));
  });
  return { panel, before: all.slice(50, 500), after: all.slice(500) };
}

describe("what an operator is told", () => {
  it("nothing, while all is well", () => {
    const { before } = scene((truth) => truth);
    expect(before.filter(({ level }) => level !== "none")).toEqual([]);
    expect(before.filter(({ findings }) => findings.length > 0)).toEqual([]);
    expect(before[0]).toMatchObject({
      pattern: null,
      dissent: null,
      count: 0,
      advice: "",
      reason: "as expected",
    });
  });

  it("a forged report: false-report, soft, then material when it persists, critical about its source when it lasts", () => {
    const { after } = scene(() => 75);
    expect(after.slice(0, 7).map(({ level }) => level)).toEqual([
      "soft",
      "soft",
      "material",
      "material",
      "material",
      ...["material", "material"],
    ]);
    expect(after[2]).toMatchObject({
      pattern: "false-report",
      dissent: "consensus",
      count: 3,
      confirmation: "confirmed",
    });
    expect(after[2]?.advice).toMatch(/reporter/);
    // A quarter off is material and no more, however long; ten times as much is critical at the sixth.
    expect(after.some(({ level }) => level === "critical")).toBe(false);
    const gross = scene(() => 1000).after;
    expect(gross.findIndex(({ level }) => level === "critical")).toBe(5);
    expect(gross.every(({ pattern, value }) => pattern === "false-report" && Math.abs(value - 100) < 5)).toBe(
      true,
    );
  });

  it("a true value that fell, and a report that hides it: misreported-violation, material at once", () => {
    const { after } = scene(
      () => 100,
      () => 75,
      (since) => ({ quarantined: since > 0 }),
    );
    expect(after[0]).toMatchObject({ level: "material", confirmation: "confirmed" });
    expect(["breakdown", "misreported-violation"]).toContain(after[0]?.pattern);
    expect(after.at(-1)).toMatchObject({ pattern: "misreported-violation" });
    expect(after.every(({ value }) => Math.abs(value - 75) < 5)).toBe(true);
  });

  it("an unauthorised change: material at once and critical at the second, confirmed by the witnesses", () => {
    const { after } = scene(
      (truth) => truth,
      () => 160,
      (since) => ({ quarantined: since > 0 }),
    );
    expect(after[0]).toMatchObject({ level: "material", pattern: "unauthorised-change", dissent: null });
    expect(after.slice(1).every(({ level }) => level === "critical")).toBe(true);
    expect(after[0]?.advice).toMatch(/revert or authorise/);
    expect(after[0]?.reason).toContain("confirmed by the witnesses");
    expect(after[0]?.verdicts.consensus.deviation).toBe(0);
    expect(after[9]).toMatchObject({ pattern: "standing-violation", count: 8 });
  });

  it("a slow drift inside policy: at most soft by history, and policy asks for a person once it is broken", () => {
    const panel = panelWith({ "arena.*": { target: 100, tolerance: 0.2 } });
    const normal = gaussian(9);
    const all = Array.from({ length: 1900 }, (_, index) => {
      const value = 100 + 0.1 * Math.max(0, index - 1500) + 0.3 * normal();
      const witnesses = [1, 2, 3].map((each) => ({ source: `w${each}`, value }));
      return panel.judge(signalAt(index, value, { metric, witnesses }));
    });
    const first = all.findIndex(({ level }) => level !== "none");
    expect(first).toBeGreaterThan(1500);
    const material = all.findIndex(({ level }) => level === "material");
    expect(all[material]?.signal.value).toBeGreaterThan(120);
    expect(all[material]?.signal.value).toBeLessThan(121);
    expect(
      all
        .slice(0, material)
        .every(({ level, pattern }) => level === "none" || (level === "soft" && pattern === "drift")),
    ).toBe(true);
  });

  it("a broken reporter: the witnesses still see the truth, so nothing is said of the value", () => {
    const { after } = scene(
      () => 0,
      () => 100,
      (since) => ({ quarantined: since > 0 }),
    );
    expect(after[0]).toMatchObject({ level: "soft", pattern: "false-report" });
    expect(after.findIndex(({ level }) => level === "critical")).toBe(5);
    expect(after.every(({ pattern }) => pattern === "false-report")).toBe(true);
    expect(after.every(({ verdicts }) => verdicts.policy.deviation === 0)).toBe(true);
  });

  it("a report that is off where what the witnesses see is new too: reporter-fault", () => {
    const free = panelWith({});
    const noise = gaussian(4);
    for (let index = 0; index < 600; index += 1) {
      const value = (index === 599 ? 300 : 100) + noise();
      const witnesses = [1, 2].map((each) => ({ source: `w${each}`, value }));
      const seen = free.judge(signalAt(index, index === 599 ? 0 : value, { metric, witnesses }));
      if (index < 599) continue;
      expect(seen).toMatchObject({ level: "soft", pattern: "reporter-fault" });
      expect(seen.advice).toMatch(/check the reporter first/);
    }
  });

  it("a report that breaks policy and that no witness confirms: false-report, for the true value is fine", () => {
    const panel = panelWith({ "arena.*": { target: 100, forecast: "off" } });
    const witnesses = [1, 2].map((each) => ({ source: `w${each}`, value: 100 }));
    expect(panel.judge(signalAt(0, 160, { metric, witnesses }))).toMatchObject({
      level: "soft",
      pattern: "false-report",
      value: 100,
    });
  });

  it("a standing violation from the first sample: material, then critical", () => {
    const panel = panelWith({ "arena.*": { target: 100 } });
    const all = Array.from({ length: 60 }, (_, index) =>
      panel.judge(
        signalAt(index, 150 + (index % 2), {
          metric,
          witnesses: [1, 2].map((each) => ({ source: `w${each}`, value: 150 + (index % 2) })),
        }),
      ),
    );
    expect(all[0]?.level).toBe("material");
    expect(all.slice(1).every(({ level }) => level === "critical")).toBe(true);
    expect(all.at(-1)).toMatchObject({ pattern: "standing-violation", dissent: "policy" });
  });

  it("a metric that goes silent: silence, soft, then a person is asked", () => {
    const { panel } = scene((truth) => truth);
    const last = timeAt(599);
    expect(panel.sweep(last + 900_000)).toEqual([]);
    const seen = [1, 2, 3, 4, 5, 6].flatMap((span) => panel.sweep(last + span * 900_000 + 1));
    expect(seen.map(({ level }) => level)).toEqual(["soft", "soft", "soft", "soft", "material", "material"]);
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
