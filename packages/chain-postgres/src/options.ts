export interface PostgresOptions {
  /** `postgres://user@host:5432/database?sslmode=verify-full`; of several hosts, separated by commas, the one that can be written to. */
  readonly url: string;
  /** The log's identity, as in its checkpoints; a database that holds another log is refused. */
  readonly origin: string;
  /** Asked for at every new connection, so that a password may be rotated. Default: that of the address, or PGPASSWORD. */
  readonly password?: () => string | Promise<string>;
  /** How long to wait for a connection, in milliseconds; default 5,000. */
  readonly connectTimeoutMs?: number;
}
