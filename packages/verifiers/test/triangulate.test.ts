import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type DissentState,
  defaultThresholds,
  levelOf,
  noDissent,
  type Triangulation,
  triangulate,
  type Verdict,
  type VerifierName,
  verifierNames,
} from "../src/index.ts";

const rules = { thresholds: defaultThresholds, confidenceFloor: 0.5, dissentPersistence: 3 };
const order = ["none", "soft", "material", "critical"];
const rank = (level: string) => order.indexOf(level);

const vote = (verifier: VerifierName, deviation: number, confidence = 1): Verdict => ({
  verifier,
  status: "voted",
  expected: null,
  deviation,
  confidence,
  reason: "",
});
const three = (policy: number, consensus: number, forecast: number) => ({
  policy: vote("policy", policy),
  consensus: vote("consensus", consensus),
  forecast: vote("forecast", forecast),
});

/** Any verdict, among them malformed ones, as a hostile or broken verifier may give. */
const hostile = (verifier: VerifierName): fc.Arbitrary<Verdict> =>
  fc.record({
    verifier: fc.constant(verifier),
    status: fc.constantFrom("voted" as const, "abstained" as const),
    expected: fc.constant(null),
    deviation: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double()),
    confidence: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double()),
    reason: fc.constant(""),
  });
/** An honest verifier that sees nothing material: it abstains or votes below material. */
const content = (verifier: VerifierName): fc.Arbitrary<Verdict> =>
  fc.record({
    verifier: fc.constant(verifier),
    status: fc.constantFrom("voted" as const, "abstained" as const),
    expected: fc.constant(null),
    deviation: fc.double({ min: 0, max: 0.1499, noNaN: true }),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    reason: fc.constant(""),
  });
const verdicts = (make: (name: VerifierName) => fc.Arbitrary<Verdict>) =>
  fc.record({ policy: make("policy"), consensus: make("consensus"), forecast: make("forecast") });

function runThrough(sequence: readonly Readonly<Record<VerifierName, Verdict>>[]): Triangulation[] {
  let state: DissentState = noDissent;
  return sequence.map((each) => {
    const result = triangulate(each, rules, state);
    state = result.next;
    return result;
  });
}

describe("triangulate", () => {
  it("takes the median of three, the smaller of two, and one alone below material", () => {
    expect(triangulate(three(0.9, 0.2, 0.1), rules)).toMatchObject({ deviation: 0.2, level: "material" });
    const two = { ...three(0.4, 0.2, 0), forecast: vote("forecast", 0.9, 0.49) };
    expect(triangulate(two, rules)).toMatchObject({ deviation: 0.2, level: "material", votes: 2 });
    const one = { ...two, consensus: vote("consensus", 0, 0) };
    const alone = triangulate(one, rules);
    expect(alone).toMatchObject({ level: "soft", dissent: "policy", votes: 1 });
    expect(alone.deviation).toBeLessThan(0.15);
    expect(alone.deviation).toBeGreaterThan(0.149);
  });

  it("starts each level at its threshold", () => {
    for (const [deviation, level] of [
      [0.0499, "none"],
      [0.05, "soft"],
      [0.1499, "soft"],
      [0.15, "material"],
      [0.2999, "material"],
      [0.3, "critical"],
    ] as const)
      expect(triangulate(three(deviation, deviation, deviation), rules).level).toBe(level);
  });

  it("names the pattern by who deviates", () => {
    const cases = [
      [0.4, 0, 0.4, "unauthorised-change"],
      [0, 0.4, 0, "false-report"],
      [0, 0, 0.4, "drift"],
      [0.4, 0, 0, "standing-violation"],
      [0, 0.4, 0.4, "reporter-fault"],
      [0.4, 0.4, 0, "misreported-violation"],
      [0.4, 0.4, 0.4, "breakdown"],
      [0, 0, 0, null],
    ] as const;
    for (const [p, c, f, pattern] of cases) expect(triangulate(three(p, c, f), rules).pattern).toBe(pattern);
  });

  it("makes the third dissent in a row material, and starts anew after one that is shared or missing", () => {
    const alone = three(0, 5, 0);
    const levels = runThrough([alone, alone, alone, alone, three(0, 0, 0), alone]).map(({ level }) => level);
    expect(levels).toEqual(["soft", "soft", "material", "material", "none", "soft"]);
    const changing = runThrough([alone, alone, three(5, 0, 0), three(5, 0, 0)]);
    expect(changing.map(({ level }) => level)).toEqual(["soft", "soft", "soft", "soft"]);
    expect(changing.map(({ next }) => next.run)).toEqual([1, 2, 1, 2]);
  });

  it("lets no single hostile verifier raise a critical level, nor a material one before it persists", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...verifierNames).chain((bad) =>
          fc.tuple(
            fc.constant(bad),
            fc.array(
              verdicts((name) => (name === bad ? hostile(name) : content(name))),
              { maxLength: 12 },
            ),
          ),
        ),
        ([bad, sequence]) => {
          const results = runThrough(sequence);
          results.forEach(({ level }, index) => {
            expect(level).not.toBe("critical");
            if (level === "material") {
              const run = results.slice(index - 2, index + 1);
              expect(run.map(({ dissent }) => dissent)).toEqual([bad, bad, bad]);
            }
          });
        },
      ),
    );
  });

  it("lets no hostile third verifier hide what the other two see, whatever went before", () => {
    const sight = fc.double({ min: 0, max: 10, noNaN: true });
    const state = fc.record({
      dissenter: fc.constantFrom<VerifierName | null>(null, ...verifierNames),
      run: fc.nat(9),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...verifierNames).chain((bad) => fc.tuple(fc.constant(bad), hostile(bad))),
        sight,
        sight,
        state,
        ([bad, lie], a, b, before) => {
          const [first, second] = verifierNames.filter((name) => name !== bad);
          if (first === undefined || second === undefined) throw new Error("three verifiers");
          const all = { ...three(0, 0, 0), [bad]: lie, [first]: vote(first, a), [second]: vote(second, b) };
          const seen = levelOf(Math.min(a, b), defaultThresholds);
          expect(rank(triangulate(all, rules, before).level)).toBeGreaterThanOrEqual(rank(seen));
        },
      ),
    );
  });

  it("gives every level above none a pattern, and every deviation within the votes", () => {
    fc.assert(
      fc.property(verdicts(hostile), (each) => {
        const { level, pattern, deviation, votes } = triangulate(each, rules);
        expect(pattern === null).toBe(level === "none");
        expect(deviation).toBeGreaterThanOrEqual(0);
        if (votes === 0) expect(deviation).toBe(0);
      }),
    );
  });
});
