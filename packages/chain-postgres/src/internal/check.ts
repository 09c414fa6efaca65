import type pg from "pg";
import { postgresErrors } from "../errors.ts";
import { SCHEMA_VERSION, VERSION_TABLE } from "../migrations/migrations.ts";

interface Found {
  readonly standby: boolean;
  readonly there: boolean;
}

/** That a connection leads to a server that is written to. @throws STORE_READ_ONLY */
export async function assertPrimary(client: pg.Client, store: string): Promise<void> {
  const { rows } = await client.query<{ readonly standby: boolean }>("select pg_is_in_recovery() as standby");
  if (rows[0]?.standby !== false)
    throw postgresErrors.create("STORE_READ_ONLY", {
      store,
      state: "25006",
      reason: "it follows another server",
    });
}

/**
 * That a connection leads to the primary that holds the log `origin`, in tables that this program knows.
 *
 * @throws STORE_READ_ONLY, STORE_NOT_SET_UP, STORE_SCHEMA_OLD, STORE_SCHEMA_NEW, STORE_OTHER_LOG, STORE_MOVED
 */
export async function assertHolds(client: pg.Client, store: string, origin: string): Promise<void> {
  await assertPrimary(client, store);
  const found = await versionOf(client);
  if (found === undefined) throw postgresErrors.create("STORE_NOT_SET_UP", { store });
  if (found < SCHEMA_VERSION)
    throw postgresErrors.create("STORE_SCHEMA_OLD", { store, found, needed: SCHEMA_VERSION });
  assertKnown(found, store);
  const { rows } = await client.query<{ readonly log: string; readonly moved_to: string | null }>(
    "select log, moved_to from mvcrs.head",
  );
  const held = rows[0]?.log;
  if (held === undefined) throw postgresErrors.create("STORE_NOT_SET_UP", { store });
  if (held !== origin)
    throw postgresErrors.create("STORE_OTHER_LOG", { store, found: held, expected: origin });
  const to = rows[0]?.moved_to ?? null;
  if (to !== null) throw postgresErrors.create("STORE_MOVED", { store, to });
}

/** @throws STORE_SCHEMA_NEW */
export function assertKnown(found: number, store: string): void {
  if (found > SCHEMA_VERSION)
    throw postgresErrors.create("STORE_SCHEMA_NEW", { store, found, known: SCHEMA_VERSION });
}

/** The version of the tables; `undefined` where there are none. */
export async function versionOf(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<Pick<Found, "there">>("select to_regclass($1) is not null as there", [
    VERSION_TABLE,
  ]);
  if (rows[0]?.there !== true) return undefined;
  const versions = await client.query<{ readonly version: number | null }>(
    `select max(version)::int as version from ${VERSION_TABLE}`,
  );
  return versions.rows[0]?.version ?? undefined;
}
