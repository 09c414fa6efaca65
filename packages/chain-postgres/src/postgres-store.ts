import { hostname } from "node:os";
import { setTimeout } from "node:timers/promises";
import type { LogStore } from "@mvcrs/chain";
import { type LineStore, storeOfLines } from "@mvcrs/chain/store";
import { assertHolds } from "./internal/check.ts";
import { Database } from "./internal/database.ts";
import { readHead } from "./internal/head-row.ts";
import { readHashes, readPage } from "./internal/pages.ts";
import { PostgresWriter } from "./internal/postgres-writer.ts";
import type { PostgresOptions } from "./options.ts";

export interface PostgresStoreOptions extends PostgresOptions {
  /**
   * How long a writer that says nothing keeps the log, in milliseconds; default 2,000. It only decides how soon another may take
   * over: a writer that was taken over can append nothing, whatever its clock says.
   */
  readonly leaseMs?: number;
  /** Who writes, for people; default: the process and its host. */
  readonly holder?: string;
  /** How long the answer to a batch is looked for after a connection was lost, in milliseconds; default 10,000. */
  readonly settleMs?: number;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
  /** Milliseconds that only ever grow, for `settleMs`. */
  readonly clock?: () => number;
}

/**
 * A log in PostgreSQL, which `setUpPostgres` has made ready. Nothing is connected before it is opened or read.
 *
 * @throws STORE_URL
 */
export function postgresStore(options: PostgresStoreOptions): LogStore {
  const { leaseMs = 2_000, settleMs = 10_000, wait = setTimeout, origin } = options;
  const { holder = `process ${process.pid} on ${hostname()}`, clock = () => performance.now() } = options;
  const database = new Database(options, (client, name) => assertHolds(client, name, origin));
  const { name } = database;
  const lines: LineStore = {
    name,
    takeOver: () => PostgresWriter.open({ database, lease: { holder, leaseMs }, settleMs, wait, clock }),
    head: async () => (await database.read((client) => readHead(client, name))).head,
    page: (range) => database.read((client) => readPage(client, range)),
    hashes: (nodes) => database.read((client) => readHashes(client, nodes)),
    close: () => database.close(),
  };
  return storeOfLines(lines);
}
