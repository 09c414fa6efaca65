import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { postgresErrors } from "./errors.ts";
import type { Database } from "./internal/database.ts";
import { databaseOf } from "./internal/opened.ts";
import type { PostgresOptions } from "./options.ts";

export interface LeasesOptions extends PostgresOptions {
  /** How long a holder that says nothing keeps one, in milliseconds; default 5,000. */
  readonly leaseMs?: number;
  /** Who holds it, for people; default: the process and its host. */
  readonly holder?: string;
  /** Milliseconds that only go forward, also while the process is stopped; default: `performance.now()`. */
  readonly monotonic?: () => number;
}

/** What is held until it is released. */
export interface HeldLease {
  /** Whether it was lost, or may be by now, since the server could not be told in time that its holder is alive. */
  readonly lost: boolean;
  release(): Promise<void>;
}

/**
 * What one process at a time does, on whichever host: by name, for as long as its holder lives. A holder that is stopped and
 * comes back does not know at once that it has lost one: what is done under a lease has to bear being done twice.
 */
export interface Leases extends AsyncDisposable {
  /** Takes one, waiting up to `timeoutMs`. @throws LEASE_HELD, what `Database.connect` throws */
  take(name: string, timeoutMs: number): Promise<HeldLease>;
}

const AGAIN_MS = 200;

// Only the server's clock counts.
const TAKE = `
insert into mvcrs.lease (name, holder, until)
values ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
on conflict (name) do update set holder = excluded.holder, until = excluded.until, epoch = lease.epoch + 1
where lease.until < clock_timestamp()
returning epoch::text`;

const EXTEND = `
update mvcrs.lease set until = clock_timestamp() + $3 * interval '1 millisecond' where name = $1 and epoch = $2`;

const RELEASE = "update mvcrs.lease set until = '-infinity' where name = $1 and epoch = $2";

/** Nothing is connected before one is taken. @throws STORE_URL */
export function postgresLeases(options: LeasesOptions): Leases {
  const { leaseMs = 5_000, holder = `process ${process.pid} on ${hostname()}` } = options;
  const { monotonic = () => performance.now() } = options;
  const database = databaseOf(options);
  return {
    async take(name, timeoutMs) {
      for (let waited = 0; ; waited += AGAIN_MS) {
        const asked = monotonic();
        const epoch = await database.run(async (client) => {
          const { rows } = await client.query<{ readonly epoch: string }>(TAKE, [name, holder, leaseMs]);
          return rows[0]?.epoch;
        });
        if (epoch !== undefined) return held(database, { name, epoch, leaseMs, asked, monotonic });
        if (waited >= timeoutMs) throw await heldBy(database, name);
        await pause(AGAIN_MS);
      }
    },
    [Symbol.asyncDispose]: () => database.close(),
  };
}

interface Taken {
  readonly name: string;
  readonly epoch: string;
  readonly leaseMs: number;
  /** When the server was asked for it. */
  readonly asked: number;
  readonly monotonic: () => number;
}

function held(database: Database, { name, epoch, leaseMs, asked, monotonic }: Taken): HeldLease {
  let lost = false;
  let until = asked + leaseMs;
  const beat = async (): Promise<void> => {
    const now = monotonic();
    try {
      const { rowCount } = await database.run((client) => client.query(EXTEND, [name, epoch, leaseMs]));
      lost = rowCount !== 1;
      if (rowCount === 1) until = Math.max(until, now + leaseMs);
    } catch {
      // The next beat says whether it is lost.
    }
  };
  const heartbeat = setInterval(() => void beat(), leaseMs / 4);
  heartbeat.unref();
  return {
    get lost() {
      return lost || monotonic() >= until;
    },
    async release() {
      clearInterval(heartbeat);
      // Whoever cannot say so is waited for until it ends.
      await database.run((client) => client.query(RELEASE, [name, epoch])).catch(() => undefined);
    },
  };
}

async function heldBy(database: Database, name: string): Promise<Error> {
  const { rows } = await database.run((client) =>
    client.query<{ readonly holder: string }>("select holder from mvcrs.lease where name = $1", [name]),
  );
  return postgresErrors.create("LEASE_HELD", {
    store: database.name,
    name,
    holder: rows[0]?.holder ?? "nobody",
  });
}
