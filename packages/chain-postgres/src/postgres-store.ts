import type { LogStore } from "@mvcrs/chain";
import { type LineStore, storeOfLines } from "@mvcrs/chain/store";
import { readHead } from "./internal/head-row.ts";
import { databaseOf, writingTo } from "./internal/opened.ts";
import { readHashes, readPage } from "./internal/pages.ts";
import { PostgresWriter } from "./internal/postgres-writer.ts";
import type { PostgresStoreOptions } from "./options.ts";

/**
 * A log in PostgreSQL, which `setUpPostgres` has made ready. Nothing is connected before it is opened or read.
 *
 * @throws STORE_URL
 */
export function postgresStore(options: PostgresStoreOptions): LogStore {
  const database = databaseOf(options);
  const { name } = database;
  const lines: LineStore = {
    name,
    takeOver: () => PostgresWriter.open(writingTo(database, options)),
    head: async () => (await database.run((client) => readHead(client, name))).head,
    page: (range) => database.run((client) => readPage(client, range)),
    hashes: (nodes) => database.run((client) => readHashes(client, nodes)),
    close: () => database.close(),
  };
  return storeOfLines(lines);
}
