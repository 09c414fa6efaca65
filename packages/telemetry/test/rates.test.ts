import fc from "fast-check";
import { expect, it } from "vitest";
import { conditionalTails, holm, overdispersion } from "../src/count-test.ts";
import { challengeRates, minWindows, type RatedChallenge } from "../src/index.ts";

const day = 86_400_000;
const now = Date.parse("2026-11-22T00:00:00Z");

/** Mulberry32: a seeded generator, so that the simulation says the same at every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function poisson(mean: number, random: () => number): number {
  let count = -1;
  for (let sum = 0; sum < mean; count++) sum -= Math.log(1 - random());
  return Math.max(0, count);
}

/** A gamma variate of whole shape r and mean 1, for counts that cluster. */
const gamma = (r: number, random: () => number): number =>
  Array.from({ length: r }, () => -Math.log(1 - random())).reduce((sum, x) => sum + x, 0) / r;

const means = [0.05, 0.2, 0.5, 1, 3, 8];

/** A month of challenges of two levels on six metrics whose rates do not change. */
function calmMonth(random: () => number, r: number | null, lastDay = 1): RatedChallenge[] {
  const challenges: RatedChallenge[] = [];
  for (const level of ["soft", "material"])
    means.forEach((mean, index) => {
      for (let window = 0; window < 29; window++) {
        const rate = mean * (r === null ? 1 : gamma(r, random)) * (window === 0 ? lastDay : 1);
        for (let n = poisson(rate, random); n > 0; n--)
          challenges.push({ level, metric: `m${index}`, time: now - (window + random()) * day });
      }
    });
  return challenges;
}

const since = now - 40 * day;

it.each([
  ["Poisson counts", null],
  ["counts clustered as r = 3", 3],
  ["counts clustered as r = 1", 1],
])("names anything in at most one report in a hundred on %s where nothing changed", (_name, r) => {
  const random = seeded(20261122);
  const reports = 3000;
  let alarms = 0;
  for (let i = 0; i < reports; i++) {
    const { findings } = challengeRates(calmMonth(random, r), { now, since });
    if (findings.some(({ anomaly }) => anomaly !== null)) alarms += 1;
  }
  // Three standard errors of a rate of exactly 1 % above it.
  expect(alarms).toBeLessThanOrEqual(reports * 0.01 + 3 * Math.sqrt(reports * 0.01 * 0.99));
});

it("sees a rate that is six times what it was, nearly always", () => {
  const random = seeded(7);
  let seen = 0;
  for (let i = 0; i < 200; i++) {
    const { findings } = challengeRates(calmMonth(random, null, 6), { now, since });
    if (findings.some(({ anomaly }) => anomaly === "more")) seen += 1;
  }
  expect(seen).toBeGreaterThan(195);
});

it("names the level and the metric, and sees silence as well", () => {
  const steady = Array.from({ length: 29 }, (_, window) =>
    Array.from({ length: 12 }, (_, n) => ({
      level: "soft",
      metric: "loud",
      time: now - (window + n / 24 + 0.01) * day,
    })),
  ).flat();
  const burst = Array.from({ length: 8 }, () => ({ level: "critical", metric: "new", time: now - 1000 }));
  const report = challengeRates([...steady.filter(({ time }) => time < now - day), ...burst], { now, since });
  expect(report.findings.filter(({ anomaly }) => anomaly !== null)).toMatchObject([
    { level: "critical", metric: "new", recent: 8, anomaly: "more" },
    { level: "critical", metric: "*", anomaly: "more" },
    { level: "soft", metric: "loud", recent: 0, expected: 12, anomaly: "fewer" },
    { level: "soft", metric: "*", anomaly: "fewer" },
  ]);
});

it("tests nothing where the past is too short", () => {
  const report = challengeRates([{ level: "soft", metric: "m", time: now }], { now, since: now - 7 * day });
  expect(report).toMatchObject({ windows: 6, enough: false, findings: [] });
  expect(minWindows).toBe(7);
});

it("agrees with tables: a binomial tail, and its beta-binomial counterpart by enumeration", () => {
  // P(K >= 5), K ~ Bin(10, 1/2) = 638/1024.
  expect(conditionalTails(5, 5, 1, 0).upper).toBeCloseTo(638 / 1024, 12);
  // Beta-binomial with alpha = beta = 1 is uniform on 0..n.
  expect(conditionalTails(8, 2, 1, 1).upper).toBeCloseTo(3 / 11, 12);
  expect(conditionalTails(0, 300_0, 28, 0).lower).toBeCloseTo((28 / 29) ** 3000, 12);
});

it("has tails that are probabilities, meet at the observed count, and go over into the Poisson case", () => {
  fc.assert(
    fc.property(
      fc.nat(60),
      fc.nat(300),
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom(0, 0.01, 0.5, 3),
      (recent, before, windows, dispersion) => {
        const { upper, lower } = conditionalTails(recent, before, windows, dispersion);
        expect(upper).toBeGreaterThanOrEqual(0);
        expect(upper + lower).toBeGreaterThanOrEqual(1 - 1e-9);
        expect(Math.max(upper, lower)).toBeLessThanOrEqual(1);
        const almost = conditionalTails(recent, before, windows, 2e-6);
        const poissonian = conditionalTails(recent, before, windows, 0);
        expect(Math.abs(almost.upper - poissonian.upper)).toBeLessThan(0.01);
      },
    ),
  );
});

it("adjusts as Holm does", () => {
  expect(holm([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(6)))).toEqual([0.03, 0.06, 0.06, 0.02]);
  expect(holm([])).toEqual([]);
});

it("measures no dispersion in what does not vary", () => {
  expect(overdispersion(new Array(28).fill(5))).toBe(0);
  expect(overdispersion(new Array(28).fill(0))).toBe(0);
  expect(overdispersion([0, 20, 0, 20, 0, 20, 0, 20])).toBeGreaterThan(1);
});
