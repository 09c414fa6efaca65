import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Submitted } from "../inbox.ts";
import { databaseOf } from "../internal/opened.ts";
import type { PostgresOptions } from "../options.ts";
import { type HeldShards, Holding } from "./held-shards.ts";
import { assertSuitable, type ShardRow } from "./shard-row.ts";
import { insertRows } from "./submit-rows.ts";

export interface ShardsOptions extends PostgresOptions {
  /** How long a worker that says nothing keeps its shards, in milliseconds; default 2,000. It only decides how soon others take over. */
  readonly leaseMs?: number;
  /** The worker's name, for people; default: the process and its host. */
  readonly holder?: string;
}

/** What is to be judged, from any number of senders, and the shards in which any number of workers judge it. */
export interface Shards extends AsyncDisposable {
  /**
   * Resolves once all of the rows are durable; those of one call, and of calls one after the other, are judged in their order,
   * key by key. Where the answer is lost, send them again under the same ids.
   *
   * @throws ROW_UNSUITABLE, INBOX_ID: none of them was taken; what `Database.connect` throws: perhaps they were
   */
  submit(rows: readonly ShardRow[]): Promise<Submitted>;
  /** How many rows wait to be judged. */
  waiting(): Promise<number>;
  /** How many of these do, those that were put aside among them. */
  waitingOf(ids: readonly string[]): Promise<number>;
  /** Begins to hold shards, as one worker among others. */
  hold(): HeldShards;
}

/** Rows of one statement. */
const AT_ONCE = 5_000;

/**
 * The shards of a log in PostgreSQL. Nothing is connected before it is used.
 *
 * @throws STORE_URL
 */
export function postgresShards(options: ShardsOptions): Shards {
  const { leaseMs = 2_000, holder = `process ${process.pid} on ${hostname()}` } = options;
  const database = databaseOf(options);
  return {
    submit: async (rows) => {
      rows.forEach(assertSuitable);
      let accepted = 0;
      for (let from = 0; from < rows.length; from += AT_ONCE)
        accepted += await database.run((client) => insertRows(client, rows.slice(from, from + AT_ONCE)));
      return { accepted, known: rows.length - accepted };
    },
    waiting: () =>
      database.run(async (client) => {
        const { rows } = await client.query<{ readonly n: string }>(
          "select count(*)::text as n from mvcrs.signal",
        );
        return Number(rows[0]?.n ?? 0);
      }),
    waitingOf: (ids) =>
      database.run(async (client) => {
        const { rows } = await client.query<{ readonly n: string }>(
          `select (select count(*) from mvcrs.signal where id = any ($1::uuid[]))
             + (select count(*) from mvcrs.signal_aside where id = any ($1::uuid[]) and dropped is null) as n`,
          [ids],
        );
        return Number(rows[0]?.n ?? 0);
      }),
    hold: () => new Holding(database, { id: randomUUID(), name: holder, leaseMs }),
    [Symbol.asyncDispose]: () => database.close(),
  };
}
