import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { postgresShards, postgresStore } from "@mvcrs/chain-postgres";
import { artifactPaths, mvcrsEventSchema, record, rowsOfBatches } from "@mvcrs/escalation";
import { nodeTextFiles } from "@mvcrs/files";
import { tempRoot } from "@mvcrs/test-kit";
import { asked, type TestDatabases, testDatabases } from "@mvcrs/test-kit/postgres";
import { seeded } from "@mvcrs/test-kit/random";
import { decodeJsonl } from "@mvcrs/verifiers/input";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";
import { service, until } from "./support/service.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await testDatabases();
});
afterAll(() => databases[Symbol.asyncDispose]());

const clock = () => Date.parse("2026-11-22T00:00:00.000Z");
const origin = "mvcrs.local/log";

/** Signals of many metrics, some of them odd, for some hours. */
function signals(seed: number): string {
  const random = seeded(seed);
  const lines: string[] = [];
  for (let round = 0; round < 20; round++)
    for (let i = 0; i < 25; i++) {
      const value = random() < 0.05 ? 9 : 5 + 0.01 * random();
      const observedAt = new Date(clock() - 86_400_000 + round * 600_000).toISOString();
      const witnesses = ["a", "b", "c"].map((source) => ({ source, value }));
      lines.push(JSON.stringify({ metric: `m${i}`, source: "s", value, observedAt, witnesses }));
    }
  return `${lines.join("\n")}\n`;
}

// A trust lock is one for all metrics: which of two engages it hangs on the order between metrics, which shards do not keep.
const declared = JSON.stringify({
  max_auto_trust_locks_per_day: 0,
  metrics: { "m*": { target: 5, tolerance: 0.01 } },
});

async function submit(url: string, text: string): Promise<void> {
  await using shards = postgresShards({ url, origin });
  const rowsOf = rowsOfBatches({ sender: "test", clock });
  for await (const batch of decodeJsonl([Buffer.from(text)], { now: clock, source: "test" }))
    await shards.submit(rowsOf(batch));
}

/** A worker in this process, until it is told to stop. */
function worker(root: string) {
  const ending = new AbortController();
  let said = "";
  const stderr = (text: string): void => {
    said += text;
  };
  const ran = mvcrs(root, ["--json", "worker", "--log", "json"], {
    clock,
    stopSignal: () => ending.signal,
    stderr,
  });
  return {
    said: () => said,
    stop: async () => {
      ending.abort();
      return ran;
    },
  };
}

interface Logged {
  readonly id: string;
  readonly type: string;
  readonly [field: string]: unknown;
}
const allIn = (root: string): Logged[] =>
  readFileSync(join(root, "state", "challenge_events.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).event);
const eventsIn = (root: string) => allIn(root).filter(({ type }) => type.startsWith("challenge."));
const changesIn = (root: string) => allIn(root).filter(({ type }) => type === "config.changed");
/** Without what hangs on when it was judged. */
const sorted = (events: readonly Logged[]) =>
  events.map(({ ...event }) => ({ ...event, at: "" })).sort((a, b) => (a.id < b.id ? -1 : 1));

it("judges with two workers what one run judges, though shards are taken from them meanwhile", async () => {
  const url = await databases.create();
  const [alone, one, two] = [tempRoot(), tempRoot(), tempRoot()];
  const text = signals(1);
  await mvcrs(alone, ["init"]);
  writeFileSync(join(alone, "signals.jsonl"), text);
  for (const root of [one, two]) {
    const made = await mvcrs(root, ["--json", "init", "--store", url], { clock });
    expect(made.exitCode, made.stdout).toBe(0);
  }
  for (const root of [alone, one, two]) {
    writeFileSync(join(root, "state", "mvcrs_config.json"), declared);
  }
  expect((await mvcrs(alone, ["run", "--signals", "signals.jsonl"], { clock })).exitCode).toBe(0);

  const workers = [worker(one), worker(two)];
  const held = () =>
    asked(url, "select count(*)::int as n from mvcrs.shard where owner is not null group by owner");
  await until(held, (rows) => rows.length === 2 && rows.every(({ n }) => n === 128));
  await submit(url, text);
  // As if both had been silent for longer than their lease; each takes its share again, and what was not committed is judged again.
  await asked(url, "update mvcrs.shard set owner = null, epoch = epoch + 1 where id % 2 = 0");
  const waiting = () => asked(url, "select count(*)::int as n from mvcrs.signal");
  await until(waiting, ([row]) => row?.["n"] === 0);
  const ends = await Promise.all(workers.map(({ stop }) => stop()));
  for (const { exitCode, stdout } of ends) expect(exitCode, stdout).toBe(0);
  for (const { said } of workers) expect(said()).toContain("lost");

  for (const root of [one, two]) expect((await mvcrs(root, ["status"], { clock })).exitCode).not.toBe(2);
  expect(sorted(eventsIn(one))).toEqual(sorted(eventsIn(alone)));
  expect(readFileSync(join(two, "state", "challenge_events.jsonl"))).toEqual(
    readFileSync(join(one, "state", "challenge_events.jsonl")),
  );
  expect(eventsIn(one).length).toBeGreaterThan(10);
  const done = await asked(url, "select sum(done)::int as n, count(owner)::int as owners from mvcrs.shard");
  expect(done).toEqual([{ n: 500, owners: 0 }]);
});

it("is refused on a root whose log is in its file, and beside another that judges there", async () => {
  const root = tempRoot();
  await mvcrs(root, ["init"]);
  const here = await mvcrs(root, ["--json", "worker"]);
  expect([here.exitCode, here.json()["error"]]).toEqual([
    2,
    expect.objectContaining({ code: "LOG_NOT_SHARED" }),
  ]);
  const shared = tempRoot();
  const url = await databases.create();
  await mvcrs(shared, ["init", "--store", url], { clock });
  const { files, paths } = { files: nodeTextFiles, paths: artifactPaths(shared) };
  const store = postgresStore({ url, origin });
  // Another host has put another configuration in force.
  const hashes = { before: "0".repeat(64), after: "f".repeat(64), path: "state/mvcrs_config.json" };
  const id = "5f7b1c1e-52a4-4c0e-9d5e-0d7d3c1f3a11";
  const changed = {
    type: "config.changed",
    id,
    at: new Date(clock()).toISOString(),
    actor: "a",
    ...hashes,
  } as const;
  await record({ files, paths, clock, store }, () => [changed]);
  await store[Symbol.asyncDispose]();
  expect((await mvcrs(shared, ["--json", "doctor"], { clock })).json()).toMatchObject({
    findings: expect.arrayContaining([expect.objectContaining({ name: "configuration", status: "problem" })]),
  });
  const first = worker(shared);
  await until(
    async () => first.said(),
    (said) => said.includes("gained"),
  );
  const second = await mvcrs(shared, ["--json", "worker"], {
    clock,
    stopSignal: () => AbortSignal.timeout(1),
  });
  expect([second.exitCode, second.json()["error"]]).toEqual([
    3,
    expect.objectContaining({ code: "JUDGING_ELSEWHERE" }),
  ]);
  expect(first.said()).toContain(changed.at);
  expect((await first.stop()).exitCode).toBe(0);

  // A host whose configuration the log does not know yet puts it in force, once: else it and another would take turns for ever.
  const recorded = () => changesIn(shared).length;
  const started = async () => {
    const host = await service(shared, ["--without", "checkpoints,portal"], { clock });
    await until(
      () => host.readiness(),
      ({ parts }) =>
        parts.some(({ name, in_force_since: since }) => name === "config" && since !== undefined),
    );
    return host;
  };
  await (await started()).stop();
  const own = changesIn(shared).at(-1)?.["after"];
  expect([recorded(), own === hashes.after]).toEqual([2, false]);
  const there = postgresStore({ url, origin });
  const again = {
    ...changed,
    id: "5f7b1c1e-52a4-4c0e-9d5e-0d7d3c1f3a12",
    before: own,
    after: "e".repeat(64),
  };
  await record({ files, paths, clock, store: there }, () => [mvcrsEventSchema.parse(again)]);
  await there[Symbol.asyncDispose]();
  const host = await started();
  expect([recorded(), changesIn(shared).at(-1)?.["after"]]).toEqual([3, "e".repeat(64)]);
  const config = (await host.readiness()).parts.find(({ name }) => name === "config");
  expect(config).toMatchObject({ ok: false, problem: expect.stringContaining("another configuration") });
  // A person who asks for it is heard.
  host.hangup();
  await until(
    async () => recorded(),
    (n) => n === 4,
  );
  expect(changesIn(shared).at(-1)).toMatchObject({ before: "e".repeat(64), after: own });
});
