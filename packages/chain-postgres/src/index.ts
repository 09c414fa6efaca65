// A log in PostgreSQL.

export type { Along } from "./internal/postgres-writer.ts";
export type { PostgresOptions, PostgresStoreOptions } from "./options.ts";
export { type PostgresStore, postgresStore } from "./postgres-store.ts";
export { type SetUp, setUpPostgres } from "./set-up.ts";

// Events from any number of processes, and the one that numbers them.

export {
  type Inbox,
  type InboxOptions,
  postgresInbox,
  type Submission,
  type Submitted,
} from "./inbox.ts";
export { runSequencer, type Sequenced, type SequencerOptions } from "./sequencer.ts";

// What is to be judged, from any number of senders, by any number of workers.

export type { Aside, AsideRow } from "./shards/aside.ts";
export type { ShardCommit } from "./shards/commit-shards.ts";
export type { Balance, HeldShards, StoredShard } from "./shards/held-shards.ts";
export { postgresShards, type Shards, type ShardsOptions } from "./shards/postgres-shards.ts";
export { type ShardRow, shardOf } from "./shards/shard-row.ts";
export type { ShardBatch } from "./shards/take-rows.ts";

// What one process at a time does, on whichever host.

export { type HeldLease, type Leases, type LeasesOptions, postgresLeases } from "./leases.ts";

// What goes wrong.

export { postgresErrors } from "./errors.ts";
