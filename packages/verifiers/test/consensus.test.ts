import { gaussian } from "@mvcrs/test-kit/random";
import { describe, expect, it } from "vitest";
import type { Witness } from "../src/index.ts";
import { type MetricInput, panelWith, signalAt } from "./support/signals.ts";

const named = (values: readonly number[], more: Partial<Witness> = {}): Witness[] =>
  values.map((value, index) => ({ source: `w${index}`, value, ...more }));
const judge = (value: number, witnesses: readonly Witness[], entry: MetricInput = {}) =>
  panelWith({ "test.metric": entry }).judge(signalAt(0, value, { witnesses })).verdicts.consensus;

describe("consensus", () => {
  it("takes the weighted median of the witnesses and measures the report against it", () => {
    expect(judge(10, named([10, 10.1, 9.9]))).toMatchObject({ status: "voted", expected: 10, deviation: 0 });
    expect(judge(15, named([10, 10, 10])).deviation).toBeCloseTo(0.5);
    const weighted = [
      { source: "a", value: 20, weight: 5 },
      { source: "b", value: 10 },
      { source: "c", value: 10 },
    ];
    expect(judge(20, weighted)).toMatchObject({ expected: 20, deviation: 0, outvoted: ["b", "c"] });
  });

  it("takes scale and tolerance from the configuration", () => {
    expect(judge(12, named([10, 10]), { scale: 100 }).deviation).toBe(0);
    expect(judge(12, named([10, 10]), { scale: 20 }).deviation).toBeCloseTo(0.1);
    expect(judge(12, named([10, 10]), { witness_tolerance: 0.3 }).deviation).toBe(0);
    expect(judge(0.001, named([0, 0])).deviation).toBeCloseTo(1);
    expect(judge(0, named([0, 0])).deviation).toBe(0);
  });

  it("abstains below the quorum, without witnesses, and where no majority agrees", () => {
    expect(judge(10, [])).toMatchObject({ status: "abstained", reason: "no witnesses" });
    expect(judge(10, named([10])).status).toBe("abstained");
    expect(judge(10, named([10]), { quorum: 1 }).status).toBe("voted");
    expect(judge(10, named([10, 20])).status).toBe("abstained");
    expect(judge(10, named([10, 20, 30, 40])).status).toBe("abstained");
  });

  it("does not count the reporter itself, advisory witnesses, weightless ones, nor broken values", () => {
    const others: Witness[] = [
      { source: "reporter", value: 10 },
      { source: "a", value: 10, advisory: true },
      { source: "b", value: 10, weight: 0 },
      { source: "c", value: Number.NaN },
      { source: "d", value: 10, weight: -1 },
      { source: "i", value: 10, weight: Number.POSITIVE_INFINITY },
      { source: "e", value: 10 },
    ];
    expect(judge(10, others)).toMatchObject({ status: "abstained" });
    expect(judge(10, [...others, { source: "f", value: 10 }]).status).toBe("voted");
  });

  it("tolerates clock skew within the window only", () => {
    const at = (seconds: number) => new Date(signalAt(0, 0).time + seconds * 1000).toISOString();
    const both = (seconds: number) => named([10, 10], { observedAt: at(seconds) });
    expect(judge(10, both(300)).status).toBe("voted");
    expect(judge(10, both(-300)).status).toBe("voted");
    expect(judge(10, both(301)).status).toBe("abstained");
    expect(judge(10, named([10, 10], { observedAt: "yesterday" })).status).toBe("abstained");
    expect(judge(10, both(301), { witness_skew_seconds: 600 }).status).toBe("voted");
  });

  it.each(["operator", "key", "host"] as const)("counts witnesses of one %s once, and says so", (shared) => {
    const sybils = ["a", "b", "c"].map((source) => ({ source, value: 99, [shared]: "x" }));
    const honest = ["d", "e"].map((source) => ({ source, value: 10 }));
    const verdict = judge(10, [...sybils, ...honest]);
    expect(verdict).toMatchObject({ expected: 10, deviation: 0, dependent: [["a", "b", "c"]] });
    expect(judge(10, sybils).status).toBe("abstained");
  });

  it("joins chains of shared identities, and a source that is named twice", () => {
    const chain = [
      { source: "a", value: 99, operator: "x" },
      { source: "b", value: 99, operator: "x", key: "k" },
      { source: "c", value: 99, key: "k", host: "h" },
      { source: "c", value: 98, host: "other" },
      ...named([10, 10]),
    ];
    expect(judge(10, chain)).toMatchObject({ expected: 10, dependent: [["a", "b", "c", "c"]] });
  });

  it("names a witness that was regular and is silent now", () => {
    const panel = panelWith({});
    const send = (index: number, values: number[]) =>
      panel.judge(signalAt(index, 10, { witnesses: named(values) })).verdicts.consensus;
    for (let index = 0; index < 3; index += 1) expect(send(index, [10, 10, 10]).silent).toBeUndefined();
    expect(send(3, [10, 10]).silent).toEqual(["w2"]);
    expect(panel.judge(signalAt(4, 10)).verdicts.consensus).toMatchObject({
      status: "abstained",
      silent: ["w0", "w1", "w2"],
    });
  });

  it("flags witnesses that repeat each other to the last bit while the others differ", () => {
    const panel = panelWith({});
    const normal = gaussian(1);
    const seen = Array.from({ length: 12 }, (_, index) => {
      const copied = 10 + 0.01 * normal();
      const witnesses = named([copied, 10 + 0.01 * normal(), copied]);
      return panel.judge(signalAt(index, 10, { witnesses })).verdicts.consensus.dependent;
    });
    expect(seen[3]).toBeUndefined();
    expect(seen[11]).toEqual([["w0", "w2"]]);
  });

  it("does not flag witnesses of an exact quantity on which all agree", () => {
    const panel = panelWith({});
    for (let index = 0; index < 30; index += 1) {
      const { consensus } = panel.judge(
        signalAt(index, index, { witnesses: named([index, index, index]) }),
      ).verdicts;
      expect(consensus.dependent).toBeUndefined();
    }
  });

  it("counts a witness and its copies once, also where several repeat the same one", () => {
    const panel = panelWith({});
    const normal = gaussian(2);
    const say = (index: number, own: number, copies: number) =>
      panel.judge(
        signalAt(index, 10, { witnesses: named([own, own + 0.01 * normal(), copies, copies, copies]) }),
      ).verdicts.consensus;
    let last = say(0, 10, 10);
    for (let index = 1; index < 12; index += 1) {
      const own = 10 + 0.01 * normal();
      last = say(index, own, own);
    }
    expect(last.dependent).toEqual([["w0", "w2", "w3", "w4"]]);
    expect(last.reason).toBe(`100% of 2 independent witnesses say ${last.expected}`);
  });

  it("lets nobody drag another witness along by having repeated it", () => {
    const panel = panelWith({ "test.metric": { scale: 100 } });
    const normal = gaussian(4);
    for (let round = 0; round < 30; round += 1) {
      const honest = [10, 10, 10].map((value) => value + 0.01 * normal());
      // Two of five liars' witnesses repeat an honest one each, and lie together from the 20th round on.
      const lies = round < 20 ? honest.slice(0, 2) : [-1e9, -1e9];
      const { consensus } = panel.judge(
        signalAt(round, 10, { witnesses: named([...honest, ...lies]) }),
      ).verdicts;
      if (round < 20) continue;
      expect(consensus.status).toBe("voted");
      expect(consensus.expected).toBeGreaterThanOrEqual(Math.min(...honest));
      expect(consensus.outvoted).toEqual(["w3", "w4"]);
      expect(consensus.dependent).toBeUndefined();
    }
  });

  it("does not take those for copies who agree to the last bit while one is outvoted", () => {
    const panel = panelWith({});
    for (let index = 0; index < 40; index += 1) {
      const value = 1000 + index;
      const witnesses = named([value, value, index < 30 ? value * 1e18 : value + 500]);
      const { consensus } = panel.judge(signalAt(index, value, { witnesses })).verdicts;
      expect(consensus).toMatchObject({ status: "voted", expected: value, outvoted: ["w2"] });
      expect(consensus.dependent).toBeUndefined();
    }
    expect(panel.witnesses().map(({ repeats }) => repeats)).toEqual([null, null, null]);
  });

  it("says that the witnesses dispute where no majority agrees, and what stands nearest", () => {
    expect(judge(10, named([10, 20, 30]))).toMatchObject({
      status: "abstained",
      disputed: true,
      expected: 20,
      outvoted: ["w0", "w2"],
    });
    expect(judge(10, named([10]))).not.toHaveProperty("disputed");
    const panel = panelWith({});
    const seen = [10, 20, 30].map((value, index) =>
      panel.judge(signalAt(index, 10, { witnesses: named([value, 2 * value, 4 * value]) })),
    );
    expect(seen.map(({ level, pattern, confirmation }) => [level, pattern, confirmation])).toEqual([
      ["soft", "disputed", "disputed"],
      ["soft", "disputed", "disputed"],
      ["material", "disputed", "disputed"],
    ]);
  });

  it("keeps the health of each witness: heard, missed, outvoted, and by what ratio", () => {
    const panel = panelWith({});
    for (let index = 0; index < 10; index += 1)
      panel.judge(
        signalAt(index, 5, { witnesses: named(index < 8 ? [5, 5, index < 2 ? 5 : 5e18] : [5, 5]) }),
      );
    const [first, , third] = panel.witnesses();
    expect(first).toMatchObject({
      metric: "test.metric",
      source: "reporter",
      witness: "w0",
      missed: 0,
      outvoted: 0,
      ratio: null,
    });
    expect(first?.lastHeard).toBe(signalAt(9, 5).observedAt);
    expect(first?.compared).toBe(10);
    expect(third).toMatchObject({
      witness: "w2",
      missed: 2,
      compared: 8,
      outvoted: 6,
      ratio: 1e18,
      repeats: null,
    });
    expect(third?.lastHeard).toBe(signalAt(7, 5).observedAt);
    expect(third?.reliability).toBeLessThan(first?.reliability ?? 0);
  });

  it("lets a reliable witness decide where the plain weights leave it open", () => {
    const panel = panelWith({ "test.metric": { witness_tolerance: 0.6 } });
    for (let index = 0; index < 60; index += 1)
      panel.judge(signalAt(index, 10, { witnesses: named([10, 30, 10]) }));
    // w1 was outvoted for long; of two witnesses the trusted one is taken, not the middle.
    const witnesses = named([10, 14]);
    expect(panel.judge(signalAt(60, 10, { witnesses })).verdicts.consensus.expected).toBe(10);
    expect(judge(10, witnesses, { witness_tolerance: 0.6 }).expected).toBe(12);
  });

  it("reads at most 64 witnesses of a signal", () => {
    const crowd = [
      ...named(Array.from({ length: 64 }, () => 10)),
      ...named(Array.from({ length: 500 }, () => 99)),
    ];
    expect(judge(10, crowd)).toMatchObject({ expected: 10, confidence: expect.closeTo(0.992, 3) });
  });
});
