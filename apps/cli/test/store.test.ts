import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { postgresShards } from "@mvcrs/chain-postgres";
import { artifactPaths, assertRoot, record } from "@mvcrs/escalation";
import { nodeTextFiles } from "@mvcrs/files";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { asked, type PostgresServer, startPostgres } from "@mvcrs/test-kit/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { mvcrs } from "./support/cli.ts";
import { until } from "./support/service.ts";
import { at, by, log, ok, refusal, twoHosts } from "./support/two-hosts.ts";

const example = fileURLToPath(new URL("../../../examples/governance-signals.jsonl", import.meta.url));

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server[Symbol.asyncDispose]());

it("keeps one log for several hosts: what is recorded on one holds on all", async () => {
  const { one, two, url, before } = await twoHosts(server.url());
  await ok(one, "trust-lock", "status", "--assert-unlocked");
  const made = ["challenge_summary.json", "trust_lock.json"].map((name) => join(one, "state", name));
  const unlocked = made.map((path) => readFileSync(path, "utf8"));
  await ok(two, "trust-lock", "engage", ...by);
  expect((await at(one, "trust-lock", "status", "--assert-unlocked")).exitCode).toBe(3);
  // Killed after it had fetched the lock and before it had said so: the next one says it.
  for (const [i, path] of made.entries()) writeFileSync(path, unlocked[i] ?? "");
  await ok(one, "status");
  expect(readFileSync(join(one, "state", "trust_lock.json"), "utf8")).toContain('"locked": true');
  expect((await ok(one, "trust-lock", "engage", ...by)).json()).toMatchObject({ already: true });
  expect((await ok(two, "doctor")).json()).toMatchObject({
    findings: expect.arrayContaining([expect.objectContaining({ name: "database", status: "ok" })]),
  });
  // Both at once: each has its turn.
  await Promise.all([
    ok(one, "metrics", "mute", "c.d", "--until", "2h", "--owner", "me", ...by),
    ok(two, "metrics", "mute", "e.f", "--until", "2h", "--owner", "me", ...by),
  ]);
  await Promise.all([ok(one, "status"), ok(two, "status")]);
  expect(log(one)).toBe(log(two));
  expect(log(one).startsWith(before)).toBe(true);
  for (const root of [one, two]) await ok(root, "rebuild", "--check");
  expect((await ok(two, "chain", "verify")).json()).toMatchObject({ ok: true });
  // What one host has signed, the others have, where they know whose signature that has to be.
  await ok(one, "chain", "keygen");
  await ok(one, "chain", "checkpoint");
  await ok(two, "status");
  expect(existsSync(join(two, "state", "challenge_events.checkpoint"))).toBe(false);
  copyFileSync(join(one, "state", "log.key.pub"), join(two, "state", "log.key.pub"));
  expect((await ok(two, "status")).json()).toMatchObject({ lock: { known: true }, checkpoint: { size: 4 } });
  await asked(url, "update mvcrs.checkpoint set size = size + 1, note = replace(note, '4', '5')");
  expect((await ok(two, "status")).json()).toMatchObject({ lock: { known: true }, checkpoint: { size: 4 } });
  // A program that knows of no database takes the copy for nothing else.
  const paths = artifactPaths(two);
  const alone = { paths, files: nodeTextFiles, clock: Date.now };
  expect(await errorCode(() => record(alone, () => []))).toBe("ROOT_LOG_ELSEWHERE");
  expect(await errorCode(() => assertRoot(alone))).toBe("ROOT_LOG_ELSEWHERE");
  // What is made of a copy is what it is made of the log.
  await ok(two, "rebuild", "--check");
  // A copy that was cut off is said to be damaged; one that is gone is fetched again.
  writeFileSync(join(two, "state", "challenge_events.jsonl"), log(two).slice(0, -20));
  expect(await refusal(two, "status")).toMatchObject({ code: "COPY_DAMAGED" });
  rmSync(join(two, "state", "challenge_events.jsonl"));
  rmSync(join(two, "state", "challenges_chain_meta.json"));
  await ok(two, "status");
  expect(log(two)).toBe(log(one));
});

it("answers nothing that permits something, and records nothing, while the database is away", async () => {
  const { one, url } = await twoHosts(server.url());
  await ok(one, "trust-lock", "status", "--assert-unlocked");
  const stored = join(one, "state", "store.json");
  const there = readFileSync(stored, "utf8");
  writeFileSync(stored, there.replace(/:\d+\//, ":1/"));
  const shown = await at(one, "status");
  expect(shown.stderr).toContain("may lack what is new");
  expect((await at(one, "doctor")).json()).toMatchObject({
    findings: expect.arrayContaining([expect.objectContaining({ name: "database", status: "problem" })]),
  });
  expect(shown.json()).toMatchObject({ ok: false, lock: { known: false }, log: { count: 1 } });
  // The page says so too, and that nothing on it permits anything.
  const page = await ok(one, "portal", "build", "--out", join(tempRoot(), "www"));
  expect(page.json()).toMatchObject({ contradictions: [expect.stringContaining("may be missing here")] });
  const locked = await at(one, "trust-lock", "status", "--assert-unlocked");
  expect([locked.exitCode === 0, locked.json()]).toEqual([false, expect.objectContaining({ ok: false })]);
  expect(await refusal(one, "trust-lock", "engage", ...by)).toMatchObject({ code: "STORE_UNREACHABLE" });

  // A program reads no notes: the document says of what it is.
  for (const check of [
    ["chain", "verify"],
    ["rebuild", "--check"],
  ])
    expect((await ok(one, ...check)).json()).toMatchObject({
      doubt: expect.stringContaining("may be missing"),
    });

  // Nor is it said that all is well.
  for (const check of [
    ["fix-branch", "check"],
    ["telemetry", "check"],
  ])
    expect(await refusal(one, ...check)).toMatchObject({ code: "STORE_UNREACHABLE" });

  // Nor where nobody can tell any more where the log is.
  writeFileSync(stored, "{");
  expect(await refusal(one, "status")).toMatchObject({ code: "ROOT_STORE_UNREADABLE" });
  // A copy does not become the log by losing what says where that is.
  rmSync(stored);
  const paths = artifactPaths(one);
  for (const [code, ...argv] of [
    ["ROOT_STORE_MISSING", "trust-lock", "status", "--assert-unlocked"],
    ["ROOT_STORE_MISSING", "trust-lock", "engage", ...by],
    ["ROOT_STORE_MISSING", "status"],
  ])
    expect(await refusal(one, ...argv)).toMatchObject({ code });
  expect(await errorCode(() => assertRoot({ paths, files: nodeTextFiles }))).toBe("ROOT_STORE_MISSING");
  expect((await at(one, "doctor")).json()).toMatchObject({
    findings: expect.arrayContaining([expect.objectContaining({ name: "database", status: "problem" })]),
  });
  expect(await refusal(one, "init")).toMatchObject({ code: "ROOT_STORE_MISSING" });
  await ok(one, "init", "--store", url);
  await ok(one, "trust-lock", "status", "--assert-unlocked");
  await ok(one, "trust-lock", "engage", ...by);
});

it("brings old tables up with init, and refuses to work on them before", async () => {
  const { one, url } = await twoHosts(server.url());
  await asked(
    url,
    "drop table mvcrs.signal_aside, mvcrs.lease, mvcrs.checkpoint; alter table mvcrs.head drop column moved_to",
  );
  await asked(url, "delete from mvcrs.schema_version where version >= 4");
  expect(await refusal(one, "trust-lock", "engage", ...by)).toMatchObject({ code: "STORE_SCHEMA_OLD" });
  await ok(one, "init", "--store", url);
  await ok(one, "trust-lock", "engage", ...by);
});

it("goes on judging while a password or a privilege is being changed, and does not start with it", async () => {
  await asked(server.url(), "drop schema if exists mvcrs cascade");
  await asked(server.url(), "create role app login superuser");
  const root = tempRoot();
  await ok(root, "init", "--store", server.url(undefined, "app"));
  const ending = new AbortController();
  let said = "";
  const stderr = (text: string): void => {
    said += text;
  };
  const ran = mvcrs(root, ["worker"], { stopSignal: () => ending.signal, stderr });
  await using shards = postgresShards({ url: server.url(), origin: "mvcrs.local/log" });
  const judged = async (id: string) => {
    await shards.submit([{ id, key: "m", kind: "c", sender: "s", body: "{}" }]);
    await until(
      () => shards.waiting(),
      (waiting) => waiting === 0,
    );
  };
  await judged("5f7b1c1e-52a4-5c0e-9d5e-0d7d3c1f3a11");
  await asked(server.url(), "alter role app nologin");
  await asked(server.url(), "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'app'");
  await until(async () => said.includes("admits no such connection"), Boolean);
  expect(await refusal(root, "worker")).toMatchObject({ code: "STORE_NOT_ADMITTED" });
  await asked(server.url(), "alter role app login");
  await judged("5f7b1c1e-52a4-5c0e-9d5e-0d7d3c1f3a12");
  ending.abort();
  expect((await ran).exitCode, said).toBe(0);
  // Tried five times a second, and said once.
  expect(said.split("admits no such connection")).toHaveLength(2);
});

it("backs the copy up, and moves a restored one into another database", async () => {
  const { one, two, url } = await twoHosts(server.url());
  const [copy, restored] = [join(tempRoot(), "copy"), join(tempRoot(), "root")];
  await ok(one, "backup", copy);
  await ok(restored, "restore", copy);
  // A database that has the log is not lost.
  const gone = ["chain", "migrate", "--to", "file", "--database-is-gone"];
  expect(await refusal(restored, ...gone)).toMatchObject({ code: "USAGE" });
  await asked(url, "drop schema mvcrs cascade");
  // It is a host of the same database, until a person says that there is none any more.
  expect(await refusal(restored, "trust-lock", "engage", ...by)).toMatchObject({ code: "STORE_NOT_SET_UP" });
  // The last copy can be backed up, and says what it may lack.
  const again = await ok(restored, "backup", join(tempRoot(), "again"));
  expect(again.json()).toMatchObject({ findings: 0, doubt: expect.stringContaining("may be missing") });
  await ok(restored, ...gone);
  await ok(restored, "chain", "migrate", "--to", url);
  await ok(restored, "trust-lock", "engage", ...by);
  await ok(two, "chain", "verify");
  expect(log(two)).toBe(log(restored));
});

it("refuses a database of another log, and one that was set back", async () => {
  const { one, url } = await twoHosts(server.url());
  await asked(url, "update mvcrs.head set log = 'another.example/log'");
  expect(await refusal(one, "status")).toMatchObject({ code: "STORE_OTHER_LOG" });
  await asked(url, "update mvcrs.head set log = 'mvcrs.local/log'");
  await ok(one, "status");
  // Restored from before the root was there: less than what this copy holds.
  await asked(url, "drop schema mvcrs cascade");
  const other = tempRoot();
  await ok(other, "init", "--store", url);
  await ok(other, "metrics", "mute", "z", "--until", "2h", "--owner", "me", ...by);
  expect(await refusal(one, "status")).toMatchObject({ code: "COPY_DIVERGES" });
  expect(await refusal(one, "trust-lock", "engage", ...by)).toMatchObject({ code: "COPY_DIVERGES" });
  // Whoever is refused leaves no connection open, which would keep the program from ending.
  const left = "select count(*)::int as open from pg_stat_activity where application_name = 'mvcrs'";
  expect(await asked(url, left)).toEqual([{ open: 0 }]);
});

const remembered = (root: string) => {
  const saved = savedSchema.parse(
    JSON.parse(readFileSync(join(root, "state", "verifier_state.json"), "utf8")),
  );
  const sorted = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).sort();
  return {
    series: sorted(saved.series),
    panel: { ...saved.panel, series: sorted(saved.panel.series) },
    tracker: { runs: sorted(saved.tracker.runs), joined: sorted(saved.tracker.joined) },
  };
};
const list = z.array(z.unknown());
const savedSchema = z.object({
  series: list,
  panel: z.looseObject({ series: list }),
  tracker: z.object({ runs: list, joined: list }),
});

it("makes no root that would record by itself where the database cannot be joined", async () => {
  const root = tempRoot();
  for (const url of ["postgres://127.0.0.1:1/log", "postgres://u:secret@127.0.0.1:1/log"]) {
    expect((await at(root, "init", "--store", url)).exitCode).not.toBe(0);
    expect(existsSync(join(root, "state"))).toBe(false);
  }
  // Killed after it was bound and before it was made: the same command goes on, and until then nothing is taken.
  await asked(server.url(), "drop schema if exists mvcrs cascade");
  mkdirSync(join(root, "state"));
  const store = { version: 1, url: "postgres://127.0.0.1:1/log", origin: "mvcrs.local/log" };
  writeFileSync(join(root, "state", "store.json"), JSON.stringify(store));
  expect(await refusal(root, "trust-lock", "engage", ...by)).toMatchObject({ code: "STORE_UNREACHABLE" });
  await ok(root, "init", "--store", server.url());
  await ok(root, "trust-lock", "engage", ...by);
});

it("moves no log that does not verify", async () => {
  const root = tempRoot();
  await ok(root, "init");
  for (const metric of ["a", "b", "c"])
    await ok(root, "metrics", "mute", metric, "--until", "2h", "--owner", "me", ...by);
  const path = join(root, "state", "challenge_events.jsonl");
  writeFileSync(path, log(root).replace('"metric":"b"', '"metric":"B"'));
  await asked(server.url(), "drop schema if exists mvcrs cascade");
  expect(await refusal(root, "chain", "migrate", "--to", server.url())).toMatchObject({
    code: "LOG_UNSOUND",
  });
  expect(existsSync(join(root, "state", "store.json"))).toBe(false);
  expect(await asked(server.url(), "select to_regclass('mvcrs.head') as there")).toEqual([{ there: null }]);
});

describe("moving back", () => {
  it("takes along what the verifiers remember, there and back, and nothing while workers judge", async () => {
    await asked(server.url(), "drop schema if exists mvcrs cascade");
    const root = tempRoot();
    await ok(root, "init");
    await at(root, "run", "--signals", example);
    const before = remembered(root);
    expect(before.panel.series.length).toBeGreaterThan(0);
    await ok(root, "chain", "migrate", "--to", server.url());
    expect(await refusal(root, "run", "--signals", example)).toMatchObject({ code: "JUDGED_BY_WORKERS" });
    rmSync(join(root, "state", "verifier_state.json"));
    const worker = postgresShards({ url: server.url(), origin: "mvcrs.local/log" });
    const held = worker.hold();
    await held.balance();
    expect(await refusal(root, "chain", "migrate", "--to", "file")).toMatchObject({ code: "WORKERS_RUN" });
    await held.leave();
    const row = { id: "5f7b1c1e-52a4-5c0e-9d5e-0d7d3c1f3a11", key: "m", kind: "c", sender: "s", body: "{}" };
    await worker.submit([row]);
    expect(await refusal(root, "chain", "migrate", "--to", "file")).toMatchObject({ code: "SIGNALS_WAIT" });
    await asked(
      server.url(),
      `with gone as (delete from mvcrs.signal returning *)
       insert into mvcrs.signal_aside select id, shard, kind, once, sender, arrived, body, 'TypeError' from gone`,
    );
    // Fail closed: a signal that nobody judged is seen wherever somebody looks.
    expect(await refusal(root, "chain", "migrate", "--to", "file")).toMatchObject({ code: "SIGNALS_ASIDE" });
    expect((await at(root, "status")).json()).toMatchObject({ ok: false, aside: 1 });
    expect((await at(root, "doctor")).json()).toMatchObject({
      ok: false,
      findings: expect.arrayContaining([expect.objectContaining({ name: "signals", status: "problem" })]),
    });
    expect((await ok(root, "aside", "list")).json()).toMatchObject({ total: 1, signals: [{ id: row.id }] });
    expect(await refusal(root, "aside", "retry", "0")).toMatchObject({ code: "ASIDE_UNKNOWN" });
    const other = "5f7b1c1e-52a4-5c0e-9d5e-0d7d3c1f3a12";
    await asked(
      server.url(),
      `insert into mvcrs.signal_aside select '${other}', shard, kind, once, sender, arrived, body, problem from mvcrs.signal_aside`,
    );
    expect(await refusal(root, "aside", "retry", "5f7b")).toMatchObject({ code: "ASIDE_AMBIGUOUS" });
    await ok(root, "aside", "drop", other, ...by);
    await ok(root, "aside", "retry", row.id);
    expect(await worker.waiting()).toBe(1);
    await asked(server.url(), "delete from mvcrs.signal");
    await worker[Symbol.asyncDispose]();
    await ok(root, "chain", "migrate", "--to", "file");
    expect(remembered(root)).toEqual(before);
    // And judging goes on from there: all of it was judged.
    expect((await at(root, "run", "--signals", example)).json()).toMatchObject({ judged: 0 });
  });

  it("goes on in the file, and tells every other host", async () => {
    const { one, two } = await twoHosts(server.url());
    expect(
      await refusal(two, "metrics", "mute", "g.h", "--until", "2h", "--owner", "me", "--private", ...by),
    ).toMatchObject({
      code: "VAULT_NOT_SHARED",
    });
    await ok(two, "metrics", "mute", "g.h", "--until", "2h", "--owner", "me", ...by);
    await ok(one, "chain", "migrate", "--to", "file");
    expect(existsSync(join(one, "state", "store.json"))).toBe(false);
    expect(log(one)).toBe(log(two));
    await ok(one, "trust-lock", "engage", ...by);
    expect(await refusal(two, "trust-lock", "engage", ...by)).toMatchObject({ code: "STORE_MOVED" });
    expect((await at(two, "trust-lock", "status", "--assert-unlocked")).exitCode).not.toBe(0);
  });

  it("goes on where it was killed before the root knew", async () => {
    const { one } = await twoHosts(server.url());
    const stored = join(one, "state", "store.json");
    const there = readFileSync(stored);
    const copied = join(tempRoot(), "copied");
    cpSync(one, copied, { recursive: true });
    await ok(one, "chain", "migrate", "--to", "file");
    // A copy of the root is not where the log went, though it has the same mark.
    expect(await refusal(copied, "chain", "migrate", "--to", "file")).toMatchObject({ code: "STORE_MOVED" });
    expect(await refusal(copied, "trust-lock", "engage", ...by)).toMatchObject({ code: "STORE_MOVED" });
    writeFileSync(stored, there);
    expect(await refusal(one, "trust-lock", "engage", ...by)).toMatchObject({ code: "STORE_MOVED" });
    await ok(one, "chain", "migrate", "--to", "file");
    await ok(one, "trust-lock", "engage", ...by);
  });
});
