// Entries a second into a log in PostgreSQL: acknowledged by the inbox, numbered, hashed and committed by a sequencer; beside the
// same bytes brought into a table by plain INSERT and commit, which nothing that keeps them twice can beat. Then how soon another
// sequencer goes on after a kill.

import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import pg from "pg";
import {
  postgresInbox,
  postgresStore,
  runSequencer,
  setUpPostgres,
} from "../packages/chain-postgres/dist/index.js";
import { asked, startPostgres } from "../packages/test-kit/dist/postgres.js";

const perBatch = 1_000;
const batches = Number(process.env["BENCH_BATCHES"] ?? 100);
const senders = 4;
const origin = "log.example/bench";
// Commits wait for the disk here, as they do in earnest.
await using server = await startPostgres({
  settings: {
    fsync: "on",
    shared_buffers: "256MB",
    max_wal_size: "4GB",
    wal_level: "minimal",
    max_wal_senders: "0",
  },
});
const url = server.url();
await setUpPostgres({ url, origin });

const events = Array.from({ length: batches }, (_, batch) =>
  Array.from({ length: perBatch }, (_, i) => ({
    id: randomUUID(),
    event: { metric: `node${i}.load`, source: "collector", value: 100 + (i % 7), at: batch },
  })),
);
const total = batches * perBatch;
const seconds = (began: number): number => (performance.now() - began) / 1000;
const say = (what: string, perSecond: number): void => {
  process.stdout.write(
    `${what.padEnd(44)}${Math.round(perSecond).toLocaleString("en").padStart(12)} entries/s\n`,
  );
};

/** Each sender sends its share, one batch after the other. */
const bySenders = async (send: (batch: (typeof events)[number]) => Promise<unknown>): Promise<void> => {
  await Promise.all(
    Array.from({ length: senders }, async (_, sender) => {
      for (let i = sender; i < batches; i += senders) await send(events[i] ?? []);
    }),
  );
};

await using inbox = postgresInbox({ url, origin });
const began = performance.now();
const ending = new AbortController();
const sequencing = runSequencer({
  ...{ url, origin, signal: ending.signal },
  onBatch: ({ head }) => {
    if (head.count === total) ending.abort();
  },
});
await bySenders((batch) => inbox.submit(batch));
const acknowledged = seconds(began);
await sequencing;
say("acknowledged by the inbox", total / acknowledged);
say("in the log, end to end", total / seconds(began));

const alone = performance.now();
await using store = postgresStore({ url, origin });
const log = await store.open();
await log.appendAll(events.flat().map(({ event }) => event));
say("appended by one writer, without the inbox", total / seconds(alone));
await log.close();
await using reader = await store.read();
const reading = performance.now();
let read = 0;
for await (const _ of reader.entries()) read++;
say("read and checked", read / seconds(reading));

// What PostgreSQL takes for the bytes alone: one INSERT and one commit a batch, in a table without an index.
await asked(url, "create table raw (line text)");
const client = new pg.Client(url);
await client.connect();
const plain = performance.now();
for (const batch of events)
  await client.query("insert into raw select unnest($1::text[])", [
    batch.map(({ event }) => JSON.stringify(event)),
  ]);
say("plain INSERT and commit, one connection", total / seconds(plain));
await client.end();

const program = fileURLToPath(
  new URL("../packages/chain-postgres/scripts/faults/sequencer.ts", import.meta.url),
);
const crew = [0, 1].map(() =>
  fork(program, [url, origin, "2000"], { stdio: ["ignore", "inherit", "inherit", "ipc"] }),
);
const firstWord = await Promise.race(
  crew.map(async (child) => {
    await once(child, "message");
    return child;
  }),
);
const others = crew.filter((child) => child !== firstWord);
const takenOver = Promise.race(others.map((child) => once(child, "message")));
const killed = performance.now();
firstWord.kill("SIGKILL");
await takenOver;
process.stdout.write(
  `${"another sequencer leads after a kill".padEnd(44)}${seconds(killed).toFixed(2).padStart(12)} s (at most 3)\n`,
);
if (seconds(killed) > 3) process.exitCode = 1;
for (const child of crew) child.kill("SIGKILL");
