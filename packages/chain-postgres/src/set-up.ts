import pg from "pg";
import { postgresErrors } from "./errors.ts";
import { assertKnown, assertPrimary, versionOf } from "./internal/check.ts";
import { Database } from "./internal/database.ts";
import { EMPTY } from "./internal/head-row.ts";
import { Migrator, SCHEMA_VERSION, VERSION_TABLE } from "./migrations/migrations.ts";
import type { PostgresOptions } from "./options.ts";

export interface SetUp {
  /** The version of the tables before; `undefined` for a database that had none. */
  readonly before: number | undefined;
  readonly now: number;
}

/**
 * Makes the tables of a log in a database, or brings them to the version of this program: forward only, each script once and
 * with its checksum, all of them in one transaction. May be repeated, and by several at once.
 *
 * @throws STORE_ENCODING, STORE_OTHER_LOG, STORE_SCHEMA_NEW, STORE_SCHEMA_CHANGED, STORE_READ_ONLY, STORE_PRIVILEGE, what `Database.connect` throws
 */
export async function setUpPostgres(options: PostgresOptions): Promise<SetUp> {
  const database = new Database(options, assertPrimary);
  const client = await database.connect();
  try {
    await assertUtf8(client, database.name);
    await client.query("begin");
    // One at a time; the number is of no meaning but to be the same everywhere.
    await client.query("select pg_advisory_xact_lock(7310582941)");
    const before = await versionOf(client);
    if (before !== undefined) assertKnown(before, database.name);
    await migrate(client, before ?? 0, database.name);
    await client.query(
      "insert into mvcrs.head (log, chain_hash, root_hash, frontier) values ($1, $2, $3, '') on conflict do nothing",
      [options.origin, EMPTY.chainHash, EMPTY.rootHash],
    );
    const { rows } = await client.query<{ readonly log: string }>("select log from mvcrs.head");
    const found = rows[0]?.log ?? "";
    if (found !== options.origin)
      throw postgresErrors.create("STORE_OTHER_LOG", {
        store: database.name,
        found,
        expected: options.origin,
      });
    await client.query("commit");
    return { before, now: SCHEMA_VERSION };
  } catch (thrown) {
    throw database.coded(thrown);
  } finally {
    // What is not committed is rolled back with the connection.
    await client.end().catch(() => undefined);
  }
}

/** @throws STORE_ENCODING */
async function assertUtf8(client: pg.Client, store: string): Promise<void> {
  const { rows } = await client.query<{ readonly server_encoding: string }>("show server_encoding");
  const found = rows[0]?.server_encoding ?? "";
  if (found !== "UTF8") throw postgresErrors.create("STORE_ENCODING", { store, found });
}

async function migrate(client: pg.Client, from: number, store: string): Promise<void> {
  const migrator = new Migrator({
    driver: "pg",
    schemaTable: VERSION_TABLE,
    execQuery: (sql) => client.query(sql),
  });
  if (from > 0) {
    try {
      await migrator.validateMigrations(from);
    } catch (thrown) {
      if (thrown instanceof pg.DatabaseError) throw thrown;
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      throw postgresErrors.create("STORE_SCHEMA_CHANGED", { store, reason }, { cause: thrown });
    }
  }
  await migrator.migrate();
}
