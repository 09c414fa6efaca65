import { gaussian } from "@mvcrs/test-kit/random";
import { describe, expect, it } from "vitest";
import {
  backtest,
  defaultAnomalyThreshold,
  defaultThresholds,
  deviationOfScore,
  levelOf,
  metricConfigSchema,
  softScore,
} from "../src/index.ts";
import { alarmScore } from "../src/internal/forecast/silence.ts";
import { panelWith, signalAt, timeAt } from "./support/signals.ts";

/** Noise around 100 with spikes of the given heights at the given samples. */
function rows(length: number, spikes: Readonly<Record<number, number>>) {
  const normal = gaussian(5);
  return Array.from({ length }, (_, index) => ({
    time: timeAt(index),
    value: 100 + normal() + (spikes[index] ?? 0),
  }));
}
const alarms = (found: readonly { readonly deviation: number }[]) =>
  found.flatMap(({ deviation }, index) => (deviation >= defaultAnomalyThreshold ? [index] : []));

describe("backtest", () => {
  it("gives each row its interval, deviation and level, from the past alone", () => {
    const all = [...backtest(rows(600, { 500: 80 }))];
    expect(all).toHaveLength(600);
    expect(all[0]).toMatchObject({ expected: null, lower: null, upper: null, deviation: 0, level: "none" });
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

  it("says the number that a panel goes by", () => {
    const series = rows(700, { 500: 12, 600: 30 });
    const panel = panelWith({});
    const judged = series.map(
      ({ value }, index) => panel.judge(signalAt(index, value)).verdicts.forecast.deviation,
    );
    expect([...backtest(series)].map(({ deviation }) => deviation)).toEqual(judged);
    expect(judged[600]).toBeGreaterThan(0.3);
  });

  it("keeps quiet until six calm samples after an alarm, unless a stronger one comes", () => {
    const next = (height: number, after: number) => [
      ...backtest(rows(600, { 500: 40, [500 + after]: height })),
    ];
    expect(alarms(next(38, 1))).toEqual([500]);
    expect(alarms(next(38, 4))).toEqual([500]);
    expect(alarms(next(80, 3))).toEqual([500, 503]);
    expect(alarms(next(40, 6))).toEqual([500]);
    expect(alarms(next(40, 8))).toEqual([500, 508]);
  });

  it("neither judges nor learns a row that is older than one before it", () => {
    const normal = rows(600, {});
    const late = { time: timeAt(10), value: 5000 };
    const all = [...backtest([...normal.slice(0, 500), late, ...normal.slice(500)])];
    expect(all[500]).toMatchObject({ expected: null, deviation: 0, level: "none" });
    expect(all.filter((_, index) => index !== 500)).toEqual([...backtest(normal)]);
  });

  it("takes thresholds and the metric's own entry", () => {
    const thresholds = { soft: 0.5, material: 5, critical: 9 };
    expect([...backtest(rows(600, { 500: 80 }), { thresholds })][500]?.level).toBe("soft");
    const metric = metricConfigSchema.parse({ forecast: "off" });
    expect([...backtest(rows(600, { 500: 80 }), { metric })].every(({ deviation }) => deviation === 0)).toBe(
      true,
    );
  });
});

describe("the deviation of a score", () => {
  it("grows with the score without end, so that twice as strange ranks higher", () => {
    let before = 0;
    for (let score = 1; score <= 100; score += 0.25) {
      const deviation = deviationOfScore(score);
      expect(deviation).toBeGreaterThan(before);
      before = deviation;
    }
  });

  it("meets the thresholds of a default configuration at the soft score, and one and 1.63 decades above it", () => {
    const level = (score: number) => levelOf(deviationOfScore(score), defaultThresholds);
    expect([-0.01, 0, 0.99, 1.01, 1.62, 1.64].map((more) => level(softScore + more))).toEqual([
      "none",
      "soft",
      "soft",
      "material",
      "material",
      "critical",
    ]);
    expect([0, 0.99, -1, Number.NaN].map(deviationOfScore)).toEqual([0, 0, 0, 0]);
    expect(deviationOfScore(Number.POSITIVE_INFINITY)).toBe(10);
  });

  it("is the one from which an alarm silences the next", () => {
    expect(deviationOfScore(alarmScore + 0.01)).toBeGreaterThan(defaultAnomalyThreshold);
    expect(deviationOfScore(alarmScore * 0.999)).toBeLessThan(defaultAnomalyThreshold);
  });
});
