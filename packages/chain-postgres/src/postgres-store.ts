import type { Head, LogStore } from "@mvcrs/chain";
import { type LineStore, storeOfLines } from "@mvcrs/chain/store";
import { readCheckpoint, writeCheckpoint } from "./internal/checkpoint-row.ts";
import { readHead } from "./internal/head-row.ts";
import { markMoved } from "./internal/mark-moved.ts";
import { databaseOf, writingTo } from "./internal/opened.ts";
import { readHashes, readPage } from "./internal/pages.ts";
import { type Along, PostgresWriter } from "./internal/postgres-writer.ts";
import type { PostgresStoreOptions } from "./options.ts";
import { type Aside, asideIn } from "./shards/aside.ts";

export interface PostgresStore extends LogStore {
  /**
   * What this writes is committed in the transaction of the batch that is appended next to the log opened from here, up to 1,000
   * events. An error with a code that it throws keeps that batch out of the log (APPEND_FAILED, with it as the cause). A batch that is tried again calls it again.
   */
  alongNext(write: Along): void;
  /** The last checkpoint that a host has signed; nothing vouches for it but its signature. */
  checkpoint(): Promise<string | null>;
  /** Keeps a checkpoint for the other hosts, where it is of more entries than the one that is there. */
  keepCheckpoint(size: number, note: string): Promise<void>;
  /**
   * Says in the database that the log is kept elsewhere from now on: nobody appends to it any more, and whoever asks is told
   * (STORE_MOVED). Only where the log is as `head` says.
   *
   * @throws STORE_MOVED, STORE_ENTRIES_LOST where the log is another by now; what `Database.connect` throws
   */
  moveAway(to: string, head: Pick<Head, "count" | "rootHash">): Promise<void>;
  /** Signals that judging failed at. */
  readonly aside: Aside;
}

/**
 * A log in PostgreSQL, which `setUpPostgres` has made ready. Nothing is connected before it is opened or read.
 *
 * @throws STORE_URL
 */
export function postgresStore(options: PostgresStoreOptions): PostgresStore {
  const database = databaseOf(options);
  let next: Along | undefined;
  const along = (): Along | undefined => {
    const taken = next;
    next = undefined;
    return taken;
  };
  const { name } = database;
  const lines: LineStore = {
    name,
    takeOver: () => PostgresWriter.open({ ...writingTo(database, options), along }),
    head: async () => (await database.run((client) => readHead(client, name))).head,
    page: (range) => database.run((client) => readPage(client, range)),
    hashes: (nodes) => database.run((client) => readHashes(client, nodes)),
    close: () => database.close(),
  };
  return Object.assign(storeOfLines(lines), {
    aside: asideIn(database),
    alongNext(write: Along) {
      next = write;
    },
    checkpoint: () => database.run(readCheckpoint),
    keepCheckpoint: (size: number, note: string) =>
      database.run((client) => writeCheckpoint(client, size, note)),
    moveAway: (to: string, head: Pick<Head, "count" | "rootHash">) =>
      database.run((client) => markMoved(client, { to, head, store: name })),
  });
}
