// A log in PostgreSQL.

export type { PostgresOptions } from "./options.ts";
export { type PostgresStoreOptions, postgresStore } from "./postgres-store.ts";
export { type SetUp, setUpPostgres } from "./set-up.ts";

// What goes wrong.

export { postgresErrors } from "./errors.ts";
