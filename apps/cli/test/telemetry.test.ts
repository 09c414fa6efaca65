import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { prepareEvent } from "@mvcrs/chain";
import { acknowledge, applyEvent, artifactPaths, mvcrsEventSchema, openJudging } from "@mvcrs/escalation";
import { nodeTextFiles } from "@mvcrs/files";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { settled } from "../src/commands/telemetry/check.ts";
import { projectors } from "../src/projectors.ts";
import { mvcrs } from "./support/cli.ts";

const examples = fileURLToPath(new URL("../../../examples/", import.meta.url));

async function judged(): Promise<string> {
  const root = tempRoot();
  mkdirSync(join(root, "state"));
  cpSync(join(examples, "mvcrs_config.json"), join(root, "state/mvcrs_config.json"));
  await mvcrs(root, ["run", "--signals", join(examples, "governance-signals.jsonl")]);
  return root;
}
const tree = (root: string) =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), "utf8")]);

it("checks CSV, summary and log, and says of each difference what to do", async () => {
  const root = await judged();
  const before = tree(root);
  const good = await mvcrs(root, ["telemetry", "check", "--json"]);
  expect([good.exitCode, good.json()["ok"]]).toEqual([0, true]);
  expect(tree(root)).toEqual(before);
  const csv = join(root, "observatory/metrics/mvcrs_challenges.csv");
  writeFileSync(csv, readFileSync(csv, "utf8").replace("critical", "soft"));
  const bad = await mvcrs(root, ["telemetry", "check"]);
  expect(bad.exitCode).toBe(1);
  expect(bad.stdout).toMatch(/csv-log: line \d+, challenge \S+, level: should be critical, is soft/);
  expect(bad.stdout).toContain("mvcrs rebuild");
  await mvcrs(root, ["rebuild"]);
  expect((await mvcrs(root, ["telemetry", "check"])).exitCode).toBe(0);
});

it("warns of a rebuild where the files know more than the log", async () => {
  const root = await judged();
  const csv = join(root, "observatory/metrics/mvcrs_challenges.csv");
  appendFileSync(
    csv,
    "2026-11-22T00:00:00.000Z,critical,,1,1,1,0.5,0b5e7f86-4f7e-4a6c-8a7e-0d5f2f7f0a01,m,s\n",
  );
  const bad = await mvcrs(root, ["telemetry", "check"]);
  expect([bad.exitCode, bad.stdout.includes("The log may have lost it")]).toEqual([1, true]);
});

it("waits for a command that has appended and not yet projected", async () => {
  const root = await judged();
  const paths = artifactPaths(root);
  const session = await openJudging({ paths, files: nodeTextFiles, clock: Date.now, projectors });
  session.replay.flush();
  const [challenge] = session.state.challenges.values();
  const by = { actor: "alice", reason: "on it", now: Date.parse("2026-11-22T01:00:00Z") };
  const event = challenge === undefined ? undefined : acknowledge(challenge, by);
  if (event === undefined) throw new Error("nothing was raised");
  applyEvent(session.state, event, session.state.count);
  await session.append([prepareEvent(event, mvcrsEventSchema)]);
  const context = { paths, files: nodeTextFiles, clock: Date.now, notice: () => undefined } as never;
  let waits = 0;
  const report = await settled(context, async () => {
    waits += 1;
    await session.project();
    await session.close();
  });
  expect([waits, report.ok]).toEqual([1, true]);
});

it("holds where nothing was ever recorded, and not where the files of a log are missing", async () => {
  const begun = tempRoot();
  await mvcrs(begun, ["init"]);
  expect((await mvcrs(begun, ["telemetry", "check"])).exitCode).toBe(0);
  expect((await mvcrs(tempRoot(), ["telemetry", "check"])).exitCode).toBe(2);
  const root = await judged();
  rmSync(join(root, "observatory"), { recursive: true });
  expect((await mvcrs(root, ["telemetry", "check"])).exitCode).toBe(1);
});

it("tests rates, and needs a past for it", async () => {
  const root = await judged();
  const now = ["--now", "2026-11-22T00:00:00Z"];
  const ran = await mvcrs(root, ["telemetry", "rates", "--json", ...now]);
  const report = ran.json();
  expect(report).toMatchObject({ alpha: 0.01, enough: true });
  expect(ran.exitCode).toBe(report["ok"] === true ? 0 : 1);
  expect((await mvcrs(root, ["telemetry", "rates", ...now])).stdout).toContain("ADJUSTED");
  const early = await mvcrs(root, ["telemetry", "rates", "--now", "2026-11-03T00:00:00Z"]);
  expect([early.exitCode, early.stdout.includes("not enough history")]).toEqual([0, true]);
  expect((await mvcrs(root, ["telemetry", "rates", "--days", "3"])).exitCode).toBe(2);
  expect((await mvcrs(root, ["telemetry", "rates", "--alpha", "1"])).exitCode).toBe(2);
});

it("plots to an .svg and nothing else", async () => {
  const root = await judged();
  const out = join(root, "x.svg");
  const ran = await mvcrs(root, [
    "telemetry",
    "plot",
    "--out",
    out,
    "--now",
    "2026-11-15T00:00:00Z",
    "--json",
  ]);
  expect(ran.exitCode).toBe(0);
  const svg = readFileSync(out, "utf8");
  expect(svg.match(/<circle /g)).toHaveLength(Number(ran.json()["challenges"]));
  expect((await mvcrs(root, ["telemetry", "plot", "--out", "state/challenge_events.jsonl"])).exitCode).toBe(
    2,
  );
  expect((await mvcrs(root, ["telemetry", "plot", "--out", out, "--days", "0"])).exitCode).toBe(2);
});
