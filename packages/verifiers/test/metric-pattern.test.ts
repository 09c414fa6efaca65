import fc from "fast-check";
import { expect, it } from "vitest";
import { metricMatcher } from "../src/index.ts";

it("lets the exact name win, then the glob with the most literal characters", () => {
  const match = metricMatcher({ "*": 1, "arena.*": 2, "arena.stake": 3, "arena.s*": 4, "arena.?take": 5 });
  expect(["x", "arena.x", "arena.stake", "arena.size", "arena.ttake"].map(match)).toEqual([1, 2, 3, 4, 5]);
});

it("takes everything but * and ? literally", () => {
  const match = metricMatcher({ "a.b+(c)|[d]^$": 1, "x.*": 2 });
  expect(match("a.b+(c)|[d]^$")).toBe(1);
  expect(match("axb+(c)|[d]^$")).toBeUndefined();
  expect(match("xyz")).toBeUndefined();
  expect(match("X.y")).toBeUndefined();
});

it("does not depend on the order of the entries", () => {
  const entries = [
    ["*", 1],
    ["a*", 2],
    ["*b", 3],
    ["a?b", 4],
    ["a**b", 5],
  ] as const;
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...entries], { minLength: 5 }),
      fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 5 }),
      (shuffled, name) =>
        metricMatcher(Object.fromEntries(shuffled))(name) ===
        metricMatcher(Object.fromEntries(entries))(name),
    ),
  );
});

it("stays fast on a hostile glob and name", () => {
  const match = metricMatcher({ [`${"*a".repeat(40)}*c`]: 1 });
  expect(match("a".repeat(20_000))).toBeUndefined();
});
