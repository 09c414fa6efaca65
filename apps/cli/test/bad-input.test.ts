import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";

const good = '{"metric":"a","source":"s","value":1,"observedAt":"2026-01-01T00:00:00Z"}\n';

/** Each input, what is wrong with it, and the one code that says so. */
const wholeFile: [name: string, bytes: string | Uint8Array, code: string][] = [
  ["an empty file", "", "INPUT_EMPTY"],
  ["a file of empty lines", "\n\n \n", "INPUT_EMPTY"],
  ["binary data", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3, 10, 0]), "INPUT_NOT_TEXT"],
  ["UTF-16", new Uint8Array([0xff, 0xfe, 0x7b, 0]), "INPUT_NOT_TEXT"],
  ["gzip", new Uint8Array([0x1f, 0x8b, 8, 8]), "INPUT_NOT_TEXT"],
  ["invalid UTF-8 alone", new Uint8Array([0xc3, 0x28, 10]), "NO_USABLE_ROWS"],
  ["text that is no signal", "hello\nworld\n", "NO_USABLE_ROWS"],
  ["NaN", good.replace(":1,", ":NaN,"), "NO_USABLE_ROWS"],
  ["Infinity", good.replace(":1,", ":Infinity,"), "NO_USABLE_ROWS"],
  ["1e999", good.replace(":1,", ":1e999,"), "NO_USABLE_ROWS"],
  ["a __proto__ key", good.replace("{", '{"__proto__":{},'), "NO_USABLE_ROWS"],
  ["a metric that is a path", good.replace('"a"', '"../a"'), "NO_USABLE_ROWS"],
  ["a metric with a newline", good.replace('"a"', '"a\\nb"'), "NO_USABLE_ROWS"],
  ["a time without zone", good.replace("00Z", "00"), "NO_USABLE_ROWS"],
  ["a time in the future", good.replace("2026-01", "2027-01"), "NO_USABLE_ROWS"],
  ["one line of 2 MB", `{"metric":"${"a".repeat(2 << 20)}"}`, "NO_USABLE_ROWS"],
];

it.each(wholeFile)("refuses %s with one clear error and exit 2", async (_name, bytes, code) => {
  const root = tempRoot();
  writeFileSync(join(root, "in.jsonl"), bytes);
  const ran = await mvcrs(root, ["run", "--signals", "in.jsonl", "--json"]);
  expect(ran.exitCode).toBe(2);
  expect(ran.json()).toMatchObject({ ok: false, error: { code, hint: expect.stringMatching(/.+/) } });
  const human = await mvcrs(root, ["run", "--signals", "in.jsonl"]);
  expect(human.stdout).toBe("");
  expect(human.stderr.match(/^error: /gm)).toHaveLength(1);
  expect(readdirSync(root)).toEqual(["in.jsonl"]);
});

it.each(wholeFile.slice(6))("reports %s as a row, and uses the rows around it", async (_name, bytes) => {
  const root = tempRoot();
  const bad = Buffer.from(bytes).toString();
  writeFileSync(join(root, "in.jsonl"), `${good}${bad.trimEnd()}\n${good.replace("01-01", "01-02")}`);
  const ran = await mvcrs(root, ["run", "--signals", "in.jsonl", "--json"]);
  expect(ran.exitCode).toBe(0);
  expect(ran.stderr).toMatch(/^in\.jsonl:2: /m);
  expect(ran.json()).toMatchObject({ judged: 2 });
});

it.each([
  ["a missing file", ["run", "--signals", "none.jsonl"], "INPUT_MISSING"],
  ["a folder", ["run", "--signals", "."], "INPUT_NOT_A_FILE"],
  ["an unknown zone", ["run", "--signals", "ok.csv", "--timezone", "Mars"], "TIMEZONE_UNKNOWN"],
  ["a CSV without a time column", ["run", "--signals", "bad.csv"], "CSV_HEADER"],
  ["a source with a space", ["run", "--signals", "ok.csv", "--source", "a b"], "NAME_INVALID"],
  ["an unknown format", ["run", "--signals", "ok.csv", "--format", "xml"], "USAGE"],
  ["an unknown option", ["run", "--signals", "ok.csv", "--dryrun"], "USAGE"],
  ["no input named", ["run"], "USAGE"],
  ["an unknown command", ["rum"], "USAGE"],
  ["no command", [], "USAGE"],
  ["a noun alone", ["chain"], "USAGE"],
  ["an unknown challenge", ["challenges", "show", "beef"], "CHALLENGE_UNKNOWN"],
  ["a --now without zone", ["challenges", "list", "--now", "2026-01-01"], "NOW_INVALID"],
])("refuses %s with exit 2", async (_name, argv, code) => {
  const root = tempRoot();
  writeFileSync(join(root, "ok.csv"), "timestamp,a\n2026-01-01T00:00:00Z,1\n");
  writeFileSync(join(root, "bad.csv"), "a,b\n1,2\n");
  const ran = await mvcrs(root, [...argv, "--json"]);
  expect(ran.json()).toMatchObject({ ok: false, error: { code } });
  expect(ran.exitCode).toBe(2);
});

it.each([
  ["an option given twice", ["run", "--signals", "ok.csv", "--signals", "ok.csv"]],
  ["a root given twice", ["challenges", "list", "--root", ".", "--root", "x"]],
  ["a number that is none", ["challenges", "list", "--limit", "all"]],
  [
    "a pattern that is none: nothing found would read as health",
    ["challenges", "list", "--pattern", "drfit"],
  ],
  ["an endless reason", ["trust-lock", "engage", "--reason", "x".repeat(4001)]],
  ["an endless name", ["trust-lock", "engage", "--reason", "r", "--actor", "x".repeat(201)]],
  [
    "an endless owner",
    ["metrics", "mute", "m", "--reason", "r", "--until", "1d", "--owner", "x".repeat(201)],
  ],
  ["an owner of spaces", ["metrics", "mute", "m", "--reason", "r", "--until", "1d", "--owner", " "]],
])("refuses %s as wrong usage, not as a bug, and writes nothing", async (_name, argv) => {
  const root = tempRoot();
  writeFileSync(join(root, "ok.csv"), "timestamp,a\n2026-01-01T00:00:00Z,1\n");
  const ran = await mvcrs(root, [...argv, "--json"]);
  expect(ran.json()).toMatchObject({ ok: false, error: { code: "USAGE" } });
  expect(ran.exitCode).toBe(2);
  expect(readdirSync(root)).toEqual(["ok.csv"]);
});

it.each([
  ["challenges", "list"],
  ["telemetry", "rates"],
])("says of %s %s where there is no log that there is none", async (...argv) => {
  const root = tempRoot();
  const ran = await mvcrs(root, [...argv, "--root", "typo"]);
  expect(ran.exitCode).toBe(0);
  expect(ran.stderr).toMatch(/^note: there is no log at .*typo/);
  expect(readdirSync(root)).toEqual([]);
});

it("refuses rows without a single number: silence is not health", async () => {
  const root = tempRoot();
  writeFileSync(join(root, "in.csv"), "timestamp;value\n2026-01-01T00:00:00Z;five\n");
  const ran = await mvcrs(root, ["run", "--signals", "in.csv", "--json"]);
  expect(ran.json()).toMatchObject({ ok: false, error: { code: "NO_SIGNALS", details: { rows: 1 } } });
  expect(ran.exitCode).toBe(2);
  expect(readdirSync(root)).toEqual(["in.csv"]);
});

it("refuses a configuration with thresholds that do not ascend, and names them", async () => {
  const root = tempRoot();
  mkdirSync(join(root, "state"));
  writeFileSync(join(root, "state/mvcrs_config.json"), '{"deviation_threshold_soft": 0.5}');
  writeFileSync(join(root, "in.jsonl"), good);
  const ran = await mvcrs(root, ["run", "--signals", "in.jsonl"]);
  expect(ran.exitCode).toBe(2);
  expect(ran.stderr).toContain(
    "deviation_threshold_material: must be above deviation_threshold_soft (0.5), is 0.15",
  );
});

it("says what it cannot write when the state folder is a file, and exits 4", async () => {
  const root = tempRoot();
  writeFileSync(join(root, "state"), "in the way");
  writeFileSync(join(root, "in.jsonl"), good);
  const ran = await mvcrs(root, ["run", "--signals", "in.jsonl", "--json"]);
  expect(ran.exitCode).toBe(4);
  expect(ran.json()).toMatchObject({ ok: false, error: { code: expect.not.stringMatching("INTERNAL") } });
});

it.each([
  ["EACCES", "permissions"],
  ["ENOSPC", "disk is full"],
  ["EIO", "run the command again"],
])("calls an error of the system (%s) by its name, and no bug", async (code, advice) => {
  const failing = Object.assign(new Error(`${code}: no, open '/x'`), { code, syscall: "open", path: "/x" });
  const told = await mvcrs(tempRoot(), ["challenges", "list"], {
    clock: () => {
      throw failing;
    },
  });
  expect([told.exitCode, told.stderr]).toEqual([4, expect.stringContaining(advice)]);
  expect(told.stderr).not.toContain("bug");
});

it("sends no escape sequence of a hostile row to the terminal", async () => {
  const root = tempRoot();
  writeFileSync(join(root, "in.jsonl"), `${good}\u001b[31m{"metric": "\u001b]0;owned\u0007"}\n`);
  const ran = await mvcrs(root, ["run", "--signals", "in.jsonl"]);
  expect(ran.stderr + ran.stdout).not.toContain("\u001b");
});

it("prints a stack only with DEBUG", async () => {
  const root = tempRoot();
  expect((await mvcrs(root, ["run", "--signals", "x"])).stderr).not.toContain("    at ");
  expect((await mvcrs(root, ["run", "--signals", "x"], { env: { DEBUG: "1" } })).stderr).toContain("    at ");
});

it("leaves the log as it was after any of this", async () => {
  const root = tempRoot();
  writeFileSync(join(root, "in.jsonl"), good);
  await mvcrs(root, ["run", "--signals", "in.jsonl"]);
  const before = readFileSync(join(root, "state/challenge_events.jsonl"));
  for (const [, bytes] of wholeFile) {
    writeFileSync(join(root, "bad.jsonl"), bytes);
    await mvcrs(root, ["run", "--signals", "bad.jsonl"]);
  }
  expect(readFileSync(join(root, "state/challenge_events.jsonl"))).toEqual(before);
});

it("lets a tick in the wrong folder leave nothing behind, and says so", async () => {
  const root = tempRoot();
  const ran = await mvcrs(root, ["escalate", "tick", "--json"]);
  expect([ran.exitCode, ran.json()]).toMatchObject([2, { error: { code: "ROOT_MISSING" } }]);
  expect(readdirSync(root)).toEqual([]);
  await mvcrs(root, ["init"]);
  expect((await mvcrs(root, ["escalate", "tick", "--json"])).json()).toEqual({ ok: true, events: [] });
  expect(readdirSync(join(root, "state"))).toEqual(["mvcrs_config.json", "root.json"]);
});
