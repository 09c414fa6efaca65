import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";

const examples = fileURLToPath(new URL("../../../examples/", import.meta.url));
const signals = join(examples, "governance-signals.jsonl");

/** A root with the example's configuration. */
function exampleRoot(): string {
  const root = tempRoot();
  mkdirSync(join(root, "state"));
  cpSync(join(examples, "mvcrs_config.json"), join(root, "state/mvcrs_config.json"));
  return root;
}
const tree = (root: string) => readdirSync(root, { recursive: true }).map(String).sort();
const lines = (path: string) => readFileSync(path, "utf8").trimEnd().split("\n");

it("writes every artifact that the runbook names, and they agree", async () => {
  const root = exampleRoot();
  const ran = await mvcrs(root, ["run", "--signals", signals, "--json"]);
  expect(ran.exitCode).toBe(0);
  const report = ran.json();
  const names = tree(root);
  for (const name of [
    "state/challenge_events.jsonl",
    "state/challenges_chain_meta.json",
    "state/challenge_summary.json",
    "state/trust_lock.json",
    "observatory/metrics/mvcrs_challenges.csv",
  ])
    expect(names).toContain(name);
  const events = lines(join(root, "state/challenge_events.jsonl")).map((line) => JSON.parse(line).event);
  const raised = events.filter(({ type }) => type === "challenge.raised");
  expect(raised.length).toBeGreaterThan(0);
  expect(lines(join(root, "observatory/metrics/mvcrs_challenges.csv"))).toHaveLength(raised.length + 1);
  const summary = JSON.parse(readFileSync(join(root, "state/challenge_summary.json"), "utf8"));
  const meta = JSON.parse(readFileSync(join(root, "state/challenges_chain_meta.json"), "utf8"));
  expect(summary.chain_hash).toBe(meta.chain_hash);
  expect(summary.count).toBe(events.length);
  expect(report["appended"]).toBe(events.length);
  // A challenge that rose to critical is a critical one.
  const rose = events.filter(({ type, level }) => type === "challenge.extended" && level === "critical");
  const critical = new Set(rose.map(({ challenge_id }) => challenge_id));
  expect(critical.size).toBeGreaterThan(0);
  for (const id of critical) expect(names).toContain(`state/critical_challenge_${id}.json`);
  expect((await mvcrs(root, ["chain", "verify", "--json"])).json()).toMatchObject({
    ok: true,
    count: events.length,
  });
});

it("adds nothing when the same input is fed twice", async () => {
  const root = exampleRoot();
  await mvcrs(root, ["run", "--signals", signals]);
  const read = () =>
    tree(root)
      .filter((name) => name.includes("."))
      .map((name) => readFileSync(join(root, name), "utf8"));
  const before = read();
  const ran = await mvcrs(root, ["run", "--signals", signals, "--json"], {
    clock: () => Date.parse("2026-11-23T00:00:00Z"),
  });
  expect(ran.json()).toMatchObject({ judged: 0, appended: 0, changed: [] });
  expect(read()).toEqual(before);
});

it("writes nothing at all with --dry-run, and says what it would", async () => {
  const root = exampleRoot();
  const dry = await mvcrs(root, ["run", "--signals", signals, "--dry-run", "--json"]);
  expect(tree(root)).toEqual(["state", "state/mvcrs_config.json"]);
  const wet = await mvcrs(root, ["run", "--signals", signals, "--json"]);
  expect(dry.json()["appended"]).toBe(wet.json()["appended"]);
  expect(dry.json()["raised"]).toEqual(wet.json()["raised"]);
});

it.each([
  ["material", 1],
  ["critical", 1],
])("exits %s with --fail-on, and 0 without", async (level, exitCode) => {
  expect((await mvcrs(exampleRoot(), ["run", "--signals", signals, "--fail-on", level])).exitCode).toBe(
    exitCode,
  );
});

it("passes --fail-on critical where nothing is", async () => {
  const root = tempRoot();
  writeFileSync(join(root, "calm.csv"), "timestamp,a\n2026-01-01T00:00:00Z,1\n2026-01-02T00:00:00Z,1\n");
  const ran = await mvcrs(root, ["run", "--signals", "calm.csv", "--fail-on", "material"]);
  expect(ran.exitCode).toBe(0);
});

it("reads standard input", async () => {
  const root = tempRoot();
  const stdin = (async function* () {
    yield new TextEncoder().encode(
      '{"metric":"a","source":"s","value":1,"observedAt":"2026-01-01T00:00:00Z"}\n',
    );
  })();
  const ran = await mvcrs(root, ["run", "--signals", "-", "--json"], { stdin });
  expect(ran.json()).toMatchObject({ ok: true, signals: 1, judged: 1 });
});

it("reports an unusable row with file, line and reason, counts it, and uses the others", async () => {
  const root = tempRoot();
  writeFileSync(
    join(root, "a.csv"),
    "timestamp,a\n2026-01-01 00:00:00,1\nyesterday,2\n2026-01-02 00:00:00,3\n",
  );
  const ran = await mvcrs(root, ["run", "--signals", "a.csv", "--json"]);
  expect(ran.exitCode).toBe(0);
  expect(ran.stderr).toContain('a.csv:3: "yesterday" is not a time\n');
  expect(ran.stderr).toContain("2 times name no zone and were read as UTC");
  expect(ran.json()).toMatchObject({
    rows: 3,
    signals: 2,
    unusable: { count: 1, byCode: { TIME_UNREADABLE: 1 } },
  });
});

it("refuses the whole input with --strict, and writes no entry", async () => {
  const root = exampleRoot();
  const bad = join(root, "bad.jsonl");
  writeFileSync(bad, `${readFileSync(signals, "utf8")}{"metric":`);
  const ran = await mvcrs(root, ["run", "--signals", bad, "--strict"]);
  expect(ran.exitCode).toBe(2);
  expect(ran.stderr).toContain("line 1681");
  expect(tree(root)).toEqual(["bad.jsonl", "state", "state/mvcrs_config.json"]);
});

it("reads an input with --strict once, so that it may come through a pipe", async () => {
  const text = readFileSync(signals, "utf8");
  const strictly = async (root: string, input: string) => {
    const stdin = (async function* () {
      yield Buffer.from(input);
    })();
    const now = ["--now", "2026-11-22T00:00:00Z"];
    return mvcrs(root, ["run", "--signals", "-", "--source", "s", "--strict", ...now], { stdin });
  };
  const refused = exampleRoot();
  expect((await strictly(refused, `${text}{"metric":`)).exitCode).toBe(2);
  expect(tree(refused)).toEqual(["state", "state/mvcrs_config.json"]);
  const good = exampleRoot();
  expect((await strictly(good, text)).exitCode).toBe(0);
  const lenient = exampleRoot();
  await mvcrs(lenient, ["run", "--signals", signals, "--source", "s", "--now", "2026-11-22T00:00:00Z"]);
  const written = (root: string) =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), "utf8")])
      .sort();
  expect(written(good)).toEqual(written(lenient));
});

it("shows a progress bar to a person and none to a pipe", async () => {
  let now = 0;
  const watched = await mvcrs(exampleRoot(), ["run", "--signals", signals, "--now", "2026-11-22T00:00:00Z"], {
    interactive: true,
    clock: () => (now += 1000),
  });
  expect(watched.stderr).toMatch(/█+░* +\d+% {2}[\d,]+ signals, [\d,]+\/s/);
  expect(watched.stderr.endsWith("\r\u001b[2K")).toBe(true);
  const piped = await mvcrs(exampleRoot(), ["run", "--signals", signals]);
  expect(piped.stderr).not.toContain("█");
});
