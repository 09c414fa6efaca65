// A real PostgreSQL for tests, from npm.

export { asked, holding, type TestDatabases, testDatabases } from "./postgres/database.ts";
export { type PostgresOptions, type PostgresServer, startPostgres } from "./postgres/server.ts";
