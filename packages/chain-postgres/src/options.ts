export interface PostgresOptions {
  /** `postgres://user@host:5432/database?sslmode=verify-full`; of several hosts, separated by commas, the one that can be written to. */
  readonly url: string;
  /** The log's identity, as in its checkpoints; a database that holds another log is refused. */
  readonly origin: string;
  /** Asked for at every new connection, so that a password may be rotated. Default: that of the address, or PGPASSWORD. */
  readonly password?: () => string | Promise<string>;
  /** How long to wait for a connection, in milliseconds; default 5,000. */
  readonly connectTimeoutMs?: number;
  /** How long to wait for the answer to a statement, in milliseconds; default 30,000. What takes longer is given up (STORE_BUSY). */
  readonly statementTimeoutMs?: number;
}

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
