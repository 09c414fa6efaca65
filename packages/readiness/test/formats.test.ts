import { describe, expect, it } from "vitest";
import {
  formatGithub,
  formatGitlab,
  formatJunit,
  formatMarkdown,
  formatPretty,
  formatSarif,
} from "../src/formats.ts";
import { layout, parseConfig, rules } from "../src/index.ts";
import { edit, editJson, judge, seal, validTree } from "./support/tree.ts";

const run = { startedAt: Date.parse("2026-11-22T00:00:00.500Z"), tookMs: 1_234, hostname: "ci & <1>" };
const tool = { version: "1.2.3", helpUri: (rule: string) => `https://docs.example/GUARDRAILS.md#${rule}` };
const evil = 'x\u001b[31m\n::error::owned\r|<b>`*_"\u202e]]>';

const red = async () => {
  const tree = validTree();
  editJson(tree, layout.manifest, (it) => {
    it.sentinels[0].domains = [evil];
    it.capitalStreams[1].domains = ["difficulty-tuning"];
  });
  edit(tree, layout.readme, (text) => text.replace("## 🧭 Why this demo matters", "## Why"));
  const waivers = [
    { rule: "readme-headings", owner: "ops", reason: "rewritten this week", expires: "2026-12-31" },
  ];
  return await judge(seal(tree), { config: parseConfig(JSON.stringify({ waivers })) });
};

describe("every format", () => {
  it("gives a green verdict", async () => {
    const report = await judge(validTree());
    expect(formatPretty(report)).toContain("✅ Phase 8 readiness: 24 guardrails hold");
    expect(formatGithub(report)).toBe("Phase 8 readiness: ✅ 24 guardrails hold");
    expect(formatMarkdown(report)).toContain("## ✅ Phase 8 is ready");
    expect(formatJunit(report, run)).toContain('tests="24" failures="0"');
    expect(JSON.parse(formatSarif(report, rules, tool)).runs[0].results).toEqual([]);
  });

  it("names rule, place and mending of a red one", async () => {
    const report = await red();
    for (const text of [
      formatPretty(report),
      formatGithub(report),
      formatMarkdown(report),
      formatJunit(report, run),
    ]) {
      expect(text).toContain("known-domains");
      expect(text).toContain(layout.manifest);
      expect(text).toMatch(/Name one of|Add the domain|or add the domain/);
    }
  });

  it("lets no text from a manifest act on a terminal, a log or a page", async () => {
    const report = await red();
    const control = /[^\P{Cc}\n]|\u202e/u;
    for (const text of [
      formatPretty(report),
      formatGithub(report),
      formatMarkdown(report),
      formatJunit(report, run),
    ])
      expect(control.test(text)).toBe(false);
    const commands = formatGithub(report)
      .split("\n")
      .filter((line) => line.startsWith("::"));
    expect(
      commands.every((line) => /^::(?:error|warning) file=demo|^::(?:error|warning) file=/.test(line)),
    ).toBe(true);
    expect(
      formatGithub(report)
        .split("\n")
        .some((line) => line.startsWith("::error::owned")),
    ).toBe(false);
    expect(formatMarkdown(report)).not.toContain("<b>");
    expect(formatJunit(report, run)).not.toContain("<b>");
    expect(formatJunit(report, run)).not.toContain("]]>");
  });
});

it("shows who waived what, until when", async () => {
  const report = await red();
  expect(formatPretty(report)).toContain("waived until 2026-12-31 by ops: rewritten this week");
  const { results } = JSON.parse(formatSarif(report, rules, tool)).runs[0];
  expect(results.filter((it: { suppressions?: unknown }) => it.suppressions !== undefined)).toHaveLength(1);
});

it("is SARIF with rules, places and stable fingerprints", async () => {
  const { version, runs } = JSON.parse(formatSarif(await red(), rules, tool));
  expect(version).toBe("2.1.0");
  expect(runs[0].tool.driver).toMatchObject({ name: "phase8-gate", version: "1.2.3" });
  expect(
    runs[0].tool.driver.rules.map(({ id, helpUri }: { id: string; helpUri: string }) => [id, helpUri]),
  ).toEqual(rules.map(({ id }) => [id, `https://docs.example/GUARDRAILS.md#${id}`]));
  const found = runs[0].results.find(({ ruleId }: { ruleId: string }) => ruleId === "known-domains");
  expect(found.locations[0].physicalLocation).toMatchObject({
    artifactLocation: { uri: layout.manifest },
    region: { startLine: expect.any(Number), startColumn: expect.any(Number) },
  });
  expect(found.partialFingerprints["phase8Gate/v1"]).toMatch(/^[0-9a-f]{64}$/);
});

it("is what GitLab reads as code quality, without what is waived", async () => {
  const report = await red();
  const issues: { check_name: string; fingerprint: string }[] = JSON.parse(formatGitlab(report));
  expect(issues).toHaveLength(report.counts.errors + report.counts.warnings);
  expect(issues.map((it) => it.check_name)).not.toContain("readme-headings");
  expect(new Set(issues.map((it) => it.fingerprint)).size).toBe(issues.length);
  for (const issue of issues)
    expect(issue).toEqual({
      description: expect.stringMatching(/^[^\p{Cc}]+$/u),
      check_name: expect.any(String),
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      severity: expect.stringMatching(/^(critical|minor)$/),
      location: { path: expect.stringMatching(/^[^/]/), lines: { begin: expect.any(Number) } },
    });
  expect(JSON.parse(formatGitlab(await judge(validTree())))).toEqual([]);
});

describe("the form for people", () => {
  it("breaks lines on a terminal, in whole words, and nowhere else", async () => {
    const report = await red();
    const words = (text: string) => text.replaceAll(/\s+/g, " ");
    const narrow = formatPretty(report, { columns: 80 });
    expect(words(narrow)).toBe(words(formatPretty(report)));
    const tooLong = narrow.split("\n").filter((line) => line.length > 80 && /\S \S/.test(line.slice(30)));
    expect(tooLong).toEqual([]);
    expect(formatPretty(report).split("\n").length).toBeLessThan(narrow.split("\n").length);
  });

  it("paints what counts, and only where it is told to", async () => {
    const report = await red();
    const painted = formatPretty(report, { colour: true });
    const plain = formatPretty(report);
    expect(plain).not.toContain("\u001b");
    const [problem, warning, off] = ["\u001b[31m", "\u001b[33m", "\u001b[0m"];
    expect(painted).toContain(`${problem}   error: `);
    expect(painted.split("\n").at(-1)).toBe(`${problem}${plain.split("\n").at(-1)}${off}`);
    const stripped = [problem, warning, off].reduce((text, code) => text.replaceAll(code, ""), painted);
    expect(stripped).toBe(plain);
  });
});
