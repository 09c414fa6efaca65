import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeTextFiles } from "@mvcrs/files";
import { overviewSchema } from "@mvcrs/portal/format";
import { tempRoot } from "@mvcrs/test-kit";
import { orchestratorPaths, writeScoreboard } from "@selfplay/orchestrator";
import { expect, it } from "vitest";
import { emptyScoreboard } from "../../../packages/orchestrator/src/scoreboard.ts";
import { mvcrs } from "./support/cli.ts";

const example = fileURLToPath(new URL("../../../examples/governance-signals.jsonl", import.meta.url));
const overviewOf = (out: string) =>
  overviewSchema.parse(JSON.parse(readFileSync(join(out, "data/overview.json"), "utf8")));

async function root(): Promise<string> {
  const folder = tempRoot();
  await mvcrs(folder, ["init"]);
  await mvcrs(folder, ["run", "--signals", example], { clock: Date.now });
  return folder;
}

it("builds a folder that agrees with the commands, and brings it up to date", async () => {
  const folder = await root();
  const out = join(tempRoot(), "www");
  const build = (...more: string[]) =>
    mvcrs(folder, ["portal", "build", "--out", out, "--json", ...more], { clock: Date.now });
  const first = await build("--check");
  const summary = JSON.parse(readFileSync(join(folder, "state/challenge_summary.json"), "utf8"));
  expect([first.exitCode, first.json()]).toMatchObject([
    0,
    { ok: true, dir: out, entries: summary.count, from: 0, rebuilt: true, proven: null, contradictions: [] },
  ]);
  const overview = overviewOf(out);
  expect(overview).toMatchObject({
    promised_ms: 3_600_000,
    log: { count: summary.count, chain_hash: summary.chain_hash, checkpoint: null },
    lock: summary.trust_locked ? {} : null,
    state: {
      open: { soft: summary.open_soft, material: summary.open_material, critical: summary.open_critical },
      totals: summary.totals,
    },
    facts: {
      daily_check: { ok: true },
      verified: { ok: true },
      outbox: { waiting: 0 },
      selfplay: null,
      committee: null,
    },
    service: null,
  });
  expect(overview.facts.sources?.length).toBeGreaterThan(0);

  await mvcrs(folder, ["chain", "keygen"]);
  await mvcrs(folder, ["chain", "checkpoint"], { clock: Date.now });
  const id = overview.urgent[0]?.id ?? "";
  await mvcrs(folder, ["challenges", "ack", id, "--reason", "mine", "--actor", "alice"], { clock: Date.now });
  const second = await build("--every", "60");
  expect(second.json()).toMatchObject({
    entries: summary.count + 1,
    from: summary.count,
    rebuilt: false,
    proven: summary.count,
  });
  expect(overviewOf(out)).toMatchObject({ promised_ms: 60_000, facts: { daily_check: null } });
  expect(overviewOf(out).urgent.find((row) => row.id === id)).toMatchObject({
    status: "acknowledged",
    acknowledged_by: "alice",
  });
});

it("says in the page what nobody can vouch for", async () => {
  const folder = await root();
  const out = join(tempRoot(), "www");
  rmSync(join(folder, "state/root.json"));
  const built = await mvcrs(folder, ["portal", "build", "--out", out, "--json"], { clock: Date.now });
  expect(built.exitCode).toBe(0);
  expect(overviewOf(out).contradictions).toEqual([expect.stringContaining("no mark")]);
});

it("refuses a folder of something else, one that is the root, and a wrong option, with nothing written", async () => {
  const folder = await root();
  const out = tempRoot();
  writeFileSync(join(out, "mine.txt"), "mine");
  for (const argv of [
    ["--out", out],
    ["--out", folder],
    ["--out", join(folder, "state/www")],
    ["--out", join(out, "www"), "--every", "0"],
  ])
    expect([argv, (await mvcrs(folder, ["portal", "build", ...argv])).exitCode]).toEqual([argv, 2]);
});

it("shows what is paused, and after how long a source is late, as far as they are known", async () => {
  const folder = tempRoot();
  await mvcrs(folder, ["init"]);
  const metrics = {
    "arena.*": { max_staleness_seconds: 600 },
    "arena.paused": { max_staleness_seconds: 90 },
  };
  writeFileSync(join(folder, "state/mvcrs_config.json"), JSON.stringify({ metrics }));
  const arena = `0x${"1".repeat(40)}`;
  const at = "2026-11-21T00:00:00.000Z";
  await writeScoreboard(nodeTextFiles, orchestratorPaths(folder), emptyScoreboard("31337", arena, at));
  const signals = [
    ["arena.paused", "evm:31337", 0, 0],
    ["arena.paused", "evm:31337", 1, 1],
    ["stakeManager.paused", "evm:31337", 1, 1],
    ["stakeManager.paused", "evm:31337", 0, 2],
    ["arena.totalRounds", "board", 7, 2],
    ["elsewhere.load", "collector", 7, 2],
  ].map(([metric, source, value, minutes]) => ({
    ...{ metric, source, value },
    observedAt: new Date(Date.parse(at) + Number(minutes) * 60_000).toISOString(),
  }));
  const file = join(folder, "in.jsonl");
  writeFileSync(file, signals.map((signal) => `${JSON.stringify(signal)}\n`).join(""));
  const clock = () => Date.parse("2026-11-21T00:03:00.000Z");
  await mvcrs(folder, ["run", "--signals", file], { clock });
  const out = join(tempRoot(), "www");
  await mvcrs(folder, ["portal", "build", "--out", out], { clock });
  const { selfplay, sources } = overviewOf(out).facts;
  expect(selfplay?.frozen).toBeNull();
  // Shown as soon as it is on, and not only once a round was refused.
  await mvcrs(folder, ["orchestrator", "freeze", "--reason", "why", "--actor", "me"], { clock });
  await mvcrs(folder, ["portal", "build", "--out", out], { clock });
  expect(overviewOf(out).facts.selfplay?.frozen).toMatchObject({ by: "me", reasons: ["why"] });
  expect(selfplay?.pauses).toEqual([
    { module: "arena", paused: true },
    { module: "stakeManager", paused: false },
  ]);
  const late = sources?.map(({ name, stale_after_s }) => [name, stale_after_s]);
  expect(new Map(late as [string, number | null][])).toEqual(
    new Map([
      ["evm:31337", 90],
      ["board", 600],
      ["collector", null],
    ]),
  );
});
