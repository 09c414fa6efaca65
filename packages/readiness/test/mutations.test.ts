import fc from "fast-check";
import { expect, it } from "vitest";
import { exportFiles, layout, memorySource, parseManifest, selfTest } from "../src/index.ts";
import { requiredMarkers } from "../src/rules/page.ts";
import { requiredHeadings } from "../src/rules/readme.ts";
import { judge, now, seal, type Tree, validTree } from "./support/tree.ts";

const original = validTree();
const guarded = [
  layout.manifest,
  ...Object.values(exportFiles).filter((path) => path !== exportFiles.checksums),
];

/** What must be red, told without the gate's own code: by bytes, by lines, by substrings, by plain arithmetic. */
function mustBeRed(tree: Tree, sealed: boolean): boolean {
  const text = (path: string): string => tree.get(path) ?? "";
  const lines = text(layout.readme).split("\n");
  if (!sealed && guarded.some((path) => tree.get(path) !== original.get(path))) return true;
  if (requiredHeadings.some((heading) => !lines.some((line) => line.includes(heading)))) return true;
  if (requiredMarkers.some((marker) => !text(layout.page).includes(marker))) return true;
  if (Object.values(exportFiles).some((path) => text(path) === "")) return true;
  return sealed && brokenFacts(text(layout.manifest));
}

function brokenFacts(text: string): boolean {
  const { manifest } = parseManifest(text);
  if (manifest === undefined) return true;
  const { domains, sentinels, global, selfImprovement } = manifest;
  const slugs = domains.map(({ slug }) => slug.toLowerCase());
  const awake = sentinels.filter(({ active }) => active !== false);
  const watched = (slug: string) =>
    awake.some(
      (it) => (it.domains ?? []).length === 0 || it.domains?.some((name) => name.toLowerCase() === slug),
    );
  return (
    new Set(slugs).size < slugs.length ||
    slugs.some((slug) => !watched(slug)) ||
    awake.reduce((sum, it) => sum + it.coverageSeconds, 0) < global.guardianReviewWindow ||
    domains.some((it) => it.autonomyLevelBps > selfImprovement.autonomyGuards.maxAutonomyBps) ||
    selfImprovement.plan.cadenceSeconds < global.heartbeatSeconds ||
    ((selfImprovement.plan.lastExecutedAt ?? 0) > 0 && !selfImprovement.plan.lastReportURI) ||
    sentinels.some((it) => it.domains?.some((name) => !slugs.includes(name.toLowerCase())))
  );
}

const splice = fc
  .record({
    path: fc.constantFrom(...original.keys()),
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    cut: fc.nat(40),
    put: fc.oneof(
      fc.constant(""),
      fc.string({ maxLength: 6 }),
      fc.constantFrom('"', "}", "<!--", "-->", "\n", "# ", "```\n", "0", "<script>", ","),
    ),
  })
  .map(({ path, at, cut, put }) => (tree: Tree) => {
    const text = tree.get(path) ?? "";
    const from = Math.floor(at * text.length);
    tree.set(path, text.slice(0, from) + put + text.slice(from + cut));
  });

it("never crashes and never passes when a guarded fact was broken: 300 random edits of any file", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(splice, { minLength: 1, maxLength: 3 }), async (edits) => {
      const tree = new Map(original);
      for (const edit of edits) edit(tree);
      const { ok } = await judge(tree);
      if (mustBeRed(tree, false)) expect(ok).toBe(false);
    }),
    { numRuns: 300 },
  );
});

/** Every path of a JSON value. */
function paths(value: unknown, here: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [here];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [here, ...entries.flatMap(([key, child]) => paths(child, [...here, key]))];
}
const manifestValue: unknown = JSON.parse(original.get(layout.manifest) ?? "");
const values = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    undefined,
    0,
    1,
    -1,
    10_000,
    10_001,
    1e9,
    "",
    "arena-rewards",
    "ARENA-REWARDS",
    [],
    false,
  ),
);

it("notices broken facts that are consistently exported: 300 random values in the manifest", async () => {
  let broken = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths(manifestValue).slice(1)), values, async (path, value) => {
      const copy = structuredClone(manifestValue);
      let parent: unknown = copy;
      for (const key of path.slice(0, -1)) parent = (parent as Record<string | number, unknown>)[key];
      (parent as Record<string | number, unknown>)[path.at(-1) ?? ""] = value;
      const tree = new Map(original);
      tree.set(layout.manifest, JSON.stringify(copy, null, 2));
      const { ok } = await judge(seal(tree));
      if (mustBeRed(tree, true)) {
        broken++;
        expect(ok).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
  expect(broken).toBeGreaterThan(50);
});

it("proves itself: every mutant of the self-test turns it red", async () => {
  const report = await selfTest(memorySource(original), { now });
  expect(report.mutants.filter(({ status }) => status !== "caught")).toEqual([]);
  expect(report.mutants.length).toBeGreaterThan(40);
  expect(report.ok).toBe(true);
});

it("fails the self-test where a rule is off or a mutant cannot be made", async () => {
  const off = await selfTest(memorySource(original), { now, config: { rules: { "plan-hash": "off" } } });
  expect(off.ok).toBe(false);
  expect(off.mutants.filter(({ status }) => status === "survived").map(({ rule }) => rule)).toEqual([
    "plan-hash",
  ]);
  const bare = new Map(original);
  bare.delete(exportFiles.cycleReport);
  const less = await selfTest(memorySource(bare), { now });
  expect(less.ok).toBe(false);
  expect(less.mutants.some(({ status }) => status === "not applicable")).toBe(true);
});
