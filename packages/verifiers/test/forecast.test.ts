import { gaussian } from "@mvcrs/test-kit/random";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  backtest,
  defaultAnomalyThreshold,
  type Level,
  metricConfigSchema,
  softScore,
} from "../src/index.ts";
import { learnResidual, usualOf } from "../src/internal/forecast/tracker.ts";
import { kinds, type Series } from "./support/series.ts";
import { panelWith, signalAt, timeAt } from "./support/signals.ts";

const rowsOf = (series: Series, length: number) =>
  Array.from({ length }, (_, index) => ({ time: timeAt(index), value: series(index) }));
const results = (series: Series, length: number, entry: object = {}) => [
  ...backtest(rowsOf(series, length), { metric: metricConfigSchema.parse(entry) }),
];
const make = (kind: string, seed = 1): Series => kinds[kind]?.(seed) ?? (() => Number.NaN);
const isBad = ({ level }: { readonly level: Level }) => level === "material" || level === "critical";

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
    expect(verdicts[31]?.reason).toBe("31 of 32 samples seen");
    expect(verdicts.findIndex(({ status }) => status === "voted")).toBe(33);
    expect(verdicts[33]?.confidence).toBeGreaterThanOrEqual(0.5);
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
      // A counter jumps in what it adds; bursts to fifty are no news, and a jump beyond ten times as much is.
      const by = kind === "counter" || kind === "bursts" ? 1000 : 100;
      const found = results(
        changed(make(kind), from, (value) => value + by),
        from + 1,
      );
      expect(found.at(-1)?.level).toBe("critical");
    },
  );

  it("ranks what is twice as strange higher", () => {
    const spike = (height: number) =>
      results(
        changed(make("Gaussian noise"), 1000, (value) => value + height),
        1001,
      ).at(-1)?.deviation ?? 0;
    const deviations = [10, 20, 40, 80, 1000, 1e6].map(spike);
    expect(deviations).toEqual([...deviations].sort((a, b) => a - b));
    expect(new Set(deviations).size).toBe(6);
  });

  it.each(Object.keys(kinds))(
    "is calm, from the first vote on, on an unchanged series of the kind %s",
    (kind) => {
      const length = 8000;
      let deviating = 0;
      let late = 0;
      for (let seed = 1; seed <= 4; seed += 1) {
        const found = results(make(kind, seed), length);
        deviating += found.filter(isBad).length;
        late += found.slice(twoWeeks).filter(isBad).length;
      }
      expect(deviating / (4 * length)).toBeLessThan(0.001);
      expect(late / (4 * (length - twoWeeks))).toBeLessThan(0.0005);
    },
  );

  it.each([
    "Gaussian noise",
    "heavy tails (t, 3 degrees)",
    "log-normal",
    "autoregressive (0.9)",
    "daily season",
  ])("calls at most one in a thousand samples of %s soft", (kind) => {
    let soft = 0;
    for (let seed = 1; seed <= 6; seed += 1)
      soft += results(make(kind, seed), 8000).filter(({ level }) => level !== "none").length;
    expect(soft / (6 * 8000)).toBeLessThan(1e-3);
  });

  it("takes a level shift as the new normal after a while", () => {
    const shifted = results(
      changed(make("Gaussian noise"), 1000, (value) => value + 50),
      2000,
    );
    expect(shifted[1000]?.level).toBe("critical");
    expect(shifted.slice(1600).every(({ level }) => level === "none")).toBe(true);
  });

  it("raises for a lasting shift of ten times the noise, however large the value", () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const normal = gaussian(seed);
      const panel = panelWith({});
      const levels = Array.from(
        { length: 1200 },
        (_, index) => panel.judge(signalAt(index, 1000 + normal() + (index < 1000 ? 0 : 10))).level,
      );
      expect(levels.slice(0, 1000).filter((level) => level !== "none")).toEqual([]);
      expect(levels.slice(1000)).toContain("soft");
    }
  });

  it("finds 58 of 60 shifts of three noise units within 40 samples, by the score from which an alarm counts", () => {
    let found = 0;
    let before = 0;
    const isAlarm = ({ deviation }: { readonly deviation: number }) => deviation >= defaultAnomalyThreshold;
    for (let seed = 1; seed <= 60; seed += 1) {
      const shifted = results(
        changed(make("Gaussian noise", seed), 1000, (value) => value + 3),
        1040,
      );
      if (shifted.slice(1000).some(isAlarm)) found += 1;
      if (shifted.slice(960, 1000).some(isAlarm)) before += 1;
    }
    expect(found).toBeGreaterThanOrEqual(58);
    expect(before).toBeLessThanOrEqual(2);
  });

  it("lets a single spike pass: the samples after it are normal, also a day and a week later", () => {
    for (const kind of ["Gaussian noise", "daily season"]) {
      const from = 3000;
      const plain = results(make(kind), from + 8 * 288);
      const spiked = results(
        changed(make(kind), from, (value, since) => value + (since === 0 ? 300 : 0)),
        from + 8 * 288,
      );
      expect(spiked[from]?.level).toBe("critical");
      const after = (all: typeof plain) => all.slice(from + 1).filter(({ level }) => level !== "none").length;
      expect(after(spiked)).toBe(after(plain));
    }
  });

  it("knows the daily season: the night's value at noon is an anomaly, at night it is not", () => {
    const night = (index: number) => 100 + 20 * Math.sin((2 * Math.PI * index) / 288);
    const noon = 288 * 12 + 72;
    const found = results(
      changed(make("daily season"), noon, (value, since) => (since < 6 ? night(216) : value)),
      noon + 6,
    );
    expect(found[noon]?.expected).toBeCloseTo(120, -1);
    expect(found[noon]?.level).toBe("critical");
    expect(found.slice(288 * 3, noon).some(({ level }) => level !== "none")).toBe(false);
  });

  it("counts a counter's reset from zero", () => {
    const reset = results((index) => ((index % 700) + 1) * 10, 1500);
    expect(reset.slice(200).every(({ level }) => level === "none")).toBe(true);
  });

  it.each([
    [5, 1],
    [1, 5],
    [5, 60],
  ])(
    "judges a counter by time: from %d to %d minutes a sample at one rate nothing is strange",
    (first, second) => {
      const normal = gaussian(8);
      let total = 0;
      let time = 0;
      const rows = Array.from({ length: 3000 }, (_, index) => {
        const minutes = index < 1500 ? first : second;
        time += minutes * 60_000;
        total += minutes * Math.max(0, 100 + 5 * normal());
        return { time, value: total };
      });
      expect([...backtest(rows)].filter(isBad)).toEqual([]);
      // Twice the rate is.
      const faster = rows.map(({ time: at, value }, index) => ({
        time: at,
        value: index < 2000 ? value : 2 * value - (rows[2000]?.value ?? 0) + 1000 * (index - 2000) * second,
      }));
      expect([...backtest(faster)].slice(2000, 2010).some(isBad)).toBe(true);
    },
  );

  it("goes over missing samples and gaps", () => {
    const rows = rowsOf(make("daily season"), 6000).filter(
      (_, index) =>
        index % 7 !== 3 && (index < 2000 || index > 2150) && (index < 4000 || index > 4000 + 3 * 288),
    );
    expect([...backtest(rows)].slice(200).filter(isBad)).toEqual([]);
  });

  it("sees nothing strange in zeros after one event, and the event itself", () => {
    // Before 200 samples the range is not known, and one event is no news.
    for (const [event, told] of [
      [100, []],
      [250, [250]],
      [500, [500]],
      [1500, [1500]],
    ] as const) {
      const found = results((index) => (index === event ? 20 : 0), 2500);
      expect(found.flatMap(({ level }, index) => (level === "none" ? [] : [index]))).toEqual(told);
    }
  });

  it("calls the second of equal spikes an anomaly too, less and less what comes often, and no normal sample", () => {
    for (const gap of [60, 288, 1000]) {
      const spikes = (index: number) => index >= 1000 && (index - 1000) % gap === 0 && index < 1000 + 4 * gap;
      const normal = gaussian(5);
      const found = results((index) => 100 + normal() + (spikes(index) ? 80 : 0), 1000 + 5 * gap);
      const told = found.flatMap(({ level }, index) => (level === "none" ? [] : [index]));
      expect(told.every(spikes)).toBe(true);
      expect(told.slice(0, 2)).toEqual([1000, 1000 + gap]);
      const heights = [0, 1, 2, 3].map((each) => found[1000 + each * gap]?.deviation ?? 0);
      expect(heights).toEqual([...heights].sort((a, b) => b - a));
      expect(Math.min(...heights)).toBeGreaterThan(0.02);
    }
  });

  it("goes by the clock of the configured zone where that is changed", () => {
    // The habit follows Berlin, where the clock is put back an hour on 25 October 2026 at 01:00 UTC.
    const change = Date.parse("2026-10-25T01:00:00.000Z");
    const normal = gaussian(6);
    const from = change - 28 * 86_400_000;
    const rows = Array.from({ length: 40 * 288 }, (_, index) => {
      const time = from + index * 300_000;
      const hour = ((time + (time < change ? 2 : 1) * 3_600_000) % 86_400_000) / 3_600_000;
      return { time, value: (hour >= 8 && hour < 18 ? 100 : 20) + normal() };
    });
    const told = (season_zone: string) =>
      [...backtest(rows, { metric: metricConfigSchema.parse({ season_zone }) })].filter(
        ({ time, level }) => time >= change && level !== "none",
      ).length;
    expect(told("Europe/Berlin")).toBeLessThanOrEqual(1);
    expect(told("UTC")).toBeGreaterThanOrEqual(told("Europe/Berlin"));
  });
});

describe("the influence of what is strange", () => {
  const learnt = (magnitudes: readonly number[]): number => {
    const numbers = new Float64Array(256);
    for (const each of magnitudes) learnResidual(numbers, 0, 0, each, 1e-9);
    return usualOf(numbers, 0, 0, 0);
  };
  const noise = (length: number): number[] => {
    const normal = gaussian(1);
    return Array.from({ length }, () => Math.abs(normal()));
  };

  it("no spike of any size widens an interval by more than 1 %", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 201, max: 2000 }),
        fc.double({ min: 0, max: 1e150, noNaN: true }),
        (length, spike) => {
          const before = noise(length);
          expect(learnt([...before, spike]) / learnt(before)).toBeLessThanOrEqual(Math.exp(0.0098) + 1e-12);
        },
      ),
    );
  });

  it("who deviates on purpose needs 70 samples to double it", () => {
    const before = noise(1000);
    const after = (count: number) =>
      learnt([...before, ...Array.from({ length: count }, () => 1e9)]) / learnt(before);
    expect(after(69)).toBeLessThan(2);
    expect(after(72)).toBeGreaterThan(2);
  });

  it("a spike of any size leaves the interval nearly as it was", () => {
    const width = (spike: number | null) => {
      const series = changed(make("Gaussian noise"), 900, (value, since) =>
        since === 0 ? (spike ?? value) : value,
      );
      const { lower, upper } = results(series, 1001).at(-1) ?? {};
      return (upper ?? Number.NaN) - (lower ?? Number.NaN);
    };
    for (const spike of [150, 400, 1e9, -1e9]) expect(width(spike) / width(null)).toBeLessThan(1.15);
  });
});

describe("under a challenge", () => {
  it("goes on learning, and an end without acceptance brings back what was known before", () => {
    const panel = panelWith({});
    const normal = gaussian(3);
    for (let index = 0; index < 400; index += 1) panel.judge(signalAt(index, 100 + normal()));
    const before = panel.snapshot().series[0]?.forecast;
    for (let index = 400; index < 600; index += 1)
      panel.judge(signalAt(index, 200 + normal()), { quarantined: true });
    expect(panel.snapshot().series[0]?.forecast).not.toEqual(before);
    expect(panel.snapshot().series[0]?.kept?.forecast).toEqual(before);
    const next = panel.judge(signalAt(600, 100)).verdicts.forecast;
    expect(next.deviation).toBe(0);
    expect(next.expected).toBeCloseTo(100, 0);
    expect(panel.snapshot().series[0]?.kept).toBeNull();
  });

  it("with acceptance it stays with what was learnt meanwhile", () => {
    const panel = panelWith({});
    const normal = gaussian(3);
    for (let index = 0; index < 400; index += 1) panel.judge(signalAt(index, 100 + normal()));
    for (let index = 400; index < 600; index += 1)
      panel.judge(signalAt(index, 200 + normal()), { quarantined: true });
    const next = panel.judge(signalAt(600, 200), { accepted: { value: 200, at: 7 } });
    expect(next.level).toBe("none");
    expect(next.verdicts.forecast.expected).toBeCloseTo(200, 0);
    // The same acceptance ends no second challenge.
    for (let index = 601; index < 700; index += 1)
      panel.judge(signalAt(index, 300 + normal()), { quarantined: true, accepted: { value: 200, at: 7 } });
    expect(
      panel.judge(signalAt(700, 200), { accepted: { value: 200, at: 7 } }).verdicts.forecast.expected,
    ).toBeCloseTo(200, 0);
  });

  it("never makes the next normal sample deviate", () => {
    for (const kind of ["Gaussian noise", "daily season", "random walk", "counter"]) {
      const panel = panelWith({});
      const series = make(kind);
      for (let index = 0; index < 3000; index += 1) {
        const open = index % 400 > 200;
        const { level } = panel.judge(signalAt(index, series(index)), { quarantined: open });
        expect(level === "none" || level === "soft", `${kind} ${index}`).toBe(true);
      }
    }
  });
});

describe("whatever the numbers are", () => {
  const units = [1e-12, 1e-9, 0.1, 1e3, 1e12];

  it("does not depend on the unit: the same series in another gives the same levels", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(kinds)),
        fc.nat(99),
        fc.constantFrom(...units),
        fc.boolean(),
        (kind, seed, size, negative) => {
          // A counter turned around is no counter, and a positive series may be judged on a logarithmic scale.
          const factor = negative && kind === "Gaussian noise" ? -size : size;
          const series = () => changed(make(kind, seed), 700, (value) => value * 1.7);
          const plain = results(series(), 800);
          const copy = series();
          results((index) => copy(index) * factor, 800).forEach((row, index) => {
            expect(row.level).toBe(plain[index]?.level);
            expect(row.deviation).toBeCloseTo(plain[index]?.deviation ?? 0, 5);
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is not blinded by a first value next to nothing", () => {
    const plain = results(
      changed(make("Gaussian noise"), 700, (value) => value + 50),
      800,
    );
    expect(plain[700]?.level).toBe("critical");
    for (const first of [1e-110, 0, -1e-300]) {
      const series = changed(make("Gaussian noise"), 700, (value) => value + 50);
      const found = results((index) => {
        const value = series(index);
        return index === 0 ? first : value;
      }, 800);
      expect(found[700]?.level, String(first)).toBe("critical");
      expect(found.slice(40, 700).filter(isBad)).toEqual([]);
    }
  });

  it("gives finite answers to any finite input", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 40, maxLength: 200 }),
        (values) => {
          for (const row of backtest(values.map((value, index) => ({ value, time: timeAt(index) })))) {
            expect(row.deviation).toBeGreaterThanOrEqual(0);
            expect(row.deviation).toBeLessThanOrEqual(10);
            for (const each of [row.expected, row.lower, row.upper])
              expect(each === null || Number.isFinite(each)).toBe(true);
          }
        },
      ),
    );
  });

  it("gives a score that follows from its interval: beyond it from the soft score on", () => {
    const panel = panelWith({});
    const normal = gaussian(12);
    for (let index = 0; index < 1000; index += 1) panel.judge(signalAt(index, 100 + normal()));
    const { forecast } = panel.judge(signalAt(1000, 130)).verdicts;
    expect(forecast.score).toBeGreaterThan(softScore);
    expect(forecast.interval?.[1]).toBeLessThan(130);
    expect(forecast.reason).toContain("unlike its history: 130");
  });
});
