import { gaussian } from "@mvcrs/test-kit/random";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Witness } from "../src/index.ts";
import { valueAtWeight, valueAtWeightFromAbove } from "../src/internal/weighted-median.ts";
import { panelWith, signalAt } from "./support/signals.ts";

/**
 * The worst that f colluding witnesses of n are known to be able to do to a median: behave for long, so that their
 * reliability is perfect; frame the honest ones at one edge by standing at the other edge of the honest range; then all
 * lie together. Each strategy gives what the liars say, knowing the honest values of the moment.
 */
const strategies: Readonly<Record<string, (honest: readonly number[], round: number) => number>> = {
  "lie at once, far out": () => 1e9,
  "lie just below the reports": (honest) => Math.min(...honest) - 1,
  "behave for 200 rounds, then lie": (honest, round) => (round < 200 ? (honest[0] ?? 0) : -1e9),
  "frame the honest edge, then lie": (honest, round) => (round < 200 ? Math.max(...honest) : 1e9),
  "take turns": (honest, round) => (round % 2 === 0 ? 1e9 : Math.min(...honest)),
};

describe("fewer than half of the weight lying", () => {
  it.each(
    [
      [2, 1],
      [3, 2],
      [4, 3],
      [6, 5],
      [10, 9],
    ].flatMap(([honest = 0, liars = 0]) =>
      Object.keys(strategies).map((strategy) => ({ honest, liars, strategy })),
    ),
  )("$honest honest, $liars lying ($strategy): the consensus stays in the honest range", (scene) => {
    const panel = panelWith({ "test.metric": { scale: 100 } });
    const normal = gaussian(scene.honest * 31 + scene.liars);
    const lie = strategies[scene.strategy];
    for (let round = 0; round < 300; round += 1) {
      const honest = Array.from({ length: scene.honest }, () => 100 + 0.3 * normal());
      const said = lie?.(honest, round) ?? 0;
      const witnesses: Witness[] = [
        ...honest.map((value, index) => ({ source: `h${index}`, value })),
        ...Array.from({ length: scene.liars }, (_, index) => ({ source: `l${index}`, value: said })),
      ];
      const { consensus } = panel.judge(signalAt(round, said, { witnesses })).verdicts;
      expect(consensus.expected).toBeGreaterThanOrEqual(Math.min(...honest));
      expect(consensus.expected).toBeLessThanOrEqual(Math.max(...honest));
      expect(consensus.status).toBe("voted");
    }
  });

  it("holds for arbitrary weights and values, whatever reliabilities were earned", () => {
    const weight = fc.double({ min: 0.01, max: 100, noNaN: true });
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const party = fc.array(fc.record({ value, weight }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(party, party, fc.nat(40), (honest, liars, rounds) => {
        const sum = (all: readonly { weight: number }[]) =>
          all.reduce((total, each) => total + each.weight, 0);
        const shrink = Math.min(1, (0.999 * sum(honest)) / sum(liars));
        const witnesses: Witness[] = [
          ...honest.map((each, index) => ({ source: `h${index}`, ...each })),
          ...liars.map((each, index) => ({ source: `l${index}`, ...each, weight: each.weight * shrink })),
        ];
        const panel = panelWith({ "test.metric": { quorum: 1, scale: 1000 } });
        for (let round = 0; round <= rounds; round += 1) {
          const { expected } = panel.judge(signalAt(round, 0, { witnesses })).verdicts.consensus;
          const range = honest.map((each) => each.value);
          expect(expected).toBeGreaterThanOrEqual(Math.min(...range));
          expect(expected).toBeLessThanOrEqual(Math.max(...range));
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is tight: with half of the weight, liars reach the edge of the interval of medians", () => {
    const entries = [1, 2, 90, 91].map((value) => ({ value, weight: 1, trust: 1 }));
    expect(valueAtWeight(entries, 2)).toBe(2);
    expect(valueAtWeightFromAbove(entries, 2)).toBe(90);
  });
});
