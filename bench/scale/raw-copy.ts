import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { batchOf } from "./events.ts";

/** What PostgreSQL takes for the bytes alone: COPY and commit, batch for batch, into a table without an index; entries a second. */
export async function rawCopy(url: string, batches: number, connections: number): Promise<number> {
  const texts = Array.from({ length: batches }, (_, batch) =>
    Buffer.from(
      batchOf(batch)
        .map(({ event }) => `${JSON.stringify(event)}\n`)
        .join(""),
    ),
  );
  const clients = Array.from({ length: connections }, () => new pg.Client(url));
  await Promise.all(clients.map((client) => client.connect()));
  await clients[0]?.query("create table if not exists raw (line text); truncate raw");
  const began = performance.now();
  await Promise.all(
    clients.map(async (client, one) => {
      for (let i = one; i < texts.length; i += connections)
        await pipeline(Readable.from([texts[i]]), client.query(copyFrom("copy raw (line) from stdin")));
    }),
  );
  const perSecond = (batches * 1_000) / ((performance.now() - began) / 1_000);
  await Promise.all(clients.map((client) => client.end()));
  return perSecond;
}
