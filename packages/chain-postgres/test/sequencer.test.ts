import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { StoredReader } from "@mvcrs/chain";
import { verifyLogStream } from "@mvcrs/chain/verify";
import { errorCode, readsTypeScript } from "@mvcrs/test-kit";
import { asked, type TestDatabases, testDatabases } from "@mvcrs/test-kit/postgres";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { type PostgresStoreOptions, postgresInbox, postgresStore, runSequencer } from "../src/index.ts";
import { cutProxy } from "./support/cut-proxy.ts";
import { linesOf } from "./support/lines-of.ts";
import { madeLog, origin } from "./support/made-log.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await testDatabases();
});
afterAll(() => databases[Symbol.asyncDispose]());

interface Said {
  readonly client: number;
  readonly n: number;
}
const idOf = ({ client, n }: Said): string =>
  `00000000-0000-4000-8000-${String(client * 1_000_000 + n).padStart(12, "0")}`;
const submissions = (client: number, from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => {
    const event = { client, n: from + i };
    return { id: idOf(event), event };
  });

/** Sequences until so many entries are in the log. */
async function sequenced(options: PostgresStoreOptions, count: number, more: object = {}): Promise<void> {
  const controller = new AbortController();
  await runSequencer({
    ...{ ...options, ...more, signal: controller.signal },
    onBatch: ({ head }) => {
      if (head.count >= count) controller.abort();
    },
  });
}

/** What the log holds: each event once, those of a client in order, and a chain without a finding. */
async function expectWhole(reader: StoredReader<Said>, clients: number, each: number): Promise<void> {
  const perClient = Array.from({ length: clients }, (): number[] => []);
  for await (const { event } of reader.entries()) perClient[event.client]?.push(event.n);
  const wanted = Array.from({ length: each }, (_, n) => n);
  expect(perClient).toEqual(perClient.map(() => wanted));
  const { rootHash, count } = await reader.head();
  expect(await verifyLogStream(linesOf(reader))).toMatchObject({ ok: true, count, rootHash });
}

it("brings what was acknowledged into the log, each once, whoever repeats it", async () => {
  const options = await madeLog(await databases.create());
  await using inbox = postgresInbox<Said>(options);
  expect(await inbox.submit(submissions(0, 0, 1_500))).toEqual({ accepted: 1_500, known: 0 });
  expect(await inbox.submit(submissions(0, 1_490, 1_510))).toEqual({ accepted: 10, known: 10 });
  expect(await inbox.waiting()).toBe(1_510);
  await sequenced(options, 1_510, { counterKeys: () => ["said"] });
  expect(await inbox.waiting()).toBe(0);
  // Long after it is in the log.
  expect(await inbox.submit(submissions(0, 0, 3))).toEqual({ accepted: 0, known: 3 });
  await using store = postgresStore(options);
  await using reader = await store.read<Said>();
  expect((await reader.head()).counters).toEqual({ said: 1_510 });
  await expectWhole(reader, 1, 1_510);
});

it("takes an event once that several send at the same time, in calls that overlap", async () => {
  const options = await madeLog(await databases.create());
  await using one = postgresInbox<Said>(options);
  await using other = postgresInbox<Said>(options);
  const calls = [
    ...Array.from({ length: 40 }, (_, n) => one.submit(submissions(0, n, n + 3))),
    ...Array.from({ length: 40 }, (_, n) => other.submit(submissions(0, 39 - n, 42 - n).reverse())),
  ];
  const submitted = await Promise.all(calls);
  expect(submitted.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(42);
  expect(submitted.reduce((sum, { known }) => sum + known, 0)).toBe(2 * 40 * 3 - 42);
  expect(await one.submit([...submissions(1, 0, 2), ...submissions(1, 0, 2)])).toEqual({
    accepted: 2,
    known: 2,
  });
  await sequenced(options, 44);
  expect(await one.waiting()).toBe(0);
  await using store = postgresStore(options);
  await using reader = await store.read<Said>();
  const ids: string[] = [];
  for await (const { event } of reader.entries()) ids.push(idOf(event));
  expect(ids).toHaveLength(44);
  expect(new Set(ids).size).toBe(44);
});

it("keeps the order of a call that is too long for one row, and the case of an id says nothing", async () => {
  const options = await madeLog(await databases.create());
  await using inbox = postgresInbox<Said>(options);
  expect(await inbox.submit(submissions(0, 0, 4_100))).toEqual({ accepted: 4_100, known: 0 });
  expect(await asked(options.url, "select cardinality(ids) as n from mvcrs.inbox order by n desc")).toEqual([
    { n: 4_000 },
    { n: 100 },
  ]);
  const id = "ABCDEF00-0000-4000-8000-000000000000";
  const event = { client: 1, n: 0 };
  await inbox.submit([{ id, event }]);
  expect(await inbox.submit([{ id: id.toLowerCase(), event }])).toEqual({ accepted: 0, known: 1 });
  await sequenced(options, 4_101);
  await using store = postgresStore(options);
  await using reader = await store.read<Said>();
  const said: number[] = [];
  for await (const { event: one } of reader.entries()) said.push(one.n);
  expect(said.slice(0, 4_100)).toEqual(Array.from({ length: 4_100 }, (_, n) => n));
});

it("puts aside what is no canonical JSON, and goes on", async () => {
  const options = await madeLog(await databases.create());
  await using inbox = postgresInbox<Said>(options);
  const [first, second, third] = [1, 2, 3].map((n) => idOf({ client: 9, n }));
  await asked(
    options.url,
    `with put as (
       insert into mvcrs.inbox (ids, bodies) values
         ('{${first}}', '{"n": 1}'), ('{${second},${third}}', E'{"n":2}\\n"a"}') returning n, ids
     )
     insert into mvcrs.known (id, n) select unnest(ids), n from put`,
  );
  await inbox.submit(submissions(0, 0, 1));
  const refused: string[] = [];
  await sequenced(options, 1, { onRefused: (ids: readonly string[]) => refused.push(...ids) });
  expect(refused).toEqual([first, second, third]);
  expect(await asked(options.url, "select bodies from mvcrs.refused order by n")).toEqual([
    { bodies: '{"n": 1}' },
    { bodies: '{"n":2}\n"a"}' },
  ]);
  expect(await inbox.waiting()).toBe(0);
  // None of them was promised to whoever sends them as they should be.
  const event = { client: 9, n: 2 };
  expect(await inbox.submit([{ id: second ?? "", event }])).toEqual({ accepted: 1, known: 0 });
});

it("takes no event without an id of its own, and none that no log would hold", async () => {
  const options = await madeLog(await databases.create());
  await using inbox = postgresInbox(options);
  expect(await errorCode(() => inbox.submit([{ id: "7", event: 1 }]))).toBe("INBOX_ID");
  const long = { id: idOf({ client: 0, n: 0 }), event: "x".repeat(70_000) };
  expect(await errorCode(() => inbox.submit([long]))).toBe("EVENT_TOO_LARGE");
  expect(await inbox.submit([])).toEqual({ accepted: 0, known: 0 });
  expect(await inbox.waiting()).toBe(0);
});

it("holds an event once where the client repeats it since the answer was lost", async () => {
  const url = await databases.create();
  await using proxy = await cutProxy(url);
  const options = await madeLog(url);
  await using inbox = postgresInbox<Said>({ url: proxy.url, origin });
  await inbox.submit(submissions(0, 0, 1));
  proxy.loseNextAnswer();
  await inbox.submit(submissions(0, 1, 3));
  expect(await inbox.submit(submissions(0, 1, 3))).toEqual({ accepted: 0, known: 2 });
  await sequenced(options, 3);
  await using store = postgresStore(options);
  await using reader = await store.read<Said>();
  await expectWhole(reader, 1, 3);
});

it("does not sequence another's log", async () => {
  const { url } = await madeLog(await databases.create());
  const { signal } = new AbortController();
  const run = () => runSequencer({ url, origin: "another.example/log", signal });
  expect(await errorCode(run)).toBe("STORE_OTHER_LOG");
});

it.skipIf(!readsTypeScript)(
  "goes on with another sequencer when one is killed or paused past its lease",
  async () => {
    const options = await madeLog(await databases.create());
    await using inbox = postgresInbox<Said>(options);
    const running = new Map<ChildProcess, boolean>();
    const start = (): void => {
      const program = fileURLToPath(new URL("support/sequencer.ts", import.meta.url));
      const child = spawn(process.execPath, [program, options.url, origin], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      running.set(child, false);
      child.stdout.on("data", (said) => running.set(child, String(said).trimEnd().endsWith("leading")));
      onTestFinished(() => void child.kill("SIGKILL"));
    };
    const leader = (): ChildProcess | undefined => [...running].find(([, leading]) => leading)?.[0];
    start();
    start();
    const [clients, each] = [4, 60];
    const sending = Promise.all(
      Array.from({ length: clients }, async (_, client) => {
        for (let n = 0; n < each; n += 3) await inbox.submit(submissions(client, n, n + 3));
      }),
    );
    await expect.poll(leader, { timeout: 60_000 }).toBeDefined();
    const killed = leader();
    killed?.kill("SIGKILL");
    if (killed !== undefined) running.delete(killed);
    await sending;
    await expect.poll(() => inbox.waiting(), { timeout: 60_000 }).toBe(0);

    const paused = leader();
    paused?.kill("SIGSTOP");
    start();
    await inbox.submit(submissions(0, each, each + 5));
    await expect.poll(() => inbox.waiting(), { timeout: 60_000 }).toBe(0);
    paused?.kill("SIGCONT");
    await inbox.submit(submissions(0, each + 5, each + 6));
    await expect.poll(() => inbox.waiting(), { timeout: 60_000 }).toBe(0);

    await using store = postgresStore(options);
    await using reader = await store.read<Said>();
    const { count, rootHash } = await reader.head();
    expect(count).toBe(clients * each + 6);
    expect(await verifyLogStream(linesOf(reader))).toMatchObject({ ok: true, count, rootHash });
    const seen: string[] = [];
    for await (const { event } of reader.entries()) seen.push(idOf(event));
    expect(new Set(seen).size).toBe(count);
    const gone = [...running.keys()].map((child) => once(child, "exit"));
    for (const child of running.keys()) child.kill("SIGTERM");
    await Promise.all(gone);
  },
);
