import { defineErrors } from "@mvcrs/errors";

// A type, not an interface: only a type fits the index signature of error details.
type Store = { readonly store: string };
type Refusal = Store & {
  /** The SQLSTATE of the server, or the system's code; empty where there was neither. */
  readonly state: string;
  /** In the words of the server or the system, for people. */
  readonly reason: string;
};

/** Everything that this package throws on purpose. What every log throws is in `chainErrors` of `@mvcrs/chain`. */
export const postgresErrors = defineErrors("@mvcrs/chain-postgres", {
  STORE_URL: {
    kind: "input",
    summary: (d: { readonly problem: string }) => `the address of the database ${d.problem}`,
    hint: () =>
      "Write postgres://user@host:5432/database; several hosts are separated by commas. The password may be in PGPASSWORD.",
  },
  STORE_UNREACHABLE: {
    kind: "outside",
    summary: (d: Refusal) => `${d.store} cannot be reached: ${d.reason}`,
    hint: () => "Check the host, the port, the network and whether the server runs. Nothing was lost.",
  },
  STORE_READ_ONLY: {
    kind: "outside",
    summary: (d: Refusal) => `${d.store} is a standby or read-only: ${d.reason}`,
    hint: () =>
      "Name the primary, or all hosts separated by commas: the one that can be written to is found. Nothing is decided by what a standby says.",
  },
  STORE_CONNECTIONS: {
    kind: "outside",
    summary: (d: Refusal) => `${d.store} has no connection left: ${d.reason}`,
    hint: () => "Raise max_connections, or put a pool (PgBouncer, session mode) in front of the server.",
  },
  STORE_PASSWORD: {
    kind: "input",
    summary: (d: Refusal) => `${d.store} does not accept the password: ${d.reason}`,
    hint: () =>
      "Give the new one. `mvcrs` takes it from PGPASSWORD, or at every connection from the file that MVCRS_STORE_PASSWORD_FILE names; a program passes `password`.",
  },
  STORE_NOT_ADMITTED: {
    kind: "input",
    summary: (d: Refusal & { readonly encrypted: boolean }) =>
      `${d.store} admits no such connection: ${d.reason}`,
    hint: (d) =>
      d.encrypted
        ? "Check the user, the database and pg_hba.conf of the server."
        : "The connection was not encrypted. Where the server wants TLS, add ?sslmode=verify-full; otherwise check the user and pg_hba.conf.",
  },
  STORE_TLS_UNAVAILABLE: {
    kind: "input",
    summary: (d: Store) => `${d.store} does not speak TLS, which the address asks for`,
    hint: () => "Turn on ssl in postgresql.conf, or leave sslmode out where the network is trusted.",
  },
  STORE_TLS_UNTRUSTED: {
    kind: "input",
    summary: (d: Refusal) => `the certificate of ${d.store} is not trusted: ${d.reason}`,
    hint: () =>
      "Name the authority with sslrootcert=FILE, and the host by the name that the certificate has.",
  },
  STORE_NO_DATABASE: {
    kind: "input",
    summary: (d: Refusal) => `${d.store} does not exist: ${d.reason}`,
    hint: () => "Create the database, then set it up (`setUpPostgres`).",
  },
  STORE_ENCODING: {
    kind: "input",
    summary: (d: Store & { readonly found: string }) =>
      `${d.store} is encoded in ${d.found}, which has no place for every text`,
    hint: () => "Create another one: `create database … encoding 'UTF8' template template0`.",
  },
  STORE_PRIVILEGE: {
    kind: "input",
    summary: (d: Refusal) => `${d.store} does not let this user do that: ${d.reason}`,
    hint: () => "Grant it, or use the user who set the database up.",
  },
  STORE_NOT_SET_UP: {
    kind: "input",
    summary: (d: Store) => `${d.store} holds no log`,
    hint: () => "Check the name of the database; a new one is set up by `setUpPostgres`.",
  },
  STORE_SCHEMA_OLD: {
    kind: "input",
    summary: (d: Store & { readonly found: number; readonly needed: number }) =>
      `${d.store} has tables of version ${d.found}, and version ${d.needed} is needed`,
    hint: () =>
      "Take a backup and set it up again (`mvcrs init --store`, or `setUpPostgres`): that only adds what is missing.",
  },
  STORE_SCHEMA_NEW: {
    kind: "input",
    summary: (d: Store & { readonly found: number; readonly known: number }) =>
      `${d.store} has tables of version ${d.found}, and this program knows ${d.known} at most`,
    hint: () => "Install the newer version of this program. Nothing was written.",
  },
  STORE_SCHEMA_CHANGED: {
    kind: "integrity",
    summary: (d: Store & { readonly reason: string }) =>
      `the tables of ${d.store} were not made by this program: ${d.reason}`,
    hint: () => "Find out who changed them. Nothing was set up.",
  },
  STORE_OTHER_LOG: {
    kind: "integrity",
    summary: (d: Store & { readonly found: string; readonly expected: string }) =>
      `${d.store} holds the log ${d.found}, not ${d.expected}`,
    hint: () => "Check the name of the database and the configured origin. Nothing was read or written.",
  },
  STORE_HEAD_DAMAGED: {
    kind: "integrity",
    summary: (d: Store & { readonly reason: string }) => `the head of ${d.store} is damaged: ${d.reason}`,
    hint: () => "Restore the database from a backup. Nothing is written before its head can be read.",
  },
  STORE_ENTRIES_LOST: {
    kind: "integrity",
    summary: (d: Store & { readonly count: number; readonly known: number }) =>
      `${d.store} has ${d.count} entries, and ${d.known} were acknowledged`,
    hint: () =>
      "A standby that was behind was promoted, or an older copy was restored. Use synchronous replication; hold the log against its last checkpoint before anything is written.",
  },
  STORE_DISK_FULL: {
    kind: "outside",
    summary: (d: Refusal) => `the disk of ${d.store} is full: ${d.reason}`,
    hint: () => "Make room on the server, then append again. What was acknowledged is there.",
  },
  STORE_BUSY: {
    kind: "outside",
    summary: (d: Refusal) => `${d.store} gave up under load: ${d.reason}`,
    hint: () => "It was tried several times. Look for long transactions and locks, then try again.",
  },
  STORE_FAILED: {
    kind: "outside",
    summary: (d: Refusal) => `${d.store} failed: ${d.reason}`,
    hint: () => "Look at the server's log.",
  },
  INBOX_ID: {
    kind: "input",
    summary: (d: { readonly id: string }) => `${JSON.stringify(d.id)} is no UUID`,
    hint: () =>
      "Derive the id of an event from what it is about, so that whoever sends it again sends the same.",
  },
  ROW_UNSUITABLE: {
    kind: "input",
    summary: (d: { readonly id: string; readonly problem: string }) =>
      `the row ${d.id} is not taken: ${d.problem}`,
    hint: () => "Write JSON without line breaks, and a kind of one letter.",
  },
  SHARD_LOST: {
    kind: "refused",
    summary: (d: Store & { readonly shards: readonly number[] }) =>
      `${d.shards.length === 1 ? "shard" : "shards"} ${d.shards.join(", ")} of ${d.store} were taken over by another worker`,
    hint: () =>
      "This worker was silent for longer than its lease. Nothing was committed; the other one judges the same again.",
  },
  LOG_HELD: {
    kind: "refused",
    summary: (d: Store & { readonly holder: string; readonly milliseconds: number }) =>
      `${d.store} is written by ${d.holder}, for another ${d.milliseconds} ms at least`,
    hint: () => "Wait for it, or stop it. The lease of a process that died ends by itself.",
  },
  LEASE_HELD: {
    kind: "refused",
    summary: (d: Store & { readonly name: string; readonly holder: string }) =>
      `${d.holder} holds "${d.name}" in ${d.store}`,
    hint: () => "One process at a time does this; after its holder has died it is free within seconds.",
  },
  STORE_MOVED: {
    kind: "input",
    summary: (d: Store & { readonly to: string }) => `the log that was in ${d.store} is kept in ${d.to} now`,
    hint: () => "Go on there. What stands in the database is what the log was when it moved.",
  },
  LOG_TAKEN_OVER: {
    kind: "refused",
    summary: (d: Store & { readonly epoch: number }) =>
      `${d.store} was taken over by another writer since epoch ${d.epoch}`,
    hint: () =>
      "This process was silent for longer than its lease: paused, or cut off. Nothing was appended; open the log again.",
  },
});
