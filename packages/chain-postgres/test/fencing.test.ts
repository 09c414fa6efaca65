import { chainErrors } from "@mvcrs/chain";
import { verifyInclusion } from "@mvcrs/chain/merkle";
import { verifyLogStream } from "@mvcrs/chain/verify";
import { errorCode } from "@mvcrs/test-kit";
import { asked, type TestDatabases, testDatabases } from "@mvcrs/test-kit/postgres";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { postgresLeases, postgresStore } from "../src/index.ts";
import { cutProxy } from "./support/cut-proxy.ts";
import { linesOf } from "./support/lines-of.ts";
import { madeLog, numbered } from "./support/made-log.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await testDatabases();
});
afterAll(() => databases[Symbol.asyncDispose]());

const hashOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));

it("lets nobody write who was taken over, however long it was silent", async () => {
  const options = await madeLog(await databases.create());
  await using first = postgresStore(options);
  await using second = postgresStore(options);
  const paused = await first.open<{ n: number }>();
  await paused.appendAll(numbered(0, 3));
  expect(await errorCode(() => second.open())).toBe("LOG_HELD");
  // As if it had been stopped for longer than its lease: only the server's clock is asked.
  await asked(options.url, "update mvcrs.head set lease_until = clock_timestamp() - interval '1 second'");
  const next = await second.open<{ n: number }>();
  await next.append({ n: 3 });
  expect(await errorCode(() => paused.append({ n: 99 }))).toBe("LOG_TAKEN_OVER");
  expect(await errorCode(() => paused.append({ n: 99 }))).toBe("LOG_FAILED");
  await paused.close();
  // What it gave back was not its own any more.
  await next.append({ n: 4 });
  const events = [];
  for await (const { event } of next.entries()) events.push(event);
  expect(events).toEqual(numbered(0, 5));
  await next.close();
});

it("takes over a lease that the clock of another server gave, ten minutes ahead", async () => {
  const options = await madeLog(await databases.create());
  await using store = postgresStore(options);
  const log = await store.open();
  await asked(options.url, "update mvcrs.head set lease_until = clock_timestamp() + interval '10 minutes'");
  await using other = postgresStore(options);
  await (await other.open()).close();
  expect(await errorCode(() => log.append({}))).toBe("LOG_TAKEN_OVER");
  await log.close();
});

it.each(["answer", "question"] as const)("appends once where the %s is lost on the way", async (what) => {
  const url = await databases.create();
  await using proxy = await cutProxy(url);
  await madeLog(url);
  await using store = postgresStore({ url: proxy.url, origin: "log.example/test" });
  await using log = await store.open<{ n: number }>();
  await log.append({ n: 0 });
  if (what === "answer") proxy.loseNextAnswer();
  else proxy.loseNextQuestion();
  expect((await log.appendAll(numbered(1, 10))).last).toBe(9);
  expect((await log.append({ n: 10 })).seq).toBe(10);
  const report = await verifyLogStream(linesOf(log));
  expect(report).toMatchObject({ ok: true, count: 11, rootHash: log.head().rootHash });
  expect(
    await asked(url, "select sum(next - first)::int as n, max(next)::int as next from mvcrs.page"),
  ).toEqual([{ n: 11, next: 11 }]);
});

it("does not say that it knows where the server stays away", async () => {
  const url = await databases.create();
  await using proxy = await cutProxy(url);
  await madeLog(url);
  let now = 0;
  const wait = async (milliseconds: number): Promise<void> => {
    now += milliseconds;
  };
  await using store = postgresStore({
    ...{ url: proxy.url, origin: "log.example/test", clock: () => now, wait },
  });
  const log = await store.open<{ n: number }>();
  proxy.open = false;
  proxy.loseNextAnswer();
  expect(await errorCode(() => log.append({ n: 0 }))).toBe("APPEND_UNKNOWN");
  expect(await errorCode(() => log.append({ n: 1 }))).toBe("LOG_FAILED");
  proxy.open = true;
  await log.close();
  await using reader = await store.read();
  expect((await reader.head()).count).toBe(1);
});

it("does not go on where the server has lost what was acknowledged", async () => {
  const url = await databases.create();
  await using proxy = await cutProxy(url);
  await madeLog(url);
  await using store = postgresStore({ url: proxy.url, origin: "log.example/test" });
  const log = await store.open<{ n: number }>();
  await log.append({ n: 0 });
  await asked(url, "create table kept as select * from mvcrs.head");
  await log.append({ n: 1 });
  // As a standby does that was behind when it was promoted.
  await asked(
    url,
    "delete from mvcrs.page where first = 1; update mvcrs.head set next = 1, frontier = kept.frontier from kept",
  );
  proxy.loseNextQuestion();
  const failed = log.append({ n: 2 });
  await expect(failed).rejects.toMatchObject({ code: "STORE_ENTRIES_LOST", details: { count: 1, known: 2 } });
  expect(await errorCode(() => log.append({ n: 3 }))).toBe("LOG_FAILED");
  await log.close();
});

it("finds a transaction that lost against another, and appends all the same", async () => {
  const options = await madeLog(await databases.create());
  await using store = postgresStore(options);
  await using log = await store.open<{ n: number }>();
  // Refused twice, as a server does under `serializable`, or in a deadlock.
  await asked(
    options.url,
    `create sequence tries;
     create function lose() returns trigger language plpgsql as $$ begin
       if nextval('tries') < 3 then raise exception using errcode = '40001'; end if; return new;
     end $$;
     create trigger lose before insert on mvcrs.page for each row execute function lose()`,
  );
  expect((await log.append({ n: 0 })).seq).toBe(0);
});

it("takes a batch back that the server has no room for, and goes on once it has", async () => {
  const options = await madeLog(await databases.create());
  await using store = postgresStore(options);
  await using log = await store.open<{ n: number }>();
  await log.append({ n: 0 });
  await asked(
    options.url,
    `create function full_disk() returns trigger language plpgsql as $$ begin
       raise exception using errcode = '53100', message = 'could not extend file';
     end $$;
     create trigger full_disk before insert on mvcrs.page for each row execute function full_disk()`,
  );
  const refused = await log.append({ n: 1 }).catch((thrown: unknown) => thrown);
  expect(refused).toMatchObject({ code: "APPEND_FAILED", cause: { code: "STORE_DISK_FULL" } });
  await asked(options.url, "drop trigger full_disk on mvcrs.page");
  for (const [state, code] of [
    ["40P01", "STORE_BUSY"],
    ["XX000", "STORE_FAILED"],
  ]) {
    await asked(
      options.url,
      `create or replace function fails() returns trigger language plpgsql as $$ begin
         raise exception using errcode = '${state}'; end $$;
       create trigger fails before insert on mvcrs.page for each row execute function fails()`,
    );
    const failed = log.append({ n: 1 });
    await expect(failed).rejects.toMatchObject({ code: "APPEND_FAILED", cause: { code } });
    await asked(options.url, "drop trigger fails on mvcrs.page");
  }
  expect((await log.append({ n: 1 })).seq).toBe(1);
});

it("proves from the stored hashes alone, and from the lines where those are damaged", async () => {
  const options = await madeLog(await databases.create());
  await using store = postgresStore(options);
  await using log = await store.open<{ n: number }>();
  for (const [from, to] of [
    [0, 3],
    [3, 4],
    [4, 20],
  ] as const)
    await log.appendAll(numbered(from, to));
  const proof = await log.proveInclusion(3);
  // Only the line of the entry itself is there: whatever else was asked would be missed.
  await asked(
    options.url,
    "create table kept as select * from mvcrs.page; update mvcrs.page set lines = '' where first <> 3",
  );
  expect(await log.proveInclusion(3)).toEqual(proof);
  await asked(
    options.url,
    "update mvcrs.page set lines = kept.lines, hashes = overlay(kept.hashes placing '\\x00' from 1) from kept where kept.first = page.first",
  );
  expect(await log.proveInclusion(3)).toEqual(proof);
  await asked(
    options.url,
    "update mvcrs.page set lines = overlay(lines placing 'X' from 12) where first = 4",
  );
  expect(await errorCode(() => log.proveInclusion(3))).toBe("LOG_ROOT_CONTRADICTED");
});

it("cuts a batch into pages, and reads and proves across them", async () => {
  const options = await madeLog(await databases.create());
  await using store = postgresStore(options);
  await using log = await store.open<{ n: number; text: string }>();
  // Four lines of 60,000 bytes are what fits into a page; events are committed 1,000 at a time at most.
  const events = Array.from({ length: 1_300 }, (_, n) => ({ n, text: n < 12 ? "x".repeat(60_000) : "" }));
  await log.appendAll(events);
  const pages = await asked(options.url, "select first::int, next::int from mvcrs.page order by first");
  expect(pages).toEqual([
    { first: 0, next: 4 },
    { first: 4, next: 8 },
    { first: 8, next: 203 },
    { first: 203, next: 1_000 },
    { first: 1_000, next: 1_300 },
  ]);
  for (const [from, to] of [
    [0, 1_300],
    [3, 5],
    [7, 9],
    [202, 1_001],
  ] as const) {
    const found: number[] = [];
    for await (const { event } of log.entries({ from, to, reverse: true })) found.unshift(event.n);
    expect(found).toEqual(events.slice(from, to).map(({ n }) => n));
  }
  const rootHash = hashOf(log.head().rootHash);
  for (const seq of [0, 4, 7, 8, 202, 203, 1_000, 1_299]) {
    const { proof, leafHash } = await log.proveInclusion(seq);
    const claim = { index: BigInt(seq), treeSize: 1_300n, leafHash: hashOf(leafHash), proof, rootHash };
    expect(() => verifyInclusion(claim)).not.toThrow();
  }
});

it("opens no log whose head does not agree with itself or with its last entry", async () => {
  const options = await madeLog(await databases.create());
  await using store = postgresStore(options);
  const log = await store.open<{ n: number }>();
  await log.appendAll(numbered(0, 3));
  await log.close();
  const spoilt = async (change: string) => {
    await asked(
      options.url,
      `create table kept as select * from mvcrs.head; update mvcrs.head set ${change}`,
    );
    const code = await errorCode(() => store.open());
    await asked(
      options.url,
      "delete from mvcrs.head; insert into mvcrs.head select * from kept; drop table kept",
    );
    return code;
  };
  expect(await spoilt("frontier = '\\x00'")).toBe("STORE_HEAD_DAMAGED");
  expect(await spoilt("next = 2")).toBe("STORE_HEAD_DAMAGED");
  expect(await spoilt("root_hash = chain_hash")).toBe("LOG_ROOT_CONTRADICTED");
  expect(await spoilt("chain_hash = root_hash")).toBe("LOG_ROOT_CONTRADICTED");
  await (await store.open()).close();
});

it("commits what goes along with an append, or neither of the two", async () => {
  const options = await madeLog(await databases.create());
  await asked(options.url, "create table beside (n int)");
  await using store = postgresStore(options);
  await using log = await store.open<{ n: number }>();
  const beside = () => asked(options.url, "select n from beside order by n");
  store.alongNext(async (client) => void (await client.query("insert into beside values (1)")));
  await log.append({ n: 1 });
  // It went along with that one alone.
  await log.append({ n: 2 });
  expect(await beside()).toEqual([{ n: 1 }]);

  store.alongNext(async (client) => {
    await client.query("insert into beside values (2)");
    throw chainErrors.create("LOG_MISSING", { path: "a shard" });
  });
  expect(await errorCode(() => log.append({ n: 99 }))).toBe("APPEND_FAILED");
  store.alongNext(async (client) => void (await client.query("insert into nowhere values (3)")));
  expect(await errorCode(() => log.append({ n: 99 }))).toBe("APPEND_FAILED");
  expect(await beside()).toEqual([{ n: 1 }]);
  expect(await log.append({ n: 3 })).toMatchObject({ seq: 2 });
});

it("leases what one process at a time does, and finds out that it was lost", async () => {
  const options = await madeLog(await databases.create());
  let stopped = 0;
  const monotonic = () => performance.now() + stopped;
  await using one = postgresLeases({ ...options, leaseMs: 400, monotonic });
  await using two = postgresLeases({ ...options, leaseMs: 400 });
  const held = await one.take("deliver", 0);
  await (await two.take("something else", 0)).release();
  expect(await errorCode(() => two.take("deliver", 0))).toBe("LEASE_HELD");
  // A process that was stopped knows as soon as it goes on that it may be another's by now.
  expect(held.lost).toBe(false);
  stopped += 400;
  expect(held.lost).toBe(true);
  // It is kept alive, and free as soon as it is released.
  const waiting = two.take("deliver", 60_000);
  await held.release();
  const next = await waiting;
  // Its holder was silent for too long, and another took it.
  await asked(
    options.url,
    "update mvcrs.lease set epoch = epoch + 1, until = 'infinity' where name = 'deliver'",
  );
  await vi.waitUntil(() => next.lost);
  await next.release();
  expect(await errorCode(() => one.take("deliver", 0))).toBe("LEASE_HELD");
  await asked(options.url, "update mvcrs.lease set until = clock_timestamp() where name = 'deliver'");
  await (await two.take("deliver", 0)).release();
});
