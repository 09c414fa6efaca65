import { gaussian } from "@mvcrs/test-kit/random";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createPanel,
  defaultPanelConfig,
  type JudgeContext,
  restorePanel,
  type Signal,
} from "../src/index.ts";
import { kinds } from "./support/series.ts";
import { configWith, panelWith, signalAt, timeAt } from "./support/signals.ts";

const config = configWith({
  m0: { target: 100, max_staleness_seconds: 900, required: true },
  m1: { season: 3600, frozen_under_lock: true, quorum: 2 },
  "*": { max_rate: 50 },
});

/** A stream of several series with witnesses, locks and quarantines. */
function stream(seed: number, length: number): { signal: Signal; context: JudgeContext }[] {
  const normal = gaussian(seed);
  const makers = Object.values(kinds).map((make) => make(seed));
  return Array.from({ length }, (_, index) => {
    const which = index % makers.length;
    const step = Math.floor(index / makers.length);
    const value = (makers[which]?.(step) ?? 0) * (normal() > 3 ? 2 : 1);
    const witnesses = [1, 2, 3].map((each) => ({
      source: `w${each}`,
      value: value * (each === step % 5 ? 1.5 : 1) + 0.001 * normal(),
    }));
    return {
      signal: signalAt(step, value, { metric: `m${which}`, ...(which < 2 ? { witnesses } : {}) }),
      // Challenges come and go; every second one ends with an acceptance.
      context: {
        locked: step % 50 > 40,
        quarantined: step % 70 > 60,
        accepted: step < 140 ? undefined : { value, at: Math.floor(step / 140) },
      },
    };
  });
}

describe("the state of a panel", () => {
  it("resumes exactly, wherever a run is cut, through JSON", () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.nat(1),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seed, long, share) => {
          const items = stream(seed, long === 1 ? 12_000 : 600);
          const cut = Math.floor(share * items.length);
          const whole = createPanel(config);
          const expected = items.map(({ signal, context }) => whole.judge(signal, context));
          let panel = createPanel(config);
          const seen = items.map(({ signal, context }, index) => {
            if (index === cut) panel = restorePanel(config, JSON.parse(JSON.stringify(panel.snapshot())));
            return panel.judge(signal, context);
          });
          expect(seen).toStrictEqual(expected);
          expect(panel.snapshot()).toStrictEqual(whole.snapshot());
          const now = signalAt(5000, 0).time;
          expect(panel.sweep(now)).toStrictEqual(whole.sweep(now));
        },
      ),
      { numRuns: 12 },
    );
  });

  it("follows a configuration that was changed while it lay there", () => {
    const before = createPanel(configWith({}));
    const make = kinds["daily season"]?.(1);
    for (let index = 0; index < 1000; index += 1) before.judge(signalAt(index, make?.(index) ?? 0));
    const season = (config: Parameters<typeof configWith>[0]) => {
      const panel = restorePanel(configWith(config), before.snapshot());
      for (let index = 1000; index < 1600; index += 1) panel.judge(signalAt(index, make?.(index) ?? 0));
      const found = panel.snapshot().series[0]?.forecast.season;
      return found === null || found === undefined ? null : found.kind;
    };
    expect(season({})).toBe("day");
    // What was learnt stays; a series that is new under the configuration has the season that it asks for.
    const panel = restorePanel(configWith({ "*": { season: "none", target: 1 } }), before.snapshot());
    expect(panel.judge(signalAt(1000, make?.(1000) ?? 0)).verdicts.policy.deviation).toBeGreaterThan(1);
    for (let index = 1000; index < 1100; index += 1) panel.judge(signalAt(index, 1, { source: "new" }));
    expect(panel.snapshot().series[1]?.forecast.season).toBeNull();
  });

  it("is bounded, however long a series runs", () => {
    const panel = createPanel(configWith({}));
    const make = kinds["daily season"]?.(1);
    for (let index = 0; index < 20_000; index += 1) {
      const witnesses = [{ source: `visitor ${index}`, value: 1 }];
      panel.judge(signalAt(index, make?.(index) ?? 0, { witnesses }));
    }
    const [series] = panel.snapshot().series;
    expect(series?.roster.length).toBeLessThanOrEqual(32);
    expect(JSON.stringify(series?.forecast).length).toBeLessThan(16_384);
    expect(series?.forecast.first).toBeNull();
  });
});

it("learns the usual interval and a season of a series whose first sample came from a clock that ran ahead", () => {
  const panel = panelWith({});
  panel.judge(signalAt(1_000_000, 5));
  const now = timeAt(0);
  expect(panel.rewind(now, now)).toHaveLength(1);
  for (let index = 1; index <= 40; index += 1) panel.judge(signalAt(index, 5 + (index % 7)));
  const [series] = panel.snapshot().series;
  expect(series?.forecast.season).not.toBeNull();
  expect(restorePanel(defaultPanelConfig, panel.snapshot()).snapshot()).toEqual(panel.snapshot());
});
