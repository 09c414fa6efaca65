// A log in PostgreSQL.

export type { PostgresOptions, PostgresStoreOptions } from "./options.ts";
export { postgresStore } from "./postgres-store.ts";
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

// What goes wrong.

export { postgresErrors } from "./errors.ts";
