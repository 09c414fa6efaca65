import { hostname } from "node:os";
import { setTimeout } from "node:timers/promises";
import type { PostgresOptions, PostgresStoreOptions } from "../options.ts";
import { assertHolds } from "./check.ts";
import { Database } from "./database.ts";
import type { WriterOptions } from "./postgres-writer.ts";

/** The database that the options name; each connection is checked to lead to the log. @throws STORE_URL */
export function databaseOf(options: PostgresOptions): Database {
  return new Database(options, (client, name) => assertHolds(client, name, options.origin));
}

/** How a writer works there. */
export function writingTo(database: Database, options: PostgresStoreOptions): WriterOptions {
  const { leaseMs = 2_000, settleMs = 10_000, wait = setTimeout } = options;
  const { holder = `process ${process.pid} on ${hostname()}`, clock = () => performance.now() } = options;
  return { database, lease: { holder, leaseMs }, settleMs, wait, clock };
}
