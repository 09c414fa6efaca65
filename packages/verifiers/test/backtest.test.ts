import { describe, expect, it } from "vitest";
import { backtest, defaultScoreThreshold } from "../src/index.ts";
import { gaussian } from "./support/series.ts";
import { timeAt } from "./support/signals.ts";

/** Noise around 100 with spikes of the given heights at the given samples. */
function rows(length: number, spikes: Readonly<Record<number, number>>) {
  const normal = gaussian(5);
  return Array.from({ length }, (_, index) => ({
    time: timeAt(index),
    value: 100 + normal() + (spikes[index] ?? 0),
  }));
}
const alarms = (found: readonly { readonly anomalyScore: number }[]) =>
  found.flatMap(({ anomalyScore }, index) => (anomalyScore >= defaultScoreThreshold ? [index] : []));

describe("backtest", () => {
  it("gives each row its interval, score, deviation and level, from the past alone", () => {
    const all = [...backtest(rows(600, { 500: 80 }))];
    expect(all).toHaveLength(600);
    expect(all[0]).toMatchObject({
      expected: null,
      lower: null,
      upper: null,
      anomalyScore: 0,
      level: "none",
    });
    const calm = all.slice(300, 500);
    const outside = calm.filter(
      ({ lower, upper, value }) => !(lower !== null && upper !== null && lower < value && value < upper),
    );
    expect(outside.length).toBeLessThanOrEqual(1);
    expect(all[500]).toMatchObject({ level: "critical" });
    expect(alarms(all)).toContain(500);
    const cut = [...backtest(rows(501, { 500: 80 }))];
    expect(cut).toEqual(all.slice(0, 501));
  });

  it("keeps quiet for a day and 100 samples after an alarm, unless a stronger one comes", () => {
    const all = [...backtest(rows(1500, { 500: 9, 550: 8, 600: 60, 1200: 900 }))];
    expect(alarms(all).filter((index) => index >= 500)).toEqual([500, 600, 1200]);
    const loud = [...backtest(rows(1500, { 500: 80, 501: 79 }), { quietTime: 0, quietSamples: 0 })];
    expect(alarms(loud).length).toBeGreaterThan(1);
  });

  it("neither judges nor learns a row that is older than one before it", () => {
    const normal = rows(600, {});
    const late = { time: timeAt(10), value: 5000 };
    const all = [...backtest([...normal.slice(0, 500), late, ...normal.slice(500)])];
    expect(all[500]).toMatchObject({ expected: null, anomalyScore: 0, level: "none" });
    expect(all.filter((_, index) => index !== 500).map(({ expected }) => expected)).toEqual(
      [...backtest(normal)].map(({ expected }) => expected),
    );
  });

  it("takes thresholds and the metric's own entry", () => {
    const thresholds = { soft: 0.5, material: 5, critical: 9 };
    expect([...backtest(rows(600, { 500: 80 }), { thresholds })][500]?.level).toBe("soft");
  });
});
