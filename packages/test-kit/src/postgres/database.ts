import { randomUUID } from "node:crypto";
import pg from "pg";
import { type PostgresServer, startPostgres } from "./server.ts";

/** Where tests make databases: the server that `DATABASE_URL` names, or one that is started for this test file. */
export interface TestDatabases extends AsyncDisposable {
  /** A new and empty database. */
  create(): Promise<string>;
}

/** To be closed after all tests of the file. */
export async function testDatabases(): Promise<TestDatabases> {
  const given = process.env["DATABASE_URL"];
  const own: PostgresServer | undefined = given === undefined ? await startPostgres() : undefined;
  const server = given ?? own?.url() ?? "";
  const made: string[] = [];
  return {
    create: async () => {
      const name = `mvcrs_test_${randomUUID().replaceAll("-", "")}`;
      made.push(name);
      await asked(server, `create database ${name} template template0`);
      const url = new URL(server);
      url.pathname = `/${name}`;
      return url.href;
    },
    [Symbol.asyncDispose]: async () => {
      if (own !== undefined) return own[Symbol.asyncDispose]();
      for (const name of made) await asked(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/** Runs `action` while a connection has carried a statement out and not ended: what it locks stays locked. */
export const holding = <T>(url: string, sql: string, action: () => Promise<T>): Promise<T> =>
  connected(url, async (client) => {
    await client.query(sql);
    return action();
  });

/** Runs one statement on a connection of its own and returns its rows. */
export const asked = (url: string, sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
  connected(url, async (client) => (await client.query<Readonly<Record<string, unknown>>>(sql)).rows);

async function connected<T>(url: string, action: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  // What fails is told by the statement; a server may die right after it.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await action(client);
  } finally {
    await client.end();
  }
}
