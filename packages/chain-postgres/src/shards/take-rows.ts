import type pg from "pg";
import { listed } from "./packed.ts";

/** Rows of one shard, in the order in which they are to be judged. */
export interface ShardBatch {
  readonly shard: number;
  /** Their numbers. */
  readonly numbers: readonly string[];
  /** One character for each: the kind, or `-` for what was taken before and only waits to be removed. */
  readonly kinds: string;
  /** Their bodies, a line each. */
  readonly bodies: string;
}

/** Bytes of one shard from which on no more of it is taken at once. */
const MOST_BYTES = 256 * 1024;

// A row may become visible after one with a higher number, so that no number says how far a shard is judged: what is taken and not
// committed yet is named, and everything else is there to be taken.
const TAKE = `
select asked.shard, string_agg(taken.n::text, ',' order by taken.n) as numbers,
  string_agg(taken.kind, '' order by taken.n) as kinds, string_agg(taken.body, chr(10) order by taken.n) as bodies
from unnest($1::int[]) as asked (shard)
cross join lateral (
  select near.n, near.body,
    case when near.once and exists (select from mvcrs.signal_once where signal_once.id = near.id) then '-' else near.kind::text end as kind
  from (
    select n, id, kind, once, body, sum(octet_length(body)) over (order by n) - octet_length(body) as before
    from (
      select n, id, kind, once, body from mvcrs.signal
      where signal.shard = asked.shard and n <> all ($3::bigint[])
      order by n limit $2
    ) as first
  ) as near
  where near.before < ${MOST_BYTES}
) as taken
group by asked.shard
order by asked.shard`;

/** What waits in these shards beside what was taken before, at most so many rows of each. */
export async function takeRows(
  client: pg.Client,
  shards: readonly number[],
  most: number,
  taken: readonly string[],
): Promise<readonly ShardBatch[]> {
  interface Row {
    readonly shard: number;
    readonly numbers: string;
    readonly kinds: string;
    readonly bodies: string;
  }
  // Without a name it is planned for these values: the server makes a table of what was taken, and does not go through it for every row.
  const { rows } = await client.query<Row>(TAKE, [listed(shards), most, listed(taken)]);
  return rows.map(({ numbers, ...row }) => ({ ...row, numbers: numbers.split(",") }));
}
