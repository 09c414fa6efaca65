import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backtest, metricConfigSchema } from "../src/index.ts";
import { gaussian, kinds, type Series } from "./support/series.ts";
import { panelWith, signalAt, timeAt } from "./support/signals.ts";

const rowsOf = (series: Series, length: number) =>
  Array.from({ length }, (_, index) => ({ time: timeAt(index), value: series(index) }));
const results = (series: Series, length: number) => [...backtest(rowsOf(series, length))];
const make = (kind: string, seed = 1): Series => kinds[kind]?.(seed) ?? (() => Number.NaN);

const twoWeeks = 14 * 288;

/** The series with what `change` makes of it from `from` on. */
const changed =
  (series: Series, from: number, change: (value: number, since: number) => number): Series =>
  (index) =>
    index < from ? series(index) : change(series(index), index - from);

describe("the forecast", () => {
  it("votes after 32 samples, and not before", () => {
    const panel = panelWith({});
    const verdicts = Array.from(
      { length: 40 },
      (_, index) => panel.judge(signalAt(index, 100 + (index % 3))).verdicts.forecast,
    );
    expect(verdicts.findIndex(({ status }) => status === "voted")).toBe(32);
    expect(verdicts[31]?.reason).toBe("31 of 32 samples seen");
    expect(verdicts[32]?.confidence).toBe(0.5);
  });

  it("can be switched off, and abstains on a sample from before the last one", () => {
    const panel = panelWith({ off: { forecast: "off" } });
    for (let index = 0; index < 40; index += 1) {
      expect(panel.judge(signalAt(index, 1, { metric: "off" })).verdicts.forecast.status).toBe("abstained");
      panel.judge(signalAt(index, index % 2));
    }
    expect(panel.judge(signalAt(3, 0)).verdicts.forecast.status).toBe("abstained");
    expect(panel.judge(signalAt(39, 0)).verdicts.forecast.status).toBe("voted");
  });

  it.each(["Gaussian noise", "daily season", "weekly season", "trend", "counter", "flat line", "bursts"])(
    "finds a jump in a series of the kind %s, on the sample where it happens",
    (kind) => {
      const from = 4500;
      // A counter jumps in what it adds; everything else in its value.
      const found = results(
        changed(make(kind), from, (value) => (kind === "counter" ? value + 1000 : value + 100)),
        from + 1,
      );
      const [last] = found.slice(-1);
      expect(last?.anomalyScore).toBeGreaterThan(0.28);
      expect(last?.level).toBe("critical");
    },
  );

  it.each(Object.keys(kinds))("is calm, after two weeks, on an unchanged series of the kind %s", (kind) => {
    const length = 8000;
    let deviating = 0;
    for (let seed = 1; seed <= 4; seed += 1)
      deviating += results(make(kind, seed), length)
        .slice(twoWeeks)
        .filter(({ level }) => level === "material" || level === "critical").length;
    expect(deviating / (4 * (length - twoWeeks))).toBeLessThan(0.005);
  });

  it.each([
    ["Gaussian noise", 2],
    ["heavy tails (t, 3 degrees)", 2],
    ["log-normal", 2],
    ["autoregressive (0.9)", 2],
    ["daily season", 2],
  ])(
    "calls at most one in a thousand samples of %s one in a thousand, within a factor of %d",
    (kind, factor) => {
      const length = 8000;
      const panel = { alarms: 0, samples: 0 };
      for (let seed = 1; seed <= 6; seed += 1)
        for (const { anomalyScore } of backtest(rowsOf(make(kind, seed), length), {
          quietTime: 0,
          quietSamples: 0,
        })) {
          panel.samples += 1;
          if (anomalyScore >= 0.3) panel.alarms += 1;
        }
      expect(panel.alarms / panel.samples).toBeLessThan(factor * 1e-3);
    },
  );

  it("sees a slow drift that no single step gives away", () => {
    const drifting = changed(make("Gaussian noise"), 1500, (value, since) => value * (1 + 0.0005 * since));
    const found = results(drifting, 2500);
    expect(found.slice(200, 1500).some(({ level }) => level !== "none")).toBe(false);
    const first = found.findIndex(({ level }, index) => index >= 1500 && level !== "none");
    expect(first).toBeGreaterThan(1500);
    expect(found[first]?.value).toBeLessThan(125);
  });

  it("takes a level shift as the new normal after a while", () => {
    const shifted = results(
      changed(make("Gaussian noise"), 1000, (value) => value + 50),
      2000,
    );
    expect(shifted[1000]?.level).toBe("critical");
    expect(shifted.slice(1400).every(({ level }) => level === "none")).toBe(true);
  });

  it("lets a single spike pass: the samples after it are normal", () => {
    const spiked = results(
      changed(make("Gaussian noise"), 1000, (value, since) => value + (since === 0 ? 300 : 0)),
      1100,
    );
    expect(spiked[1000]?.level).toBe("critical");
    expect(spiked.slice(1006).every(({ level }) => level === "none")).toBe(true);
  });

  it("knows the daily season: the night's value at noon is an anomaly, at night it is not", () => {
    const night = (index: number) => 100 + 20 * Math.sin((2 * Math.PI * index) / 288);
    const noon = 288 * 12 + 72;
    const found = results(
      changed(make("daily season"), noon, (value, since) => (since < 6 ? night(216) : value)),
      noon + 6,
    );
    expect(found[noon]?.expected).toBeCloseTo(120, -1);
    expect(found.slice(noon).some(({ level }) => level !== "none")).toBe(true);
  });

  it("counts a counter's reset from zero", () => {
    const reset = results((index) => ((index % 700) + 1) * 10, 1500);
    expect(reset.slice(200).every(({ level }) => level === "none")).toBe(true);
  });

  it("goes over missing samples", () => {
    const rows = rowsOf(make("daily season"), 5000).filter(
      (_, index) => index % 7 !== 3 && (index < 2000 || index > 2150),
    );
    const found = [...backtest(rows)];
    expect(found.slice(200).filter(({ level }) => level === "material" || level === "critical")).toEqual([]);
  });

  it("keeps quarantined samples out of its history", () => {
    const panel = panelWith({});
    const normal = gaussian(3);
    for (let index = 0; index < 200; index += 1) panel.judge(signalAt(index, 100 + normal()));
    const before = panel.snapshot().series[0]?.forecast;
    for (let index = 200; index < 400; index += 1) {
      const { forecast } = panel.judge(signalAt(index, 200), { quarantined: true }).verdicts;
      expect(forecast.deviation).toBeGreaterThan(0.3);
    }
    expect(panel.snapshot().series[0]?.forecast).toEqual(before);
    expect(panel.judge(signalAt(400, 100)).verdicts.forecast.deviation).toBe(0);
  });

  it("does not depend on the unit: x -> c x changes no verdict", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(kinds)),
        fc.nat(99),
        fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
        fc.boolean(),
        (kind, seed, size, negative) => {
          // A counter turned around is no counter.
          const factor = negative && kind !== "counter" ? -size : size;
          const series = changed(make(kind, seed), 700, (value) => value * 1.7);
          const copy = changed(make(kind, seed), 700, (value) => value * 1.7);
          const plain = results(series, 800);
          const scaled = results((index) => copy(index) * factor, 800);
          plain.forEach((row, index) => {
            const other = scaled[index];
            expect(other?.level).toBe(row.level);
            expect(other?.deviation).toBeCloseTo(row.deviation, 5);
            expect(other?.anomalyScore).toBeCloseTo(row.anomalyScore, 5);
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it("gives finite answers to any finite input", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 40, maxLength: 200 }),
        (values) => {
          const metric = metricConfigSchema.parse({});
          const rows = values.map((value, index) => ({ value, time: timeAt(index) }));
          for (const row of backtest(rows, { metric })) {
            expect(row.deviation).toBeGreaterThanOrEqual(0);
            expect(row.deviation).toBeLessThanOrEqual(10);
            expect(row.anomalyScore).toBeGreaterThanOrEqual(0);
            expect(row.anomalyScore).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });
});
