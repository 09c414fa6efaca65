import type pg from "pg";
import { postgresErrors } from "../errors.ts";
import { HEAD_COLUMNS, type HeadRow, headOf, type KnownHead } from "./head-row.ts";

// Only the server's clock counts. A lease that ends later than any could was given by the clock of another server, before
// a failover. What keeps a writer out that was taken over is its epoch, never the time.
const TAKE_OVER = `
update mvcrs.head set
  epoch = epoch + 1, holder = $1, lease_until = clock_timestamp() + $2 * interval '1 millisecond'
where holder is null
  or lease_until < clock_timestamp()
  or lease_until > clock_timestamp() + 2 * $2 * interval '1 millisecond'
returning ${HEAD_COLUMNS}`;

const HOLDER = `
select holder, greatest(0, extract(epoch from lease_until - clock_timestamp()) * 1000)::int as milliseconds
from mvcrs.head`;

export interface Lease {
  /** Who holds it, for people. */
  readonly holder: string;
  readonly leaseMs: number;
}

/** Takes the log over for writing. @throws LOG_HELD */
export async function takeOver(client: pg.Client, store: string, lease: Lease): Promise<KnownHead> {
  const { rows } = await client.query<HeadRow>(TAKE_OVER, [lease.holder, lease.leaseMs]);
  const row = rows[0];
  if (row !== undefined) return headOf(row, store);
  const held = await client.query<{ readonly holder: string | null; readonly milliseconds: number }>(HOLDER);
  const { holder, milliseconds } = held.rows[0] ?? { holder: null, milliseconds: 0 };
  throw postgresErrors.create("LOG_HELD", { store, holder: holder ?? "nobody", milliseconds });
}

/**
 * Raises the epoch of a writer that does not know whether its last batch was committed. It waits for that batch's transaction,
 * if the server is still at it; afterwards that transaction is over, or will change nothing. `undefined`: taken over by another.
 */
export async function renewEpoch(
  client: pg.Client,
  store: string,
  epoch: number,
  { leaseMs }: Lease,
): Promise<KnownHead | undefined> {
  const { rows } = await client.query<HeadRow>(
    `update mvcrs.head set
       epoch = epoch + 1, lease_until = clock_timestamp() + $2 * interval '1 millisecond'
     where epoch = $1 returning ${HEAD_COLUMNS}`,
    [epoch, leaseMs],
  );
  return rows[0] === undefined ? undefined : headOf(rows[0], store);
}

/** Keeps the lease of a writer that has nothing to write; false where it was taken over. */
export async function extendLease(client: pg.Client, epoch: number, { leaseMs }: Lease): Promise<boolean> {
  const { rowCount } = await client.query(
    "update mvcrs.head set lease_until = clock_timestamp() + $2 * interval '1 millisecond' where epoch = $1",
    [epoch, leaseMs],
  );
  return rowCount === 1;
}

/** Lets the next writer in at once. */
export async function giveBack(client: pg.Client, epoch: number): Promise<void> {
  await client.query("update mvcrs.head set holder = null, lease_until = '-infinity' where epoch = $1", [
    epoch,
  ]);
}
