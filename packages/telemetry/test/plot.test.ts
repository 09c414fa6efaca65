import { expect, it } from "vitest";
import { type PlottedChallenge, plotChallenges } from "../src/index.ts";
import { bucketOf, countTicks, decades, timeTicks } from "../src/internal/scale.ts";
import { escapeXml } from "../src/internal/svg.ts";

const to = Date.parse("2026-11-22T00:00:00Z");
const day = 86_400_000;
const options = { from: to - 30 * day, to, thresholds: { soft: 0.05, material: 0.15, critical: 0.3 } };
const one = (n: number, level: string, more: Partial<PlottedChallenge> = {}): PlottedChallenge => ({
  level,
  metric: "m",
  time: to - (n + 0.5) * day,
  deviation: 0.4,
  ...more,
});

/** Opening and closing tags pair up, and every ampersand begins an entity: enough to be XML for what is written here. */
function isWellFormed(svg: string): boolean {
  const open: string[] = [];
  for (const [, slash, name, empty] of svg.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
    if (slash === "/" && open.pop() !== name) return false;
    if (slash === "" && empty === "") open.push(name ?? "");
  }
  return open.length === 0 && !/&(?!amp;|lt;|gt;|quot;)/.test(svg);
}

it("draws a bar a level and day and a dot a challenge, each with its figures", () => {
  const svg = plotChallenges(
    [one(1, "soft"), one(1, "soft"), one(1, "critical"), one(5, "material")],
    options,
  );
  expect(isWellFormed(svg)).toBe(true);
  expect(svg.match(/<circle /g)).toHaveLength(4);
  expect(svg).toContain("2026-11-20T00:00Z: 2 soft");
  expect(svg).toContain("2026-11-20T00:00Z: 1 critical");
  expect(svg).toContain("4 challenges: 2 soft, 1 material, 1 critical.");
  expect(svg).toContain("Challenges per day");
});

it("stays whole with nothing, with one moment and with absurd values", () => {
  for (const challenges of [
    [],
    [one(1, "soft", { deviation: 0 })],
    [one(1, "critical", { deviation: 1e6 })],
    [one(900, "soft")],
  ]) {
    const svg = plotChallenges(challenges, options);
    expect(isWellFormed(svg)).toBe(true);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  }
  expect(plotChallenges([], { ...options, from: to })).not.toMatch(/NaN|Infinity/);
});

it("lets no metric's name become markup", () => {
  const svg = plotChallenges([one(1, "soft", { metric: '</title><script>"&\u0007\ud800' })], options);
  expect(isWellFormed(svg)).toBe(true);
  expect(svg).not.toContain("<script");
  expect(escapeXml("a\u0000b\ud800c😀")).toBe("abc😀");
});

it.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [7, [0, 2, 4, 6, 8]],
  [23, [0, 5, 10, 15, 20, 25]],
  [1234, [0, 500, 1000, 1500]],
])("marks an axis up to %d", (max, ticks) => expect(countTicks(max)).toEqual(ticks));

it("chooses bars and times for spans from hours to years", () => {
  expect([day, 30 * day, 365 * day, 3650 * day].map((span) => bucketOf(span) / day)).toEqual([
    1 / 24,
    1,
    7,
    42,
  ]);
  for (const span of [1, 6, 24, 72, 720, 8760, 87_600]) {
    const ticks = timeTicks(to - span * 3_600_000, to);
    expect(ticks.length).toBeGreaterThan(0);
    expect(ticks.length).toBeLessThanOrEqual(9);
  }
  expect(decades(0.01, 1)).toEqual([0.01, 0.1, 1]);
  expect(decades(0.01, 1e6).length).toBe(9);
});
