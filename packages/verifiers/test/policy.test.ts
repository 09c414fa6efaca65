import { describe, expect, it } from "vitest";
import { type MetricInput, panelWith, signalAt } from "./support/signals.ts";

/** Judges values five minutes apart and gives the policy verdicts. */
function verdicts(entry: MetricInput, values: readonly number[], locked: readonly boolean[] = []) {
  const panel = panelWith({ "test.metric": entry });
  return values.map(
    (value, index) => panel.judge(signalAt(index, value), { locked: locked[index] ?? false }).verdicts.policy,
  );
}
const deviations = (entry: MetricInput, values: readonly number[], locked?: readonly boolean[]) =>
  verdicts(entry, values, locked).map(({ deviation }) => Number(deviation.toFixed(6)));

describe("policy", () => {
  it("abstains where nothing is declared", () => {
    expect(verdicts({}, [1])[0]).toMatchObject({ status: "abstained", confidence: 0 });
  });

  it("measures the distance from the target as a share of it, beyond the tolerance", () => {
    expect(deviations({ target: 100 }, [100, 105, 95, 106, 80, 300])).toEqual([0, 0, 0, 0.06, 0.2, 2]);
    expect(deviations({ target: -100, tolerance: 0.1 }, [-110, -111])).toEqual([0, 0.11]);
  });

  it("takes an absolute tolerance and a scale of the operator's own", () => {
    expect(deviations({ target: 0, tolerance: 2, tolerance_kind: "absolute" }, [2, 3])).toEqual([0, 1.5]);
    expect(deviations({ target: 0, tolerance: 2, tolerance_kind: "absolute", scale: 30 }, [2, 3])).toEqual([
      0, 0.1,
    ]);
  });

  it("makes a crossed hard bound at least critical, a soft one at least soft, by how far it is crossed", () => {
    const bounds = { min: 0, max: 100 };
    expect(deviations({ bounds }, [0, 100, 110, -20])).toEqual([0, 0, 0.4, 0.5]);
    expect(deviations({ soft_bounds: bounds }, [100, 110])).toEqual([0, 0.15]);
    expect(deviations({ bounds: { max: 50 } }, [-1e9, 50, 60])).toEqual([0, 0, 0.5]);
  });

  it("refuses values outside the allowed set", () => {
    expect(deviations({ allowed: [1, 2, 4], scale: 10 }, [1, 2, 4, 3])).toEqual([0, 0, 0, 0.4]);
  });

  it("limits the rate of change by the time that has passed", () => {
    // Five minutes a sample: 12 an hour is 1 a sample.
    expect(deviations({ max_rate: 12 }, [10, 11, 10, 11.1, 13.1])).toEqual([0, 0, 0, 0.15, 1.05]);
    expect(deviations({ max_rate: 0.2, max_rate_per: "minute" }, [0, 1, 3])).toEqual([0, 0, 1.05]);
  });

  it("gives no rate to two values at one instant", () => {
    const panel = panelWith({ "test.metric": { max_rate: 1 } });
    panel.judge(signalAt(0, 1));
    expect(panel.judge(signalAt(0, 50)).verdicts.policy.deviation).toBe(0);
  });

  it("keeps a counter from going back", () => {
    expect(deviations({ monotone: "increasing" }, [10, 10, 12, 9, 9])).toEqual([0, 0, 0, 0.3, 0]);
    expect(deviations({ monotone: "decreasing" }, [10, 9, 10.8])).toEqual([0, 0, 0.25]);
  });

  it("says once that a frozen metric went back to its declared target, and freezes it there", () => {
    const entry = { target: 10, tolerance: 0.01, scale: 10, frozen_under_lock: true };
    const locks = [false, false, true, true, true, true];
    expect(deviations(entry, [10, 5, 5, 10, 10, 6], locks)).toEqual([0, 0.5, 0.5, 0.8, 0, 0.7]);
    expect(deviations(entry, [10, 5, 5, 7], locks)).toEqual([0, 0.5, 0.5, 0.5]);
  });

  it("freezes a metric under a trust lock at its value of before, and no other metric", () => {
    const locks = [false, true, true, true, false];
    expect(deviations({ frozen_under_lock: true }, [10, 10, 11, 10, 12], locks)).toEqual([0, 0, 1.3, 0, 0]);
    expect(deviations({ frozen_under_lock: true, scale: 100 }, [5, 6], [true, true])).toEqual([0, 0.31]);
    expect(verdicts({}, [10, 11], [true, true])[1]?.status).toBe("abstained");
  });

  it("takes a value that a person accepted for the target, with the tolerance around it, and no other rule", () => {
    const judged = (entry: MetricInput, value: number, accepted: number) =>
      panelWith({ "test.metric": entry }).judge(signalAt(0, value), { accepted: { value: accepted, at: 3 } })
        .verdicts.policy;
    const entry: MetricInput = {
      target: 5,
      tolerance: 0.5,
      tolerance_kind: "absolute",
      bounds: { min: 0, max: 100 },
    };
    for (const fine of [9.5, 10, 10.5]) expect(judged(entry, fine, 10).deviation, String(fine)).toBe(0);
    expect(judged(entry, 11, 10).broken?.map(({ rule }) => rule)).toEqual(["target"]);
    expect(judged(entry, 9, 10).deviation).toBeGreaterThan(0);
    // A hard bound stays one.
    expect(judged(entry, 150, 150).broken?.map(({ rule }) => rule)).toContain("bounds");
  });

  it("forgets an acceptance once the value is back at its target: the next move is news", () => {
    const panel = panelWith({ "test.metric": { target: 5, tolerance: 0.1 } });
    const accepted = { value: 10, at: 3 };
    const send = (index: number, value: number, by = accepted) =>
      panel.judge(signalAt(index, value), { accepted: by }).verdicts.policy.deviation;
    expect([send(0, 10), send(1, 10), send(2, 5)]).toEqual([0, 0, 0]);
    expect(send(3, 10)).toBeGreaterThan(0);
    // Accepted anew it stands again.
    expect(send(4, 10, { value: 10, at: 9 })).toBe(0);
  });

  it("lifts soft bounds for an accepted value, and neither the allowed set nor a lock", () => {
    const judged = (entry: MetricInput) => {
      const panel = panelWith({ "test.metric": entry });
      panel.judge(signalAt(0, 5));
      const context = { locked: true, accepted: { value: 10, at: 3 } };
      return panel.judge(signalAt(1, 10), context).verdicts.policy.broken?.map(({ rule }) => rule) ?? [];
    };
    expect(judged({ target: 5, soft_bounds: { max: 8 } })).toEqual([]);
    expect(judged({ target: 5, allowed: [5] })).toEqual(["allowed"]);
    expect(judged({ target: 5, frozen_under_lock: true })).toEqual(["lock"]);
  });

  it("names every broken rule, the worst first", () => {
    const [verdict] = verdicts({ target: 10, bounds: { max: 20 }, allowed: [10] }, [40]);
    expect(verdict?.broken?.map(({ rule }) => rule)).toEqual(["allowed", "target", "bounds"]);
    expect(verdict?.deviation).toBe(3.3);
    expect(verdict?.reason).toContain("40");
  });

  it("is not moved by a late sample", () => {
    const panel = panelWith({ "test.metric": { monotone: "increasing" } });
    panel.judge(signalAt(5, 10));
    expect(panel.judge(signalAt(2, 3)).verdicts.policy.deviation).toBe(0);
    expect(panel.judge(signalAt(6, 9)).verdicts.policy.deviation).toBeGreaterThan(0);
  });

  it("caps a deviation, so that one absurd value does not drown an average", () => {
    expect(deviations({ target: 1e-9 }, [1e300])).toEqual([10]);
  });
});

describe("silence", () => {
  const minutes = (count: number) => signalAt(0, 0).time + count * 60_000;

  it("deviates by one soft threshold for each span without a report, each reported once", () => {
    const panel = panelWith({ "test.metric": { max_staleness_seconds: 600 } });
    panel.judge(signalAt(0, 7));
    expect(panel.sweep(minutes(10))).toEqual([]);
    const [first] = panel.sweep(minutes(11));
    expect(first).toMatchObject({ level: "soft", pattern: "silence" });
    expect(first?.verdicts.policy.deviation).toBeCloseTo(0.05);
    expect(first?.signal).toMatchObject({ value: 7, observedAt: "2026-11-22T00:10:00.000Z" });
    expect(panel.sweep(minutes(19))).toEqual([]);
    expect(panel.sweep(minutes(21))).toHaveLength(1);
    panel.judge(signalAt(5, 7));
    expect(panel.sweep(minutes(26))).toEqual([]);
  });

  it("asks for a person when it goes on, and never raises critical by itself", () => {
    const panel = panelWith({ "test.metric": { max_staleness_seconds: 600 } });
    panel.judge(signalAt(0, 7));
    const levels = [11, 21, 31, 41, 51, 61, 1001].map((at) => panel.sweep(minutes(at))[0]?.level);
    expect(levels).toEqual(["soft", "soft", "soft", "soft", "material", "material", "material"]);
  });
});
