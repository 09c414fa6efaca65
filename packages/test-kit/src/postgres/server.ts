import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { freePort } from "./free-port.ts";
import { type Guard, guard } from "./guard.ts";
import { killTree } from "./processes.ts";
import { type Programs, programsIn } from "./programs.ts";

type Settings = Readonly<Record<string, string>>;

export interface PostgresOptions {
  /** Lines of postgresql.conf, besides those that make it quick: it survives `kill`, and no power failure. */
  readonly settings?: Settings;
}

const quick: Settings = {
  listen_addresses: "'127.0.0.1'",
  unix_socket_directories: "''",
  fsync: "off",
  shared_buffers: "16MB",
  max_connections: "40",
  // Standbys need what these keep.
  wal_level: "replica",
  wal_keep_size: "64MB",
  max_wal_senders: "4",
};

/** A PostgreSQL server of one test file, with nothing in it. It is gone with the process that started it. */
export class PostgresServer implements AsyncDisposable {
  readonly port: number;
  readonly #home: string;
  readonly #programs: Programs;
  readonly #guard: Guard;

  private constructor(home: string, port: number, programs: Programs) {
    this.#home = home;
    this.port = port;
    this.#programs = programs;
    this.#guard = guard(home);
  }

  /** A folder for a server that is not started yet. */
  static async prepare(fill: (programs: Programs, data: string) => Promise<void>): Promise<PostgresServer> {
    const home = mkdtempSync(join(tmpdir(), "mvcrs-postgres-"));
    const programs = programsIn(home);
    if (programs.owner !== undefined) chownSync(home, programs.owner.uid, programs.owner.gid);
    const server = new PostgresServer(home, await freePort(), programs);
    try {
      await fill(programs, server.data);
      return server;
    } catch (thrown) {
      await server[Symbol.asyncDispose]();
      throw thrown;
    }
  }

  get data(): string {
    return join(this.#home, "data");
  }

  url(database = "postgres", user = "postgres"): string {
    return `postgres://${user}@127.0.0.1:${this.port}/${database}`;
  }

  /** Also after `stop` and `kill`: what was committed is there again. */
  async start(): Promise<void> {
    const log = join(this.#home, "log");
    try {
      await this.#programs.run("pg_ctl", [
        "-D",
        this.data,
        "-w",
        "-o",
        `-p ${this.port}`,
        "-l",
        log,
        "start",
      ]);
    } catch (cause) {
      const said = existsSync(log) ? readFileSync(log, "utf8") : "";
      throw new TypeError(`PostgreSQL did not start:\n${said}`, { cause });
    }
  }

  /** Ends it as an operator does who restarts it: clients are cut off, what runs is rolled back. */
  async stop(): Promise<void> {
    await this.#programs.run("pg_ctl", ["-D", this.data, "-w", "-m", "fast", "stop"]);
  }

  /** All of its processes die at once, with nothing said and nothing written. */
  async kill(): Promise<void> {
    const lock = join(this.data, "postmaster.pid");
    await killTree(Number(readFileSync(lock, "utf8").split("\n")[0]));
    // In a container nobody may ever collect them, and what is dead there looks alive to the next start.
    rmSync(lock);
  }

  /** Reads its configuration again, with these settings and with these files in its folder (`pg_hba.conf`, a certificate). */
  async configure(settings: Settings, files: Settings = {}): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      const path = join(this.data, name);
      writeFileSync(path, text, { mode: 0o600 });
      const { owner } = this.#programs;
      if (owner !== undefined) chownSync(path, owner.uid, owner.gid);
    }
    settle(this.data, settings);
    await this.#programs.run("pg_ctl", ["-D", this.data, "reload"]);
  }

  /** Makes a standby the server that is written to. */
  async promote(): Promise<void> {
    await this.#programs.run("pg_ctl", ["-D", this.data, "-w", "promote"]);
  }

  /** Another server that follows this one and can be read. */
  async standby(): Promise<PostgresServer> {
    const client = new pg.Client(this.url());
    await client.connect();
    try {
      const standby = await PostgresServer.prepare(async (programs, data) => {
        await client.query("select pg_backup_start('standby', true)");
        await programs.run("cp", ["-R", this.data, data]);
        const { rows } = await client.query<{ labelfile: string }>(
          "select labelfile from pg_backup_stop(false)",
        );
        const label = join(data, "backup_label");
        for (const file of [label, join(data, "standby.signal")])
          await programs.run("cp", ["/dev/null", file]);
        writeFileSync(label, rows[0]?.labelfile ?? "");
        rmSync(join(data, "postmaster.pid"), { force: true });
        settle(data, { primary_conninfo: `'host=127.0.0.1 port=${this.port} user=postgres'` });
      });
      await standby.start();
      return standby;
    } finally {
      await client.end();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#guard.end();
  }
}

/** Starts a new server: some two seconds, so one for a test file. */
export async function startPostgres({ settings = {} }: PostgresOptions = {}): Promise<PostgresServer> {
  const server = await PostgresServer.prepare(async (programs, data) => {
    const plain = ["--auth=trust", "--username=postgres", "--locale=C", "--encoding=UTF8"];
    await programs.run("initdb", ["-D", data, ...plain, "--no-sync", "--no-instructions", "--wal-segsize=1"]);
    settle(data, { ...quick, ...settings });
  });
  await server.start();
  return server;
}

function settle(data: string, settings: Settings): void {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
  appendFileSync(join(data, "postgresql.conf"), lines.join(""));
}
