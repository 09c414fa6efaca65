import { createHash } from "node:crypto";
import { errorCode } from "@mvcrs/test-kit";
import { asked, type TestDatabases, testDatabases } from "@mvcrs/test-kit/postgres";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  type HeldShards,
  postgresShards,
  postgresStore,
  type ShardCommit,
  type ShardRow,
  shardOf,
} from "../src/index.ts";
import { madeLog } from "./support/made-log.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await testDatabases();
});
afterAll(() => databases[Symbol.asyncDispose]());

const row = (n: number, key: string, more: Partial<ShardRow> = {}): ShardRow => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
  ...{ key, kind: "s", sender: "test", body: JSON.stringify({ n }) },
  ...more,
});
const judged = (shard: number, numbers: readonly string[], more: Partial<ShardCommit> = {}): ShardCommit => ({
  ...{ shard, numbers, snapshot: `after ${numbers.length}`, parts: new Map(), told: [] },
  ...more,
});
/** So that no heartbeat comes between what a test does to a worker and what it asks then. */
const slow = { leaseMs: 60_000 };
/** As if a worker had been stopped for longer than its lease: only the server's clock is asked. */
const silence = (url: string, name: string) =>
  asked(
    url,
    `update mvcrs.worker set seen_until = clock_timestamp() - interval '1 ms' where name = '${name}'`,
  );
/** Commits in a transaction of its own. */
async function within(url: string, held: HeldShards, commits: readonly ShardCommit[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await held.commitWithin(client, commits);
  } finally {
    await client.end();
  }
}
const everything = (held: HeldShards) => held.take(held.shards, 100, []);

it("hashes a key as it always will", () => {
  for (const key of ["a", "arena.stake", "é"])
    expect(shardOf(key)).toBe(createHash("sha256").update(key, "utf8").digest()[0]);
  expect([shardOf("a"), shardOf("arena.stake")]).toEqual([0xca, 0x58]);
});

it("takes each row once, in its order, and remembers what must not count twice", async () => {
  const options = await madeLog(await databases.create());
  await using shards = postgresShards(options);
  const rows = [row(1, "a"), row(2, "b", { once: true }), row(3, "a"), row(4, "a", { body: "é".repeat(9) })];
  expect(await shards.submit(rows)).toEqual({ accepted: 4, known: 0 });
  expect(await shards.submit([...rows, row(5, "a")])).toEqual({ accepted: 1, known: 4 });
  expect(await shards.waiting()).toBe(5);
  const held = shards.hold();
  expect(await held.balance()).toMatchObject({ lost: [], surplus: 0, workers: 1 });
  expect(held.shards).toHaveLength(256);
  const batches = await everything(held);
  expect(batches.map(({ shard, kinds, bodies }) => [shard, kinds, bodies])).toEqual([
    [shardOf("b"), "s", '{"n":2}'],
    [shardOf("a"), "ssss", ['{"n":1}', '{"n":3}', "ééééééééé", '{"n":5}'].join("\n")],
  ]);
  const [ofB, ofA] = batches;
  // What is taken and not committed yet is not given out again; what comes beside it is, whatever its number.
  await shards.submit([row(6, "a")]);
  const more = await held.take(
    held.shards,
    100,
    batches.flatMap(({ numbers }) => numbers),
  );
  expect(more.map(({ bodies }) => bodies)).toEqual(['{"n":6}']);
  expect(await held.take([shardOf("a")], 2, [])).toMatchObject([{ kinds: "ss" }]);
  await held.commit([judged(shardOf("a"), ofA?.numbers ?? []), judged(shardOf("b"), ofB?.numbers ?? [])]);
  expect(await shards.waiting()).toBe(1);
  // Row 1 was judged and is taken again: whoever judges it knows it by its content. Row 2 would count twice.
  expect(await shards.submit([row(1, "a"), row(2, "b", { once: true })])).toEqual({ accepted: 1, known: 1 });
  await held.leave();
});

it("marks a row that came again while it was being taken", async () => {
  const options = await madeLog(await databases.create());
  await using shards = postgresShards(options);
  const held = shards.hold();
  await held.balance();
  await asked(options.url, `insert into mvcrs.signal_once (id) values ('${row(1, "a").id}')`);
  await asked(
    options.url,
    `insert into mvcrs.signal (id, shard, kind, once, sender, body) values ('${row(1, "a").id}', 7, 'p', true, 'x', '{}')`,
  );
  expect(await everything(held)).toMatchObject([{ shard: 7, kinds: "-" }]);
  await held.leave();
});

it("refuses what is no row, and takes nothing of the same call", async () => {
  const options = await madeLog(await databases.create());
  await using shards = postgresShards(options);
  const bad = (more: Partial<ShardRow>) => errorCode(() => shards.submit([row(1, "a"), row(2, "a", more)]));
  expect(await bad({ body: "{\n}" })).toBe("ROW_UNSUITABLE");
  expect(await bad({ body: "\0" })).toBe("ROW_UNSUITABLE");
  expect(await bad({ kind: "-" })).toBe("ROW_UNSUITABLE");
  expect(await bad({ id: "7" })).toBe("INBOX_ID");
  expect(await shards.waiting()).toBe(0);
});

it("keeps what was committed for the next worker: snapshot, parts, and what other shards are told", async () => {
  const options = await madeLog(await databases.create());
  await using shards = postgresShards(options);
  const first = shards.hold();
  await first.balance();
  await shards.submit([row(1, "a")]);
  const [batch] = await everything(first);
  const told = [row(9, "b", { kind: "u", body: "told", once: true })];
  const parts = new Map([
    ["x", "1"],
    ["y é", "{2}"],
  ]);
  expect(await first.commit([judged(shardOf("a"), batch?.numbers ?? [], { parts, told })])).toEqual([]);
  expect(await first.commit([judged(shardOf("a"), [], { parts: new Map([["x", "3"]]), told })])).toEqual([]);
  await first.leave();
  const second = shards.hold();
  await second.balance();
  expect(await second.load([shardOf("a"), 0])).toEqual([
    { shard: 0, snapshot: null, parts: new Map() },
    {
      ...{ shard: shardOf("a"), snapshot: "after 0" },
      parts: new Map([
        ["x", "3"],
        ["y é", "{2}"],
      ]),
    },
  ]);
  expect(await everything(second)).toMatchObject([{ shard: shardOf("b"), kinds: "u", bodies: "told" }]);
  expect(await asked(options.url, "select done::int, commits::int from mvcrs.shard where done > 0")).toEqual([
    { done: 1, commits: 2 },
  ]);
  await second.leave();
});

it("puts a row aside that judging fails at: not judged, not forgotten, and judged again when a person says so", async () => {
  const options = await madeLog(await databases.create());
  await using shards = postgresShards(options);
  await using store = postgresStore(options);
  await shards.submit([row(1, "a"), row(2, "a")]);
  const held = shards.hold();
  await held.balance();
  const [batch] = await everything(held);
  const [first = "", second = ""] = batch?.numbers ?? [];
  const shard = shardOf("a");
  expect(await held.setAside(shard, first, "nobody foresaw\0this")).toBe(true);
  expect((await everything(held))[0]?.numbers).toEqual([second]);
  const { id } = row(1, "a");
  expect(await store.aside.list()).toEqual([
    expect.objectContaining({ id, shard, kind: "s", sender: "test", problem: "nobody foresawthis" }),
  ]);
  // Whoever asks is not told that it was judged.
  expect(await shards.waitingOf([id])).toBe(1);
  expect(await store.aside.retry([id])).toBe(1);
  expect([await store.aside.count(), await shards.waiting()]).toEqual([0, 2]);
  const again = (await everything(held))[0]?.numbers.at(-1) ?? "";
  await held.setAside(shard, again, "still");
  expect(await store.aside.drop([id], { actor: "me", reason: "r" })).toBe(1);
  expect([await store.aside.count(), await shards.waitingOf([id])]).toEqual([0, 0]);
  expect(await asked(options.url, "select dropped_by, dropped_why from mvcrs.signal_aside")).toEqual([
    { dropped_by: "me", dropped_why: "r" },
  ]);
  // Where too many stand there, the program is at fault and not the row; of what another holds, nothing is moved.
  await asked(
    options.url,
    "insert into mvcrs.signal_aside select gen_random_uuid(), 0, 's', false, 's', now(), '{}', 'p' from generate_series(1, 1000)",
  );
  expect(await held.setAside(shard, second, "one too many")).toBe(false);
  await asked(options.url, "delete from mvcrs.signal_aside");
  await asked(options.url, "update mvcrs.shard set epoch = epoch + 1");
  expect(await held.setAside(shard, second, "too late")).toBe(true);
  expect([await store.aside.count(), await shards.waiting()]).toEqual([0, 1]);
  await held.leave();
});

it("lets nobody commit a shard that was taken over, however long it was silent", async () => {
  const options = await madeLog(await databases.create());
  await using one = postgresShards({ ...options, ...slow, holder: "one" });
  await using two = postgresShards({ ...options, ...slow, holder: "two" });
  const paused = one.hold();
  await paused.balance();
  await one.submit([row(1, "a"), row(2, "b")]);
  const batches = await everything(paused);
  const commits = batches.map(({ shard, numbers }) => judged(shard, numbers, { told: [row(9, "z")] }));
  await silence(options.url, "one");
  const next = two.hold();
  expect((await next.balance()).gained).toHaveLength(256);
  // The same question in a transaction of somebody else: all or nothing.
  expect(await errorCode(() => within(options.url, paused, commits))).toBe("SHARD_LOST");
  expect(await paused.commit(commits)).toEqual([shardOf("b"), shardOf("a")]);
  expect(await two.waiting()).toBe(2);
  // It finds out, and takes its share again once there is one.
  expect((await paused.balance()).lost).toHaveLength(254);
  expect(paused.shards).toEqual([]);
  const again = await everything(next);
  expect(again.map(({ bodies }) => bodies)).toEqual(['{"n":2}', '{"n":1}']);
  expect(await next.commit(again.map(({ shard, numbers }) => judged(shard, numbers)))).toEqual([]);
  await paused.leave();
  await next.leave();
});

it("commits once where the answer was lost and the same is sent again", async () => {
  const options = await madeLog(await databases.create());
  await using shards = postgresShards(options);
  const held = shards.hold();
  await held.balance();
  await shards.submit([row(1, "a")]);
  const [batch] = await everything(held);
  const commit = judged(shardOf("a"), batch?.numbers ?? []);
  // It was committed, and whoever did so does not know.
  await within(options.url, held, [commit]);
  expect(await held.commit([commit])).toEqual([]);
  expect(await held.commit([judged(shardOf("a"), [])])).toEqual([]);
  expect(await asked(options.url, "select done::int, commits::int from mvcrs.shard where done > 0")).toEqual([
    { done: 1, commits: 2 },
  ]);
  await held.leave();
});

it("shares the shards evenly: a worker that comes, one that goes, one that dies", async () => {
  const options = await madeLog(await databases.create());
  const workers = ["one", "two", "three"].map((holder) => postgresShards({ ...options, ...slow, holder }));
  const [one, two, three] = workers.map((shards) => shards.hold()) as [HeldShards, HeldShards, HeldShards];
  /** What a worker does every 200 ms. */
  const look = async (held: HeldShards): Promise<number> => {
    const { surplus } = await held.balance();
    await held.giveBack(held.shards.slice(held.shards.length - surplus));
    return held.shards.length;
  };
  expect([await look(one), await look(two)]).toEqual([256, 0]);
  expect([await look(one), await look(two)]).toEqual([128, 128]);
  expect([await look(three), await look(one), await look(two), await look(three)]).toEqual([0, 86, 86, 84]);
  expect(new Set([...one.shards, ...two.shards, ...three.shards]).size).toBe(256);
  await three.leave();
  expect([await look(one), await look(two)]).toEqual([128, 128]);
  await silence(options.url, "one");
  expect(await look(two)).toBe(256);
  // Ten minutes ahead, as the clock of another server left it before a failover.
  await asked(
    options.url,
    "update mvcrs.worker set seen_until = clock_timestamp() + interval '10 minutes' where name = 'two'",
  );
  expect(await look(one)).toBe(256);
  expect([await look(two), await look(one), await look(two)]).toEqual([0, 128, 128]);
  await Promise.all([one.leave(), two.leave()]);
  for (const shards of workers) await shards[Symbol.asyncDispose]();
});

it("never gives one shard to two workers that look at the same time", async () => {
  const options = await madeLog(await databases.create());
  const workers = Array.from({ length: 4 }, () => postgresShards(options));
  const all = workers.map((shards) => shards.hold());
  await Promise.all(all.map((held) => held.balance()));
  // What was taken by one before the others were known to it is given back, and nobody takes what is held.
  for (let round = 0; round < 3; round++)
    await Promise.all(
      all.map(async (held) => {
        const { surplus } = await held.balance();
        await held.giveBack(held.shards.slice(held.shards.length - surplus));
      }),
    );
  expect(all.flatMap(({ shards }) => shards).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 256 }, (_, i) => i),
  );
  expect(all.map(({ shards }) => shards.length)).toEqual([64, 64, 64, 64]);
  await Promise.all(all.map((held) => held.leave()));
  for (const shards of workers) await shards[Symbol.asyncDispose]();
});
