import { connect as dial } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { postgresErrors } from "../errors.ts";
import type { PostgresOptions } from "../options.ts";
import { parseAddresses } from "./addresses.ts";
import { coded } from "./coded.ts";

/** How long a server that has stopped answering is waited for in the end, in milliseconds. */
const FAREWELL_MS = 1_000;
const IDLE_MS = 2_000;
const MOST_READERS = 4;

/** Connections to the server that can be written to, wherever that is now. */
export class Database {
  /** As errors call it: no password. */
  readonly name: string;
  readonly #options: PostgresOptions;
  readonly #urls: readonly string[];
  readonly #check: (client: pg.Client) => Promise<void>;
  readonly #idle: pg.Client[] = [];
  readonly #waiting: (() => void)[] = [];
  #busy = 0;
  #closed = false;

  /** `check` throws where a new connection is not one to the right database. @throws STORE_URL */
  constructor(options: PostgresOptions, check: (client: pg.Client, name: string) => Promise<void>) {
    const { name, urls } = parseAddresses(options.url);
    this.name = name;
    this.#options = options;
    this.#urls = urls;
    this.#check = (client) => check(client, name);
  }

  /** A connection of one's own, to the primary. What goes wrong has one of the codes that `coded` gives. */
  async connect(): Promise<pg.Client> {
    let thrown: unknown;
    for (const url of this.#urls) {
      try {
        return await this.#connectTo(url);
      } catch (failure) {
        // Of several, what the last one says: the first may be the primary of yesterday.
        thrown = failure;
      }
    }
    throw thrown;
  }

  /** Runs what may be run twice: a connection that was cut since it was used last is replaced once. */
  async run<T>(query: (client: pg.Client) => Promise<T>): Promise<T> {
    await this.#turn();
    try {
      const kept = this.#idle.pop();
      if (kept !== undefined) {
        try {
          return await this.#once(kept, query);
        } catch (thrown) {
          if (!postgresErrors.is(thrown, "STORE_UNREACHABLE")) throw thrown;
        }
      }
      return await this.#once(await this.connect(), query);
    } finally {
      this.#busy--;
      this.#waiting.shift()?.();
    }
  }

  /** What was thrown, with a code of ours. */
  coded(thrown: unknown): unknown {
    return coded(thrown, this.name, this.#urls.some(wantsTls));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#idle.splice(0).map(farewell));
  }

  async #turn(): Promise<void> {
    while (this.#busy >= MOST_READERS) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#busy++;
  }

  async #once<T>(client: pg.Client, query: (client: pg.Client) => Promise<T>): Promise<T> {
    try {
      const result = await query(client);
      if (this.#closed) await client.end();
      else this.#idle.push(client);
      return result;
    } catch (thrown) {
      drop(client);
      throw this.coded(thrown);
    }
  }

  /** @throws STORE_PASSWORD */
  async #password(url: string): Promise<string> {
    const inAddress = decodeURIComponent(new URL(url).password);
    const password = (await this.#options.password?.()) ?? (inAddress || process.env["PGPASSWORD"]);
    if (password !== undefined) return password;
    const reason = "it wants one, and none was given";
    throw postgresErrors.create("STORE_PASSWORD", { store: this.name, state: "", reason });
  }

  async #connectTo(url: string): Promise<pg.Client> {
    const { connectTimeoutMs = 5_000, statementTimeoutMs = 30_000 } = this.#options;
    const client = new pg.Client({
      connectionString: url,
      application_name: "mvcrs",
      connectionTimeoutMillis: connectTimeoutMs,
      statement_timeout: statementTimeoutMs,
      // A process that is stopped between two statements of a transaction must not hold what others wait for.
      idle_in_transaction_session_timeout: IDLE_MS,
      // The server's own limit comes first; this one is for a network that answers nothing.
      query_timeout: statementTimeoutMs + Math.min(statementTimeoutMs, 5_000),
      keepAlive: true,
    });
    // Set here, since what the address says comes before what is passed with it. Asked for only where the server asks.
    Object.assign(client, { password: () => this.#password(url) });
    // A connection that is cut while nobody uses it is told here; whoever uses it next is told by the query.
    client.on("error", () => undefined);
    try {
      await client.connect();
      await this.#check(client);
      return client;
    } catch (thrown) {
      drop(client);
      if (wantsTls(url) && (await speaksNoTls(url)))
        throw postgresErrors.create("STORE_TLS_UNAVAILABLE", { store: this.name }, { cause: thrown });
      throw this.coded(thrown);
    }
  }
}

/** Closes a connection; a server that does not answer any more keeps no program from ending. */
async function farewell(client: pg.Client): Promise<void> {
  const waited = new AbortController();
  const ended = client.end().catch(() => undefined);
  await Promise.race([ended, pause(FAREWELL_MS, undefined, waited).catch(() => undefined)]);
  waited.abort();
  client.connection.stream.destroy();
}

/** Closes a connection whose state nobody knows. */
export function drop(client: pg.Client): void {
  client.end().catch(() => undefined);
}

function wantsTls(url: string): boolean {
  const mode = new URL(url).searchParams.get("sslmode") ?? process.env["PGSSLMODE"];
  return mode !== undefined && mode !== "disable";
}

/** Asks the server as a client does before TLS (protocol 3.0, SSLRequest): `N` is the answer of one that has none. */
function speaksNoTls(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = dial({ host: hostname, port: Number(port || 5432) });
    const answer = (none: boolean): void => {
      socket.destroy();
      resolve(none);
    };
    socket.setTimeout(2_000, () => answer(false));
    socket.once("error", () => answer(false));
    socket.once("end", () => answer(false));
    socket.once("data", (said) => answer(said[0] === 0x4e));
    socket.once("connect", () => socket.write(Uint8Array.of(0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f)));
  });
}
