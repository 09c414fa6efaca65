import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { artifactPaths, mute, record } from "@mvcrs/escalation";
import { type FileLayer, nodeFiles, nodeTextFiles } from "@mvcrs/files";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { z } from "zod";
import { mvcrs } from "./support/cli.ts";

const signals = fileURLToPath(new URL("../../../examples/governance-signals.jsonl", import.meta.url));
const day = (date: string) => ({ clock: () => Date.parse(`${date}T09:00:00.000Z`) });

const listed = z.object({
  ok: z.boolean(),
  segments: z.array(z.object({ first: z.number(), last: z.number(), state: z.string(), file: z.string() })),
});

async function rootOf(rotate: object = {}) {
  const root = tempRoot();
  await mvcrs(root, ["init"]);
  const path = join(root, "state/mvcrs_config.json");
  const config = JSON.parse(readFileSync(path, "utf8"));
  writeFileSync(path, JSON.stringify({ ...config, log: { ...config.log, rotate } }));
  const run = (...argv: string[]) => mvcrs(root, argv);
  const segments = async () => {
    const { exitCode, json } = await run("chain", "segments", "--json");
    return { exitCode, ...listed.parse(json()) };
  };
  return { root, run, segments };
}

/** A root of three segments: the run's entries, a lock, and its first alarm. */
async function threeSegments() {
  const made = await rootOf();
  const { run } = made;
  const record = [
    ["run", "--signals", signals],
    ["trust-lock", "engage", "--reason", "a test", "--actor", "ops"],
    ["metrics", "mute", "arena.x", "--owner", "ops", "--until", "2d", "--reason", "a test", "--actor", "ops"],
  ];
  for (const argv of record) {
    expect((await run(...argv)).exitCode).toBe(0);
    expect((await run("chain", "rotate")).exitCode).toBe(0);
  }
  return made;
}

it("closes, lists, compresses and moves the segments of a root's log", async () => {
  const { root, run, segments } = await threeSegments();
  expect((await run("chain", "rotate")).stdout).toContain("nothing to close");
  const before = await segments();
  expect(before).toMatchObject({ exitCode: 0, ok: true });
  expect(before.segments.map(({ first, last }) => [first, last])).toEqual([
    [0, 2],
    [3, 3],
    [4, 4],
  ]);
  const packed = await run("chain", "compress-segments", "--keep", "1", "--json");
  expect(packed.json()).toMatchObject({
    ok: true,
    segments: [{ result: "changed" }, { result: "changed" }],
  });
  expect((await run("chain", "compress-segments", "--keep", "1")).stdout).toContain(
    "compressed 0 segments; 2 were so already",
  );
  // Relative to where the command is typed.
  const moved = await mvcrs(join(root, "state"), [
    "chain",
    "move-segments",
    "cold",
    "--holding",
    "1",
    "--json",
  ]);
  expect(moved.json()).toMatchObject({ ok: true, segments: [{ first: 0, last: 2, result: "changed" }] });
  expect(readdirSync(join(root, "state/cold"))).toHaveLength(1);
  expect((await segments()).segments.map(({ state }) => state)).toEqual([
    "compressed",
    "compressed",
    "plain",
  ]);
  expect((await run("chain", "verify", "--json")).json()).toMatchObject({ ok: true });
  expect((await run("trust-lock", "status")).stdout).toContain("LOCKED");

  for (const argv of [
    ["compress-segments", "--holding", "99"],
    ["compress-segments", "--keep", "-1"],
    ["compress-segments", "--keep", "1.5"],
    ["move-segments", "elsewhere", "--holding", "1.5"],
    ["rotate", "--min-bytes", "0"],
    ["rotate", "--before", "yesterday"],
  ]) {
    const refused = await run("chain", ...argv, "--json");
    expect([argv, refused.exitCode]).toEqual([argv, 2]);
    expect(refused.json()).toMatchObject({ ok: false, error: { code: "USAGE" } });
  }
  expect(existsSync(join(root, "elsewhere"))).toBe(false);
});

it("closes nothing of a folder that is no root, and says so", async () => {
  const folder = tempRoot();
  for (const argv of [
    ["rotate"],
    ["segments"],
    ["segments", "--rebuild"],
    ["compress-segments"],
    ["move-segments", "cold"],
  ]) {
    const refused = await mvcrs(folder, ["chain", ...argv, "--json"]);
    expect([argv, refused.exitCode]).toEqual([argv, 2]);
    expect(refused.json()).toMatchObject({ ok: false, error: { code: "ROOT_MISSING" } });
  }
  expect(readdirSync(folder)).toEqual([]);
});

it("names a segment that is away; a question about the lock that needs it has no answer", async () => {
  const { root, run, segments } = await threeSegments();
  const cold = join(root, "cold");
  await run("chain", "move-segments", "cold", "--holding", "3");
  renameSync(cold, join(root, "disk"));
  const away = await segments();
  expect([away.exitCode, away.ok, away.segments.map(({ state }) => state)]).toEqual([
    ...[1, false],
    ["plain", "missing", "plain"],
  ]);
  const moved = await run("chain", "move-segments", "other", "--json");
  expect([moved.exitCode, moved.json()]).toMatchObject([1, { segments: [{}, { result: "missing" }, {}] }]);

  const refused = await run("trust-lock", "status", "--json");
  expect(refused.exitCode).toBe(3);
  expect(refused.json()).toMatchObject({ ok: false, error: { code: "ROOT_CONTRADICTED" } });
  const { stderr } = await run("trust-lock", "status");
  expect(stderr).toContain(join("cold", "000000000003-000000000003.jsonl"));
  expect(stderr).not.toMatch(/contradicts|rolled back/);
  const verified = await run("chain", "verify", "--json");
  expect([verified.exitCode, verified.json()]).toMatchObject([1, { ok: false, unread: 1 }]);

  expect((await run("chain", "segments", "--rebuild", "--in", "disk")).stdout).toContain("made again");
  expect(await segments()).toMatchObject({ exitCode: 0, ok: true });
  expect((await run("trust-lock", "status")).stdout).toContain("LOCKED");
});

it("makes a list that was lost again from the files", async () => {
  const { root, run, segments } = await threeSegments();
  rmSync(join(root, "state/challenge_events.segments.json"));
  expect((await run("trust-lock", "status")).exitCode).toBe(3);
  expect((await run("chain", "rotate")).exitCode).toBe(3);
  expect((await run("chain", "segments", "--rebuild")).exitCode).toBe(0);
  expect((await segments()).segments).toHaveLength(3);
  expect((await run("chain", "verify")).exitCode).toBe(0);
});

const quiet = (n: number) => [
  ...["metrics", "mute", `arena.x${n}`, "--owner", "ops", "--until", "2d"],
  ...["--reason", "a test", "--actor", "ops"],
];

it("is rotated by its size before an append, as the configuration says", async () => {
  const { root, run, segments } = await rootOf({ bytes: 1_000_000 });
  const now = Date.parse("2026-11-21T00:00:00Z");
  const place = { paths: artifactPaths(root), files: nodeTextFiles, clock: () => now };
  const by = { now, actor: "ops", reason: "r".repeat(4_000) };
  // One append is never divided.
  await record(place, () =>
    Array.from({ length: 250 }, (_, n) => mute(`arena.y${n}`, "ops", now + 3_600_000, by)),
  );
  expect((await segments()).segments).toEqual([]);
  for (let n = 0; n < 3; n++) expect((await run("run", "--signals", signals)).exitCode).toBe(0);
  expect((await run(...quiet(0))).exitCode).toBe(0);
  expect((await segments()).segments.map(({ first, last }) => [first, last])).toEqual([[0, 249]]);
  expect((await run("chain", "verify")).exitCode).toBe(0);
});

it("is rotated once a day, before the first append of the next one", async () => {
  const { root, segments } = await rootOf({ daily: true });
  for (const [n, date] of ["2026-11-22", "2026-11-22", "2026-11-23", "2026-11-23", "2026-11-25"].entries())
    expect((await mvcrs(root, quiet(n), day(date))).exitCode).toBe(0);
  expect((await segments()).segments.map(({ first, last }) => [first, last])).toEqual([
    [0, 1],
    [2, 3],
  ]);
});

it("goes on in its file where a rotation finds the disk full, and says so once", async () => {
  const { root, run, segments } = await rootOf({ daily: true });
  await mvcrs(root, ["run", "--signals", signals], day("2026-11-22"));
  const full = () => Promise.reject(Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC" }));
  const disk: FileLayer = {
    ...nodeFiles,
    open: (path, ...how) =>
      path.includes("segments.json") && how[0] === "exclusive" ? full() : nodeFiles.open(path, ...how),
  };
  const ran = await mvcrs(root, quiet(0), { disk, ...day("2026-11-23") });
  expect(ran.exitCode).toBe(0);
  expect(ran.stderr.match(/could not be rotated/g)).toHaveLength(1);
  expect((await segments()).segments).toEqual([]);
  expect(readdirSync(join(root, "state/challenge_events.segments"))).toEqual([]);
  expect((await run("chain", "verify")).exitCode).toBe(0);
  // Once there is room, the next append does it.
  await mvcrs(root, quiet(1), day("2026-11-23"));
  expect((await segments()).segments.map(({ first, last }) => [first, last])).toEqual([[0, 3]]);
});

it.each([{ bytes: 10 }, { bytes: "1 GB" }, { daily: "yes" }, { weekly: true }])(
  "refuses %j, and closes nothing for it",
  async (rotate) => {
    const { run } = await rootOf(rotate);
    const refused = await run("run", "--signals", signals, "--json");
    expect([refused.exitCode, refused.json()]).toMatchObject([2, { error: { code: "CONFIG_INVALID" } }]);
    expect(JSON.stringify(refused.json())).toContain("log.rotate");
    // An emergency waits for no configuration.
    expect((await run("trust-lock", "engage", "--reason", "a test", "--actor", "ops")).exitCode).toBe(0);
  },
);
