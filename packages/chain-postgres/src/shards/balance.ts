import type pg from "pg";
import { SHARDS } from "./shard-row.ts";

/** A worker as the others see it. */
export interface Worker {
  /** A UUID of its own, for as long as it runs. */
  readonly id: string;
  readonly name: string;
  /** How long it is taken for alive without a word, in milliseconds. */
  readonly leaseMs: number;
}

export interface Share {
  /** What it holds now, each shard with its epoch. */
  readonly held: ReadonlyMap<number, string>;
  /** How many shards it may hold, and how many workers share them. */
  readonly most: number;
  readonly workers: number;
  /** How many entries the log has, and the present by the server's clock, in milliseconds. */
  readonly entries: number;
  readonly now: number;
}

// Only the server's clock counts. An end of life that lies further ahead than any could was given by the clock of another server,
// before a failover. The live ones are one list that is made once: rows that another worker takes meanwhile are held against it again.
const ALIVE =
  "seen_until > clock_timestamp() and seen_until <= clock_timestamp() + 2 * $3 * interval '1 millisecond'";
const BALANCE = `
with me as (
  insert into mvcrs.worker (id, name, seen_until)
  values ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
  on conflict (id) do update set seen_until = excluded.seen_until
), others as (
  select count(*)::int as n from mvcrs.worker where id <> $1 and ${ALIVE}
), share as (
  select ceil(${SHARDS}.0 / (others.n + 1))::int as most, others.n + 1 as workers from others
), mine as (
  select id, epoch from mvcrs.shard where owner = $1
), free as (
  select id from mvcrs.shard
  where owner is null or (owner <> $1 and owner <> all (array(select id from mvcrs.worker where ${ALIVE})))
  order by id
  limit (select greatest(0, most - (select count(*) from mine)) from share)
  for update skip locked
), taken as (
  update mvcrs.shard set owner = $1, epoch = epoch + 1 from free where shard.id = free.id
  returning shard.id, shard.epoch
)
select most, workers, (select next::text from mvcrs.head) as entries,
  (extract(epoch from clock_timestamp()) * 1000)::float8 as now,
  array(select id || ':' || epoch from mine union all select id || ':' || epoch from taken) as held
from share`;

/** Says that a worker is alive, and takes what is free, up to its share. What it holds beyond that is for it to give back. */
export async function balance(client: pg.Client, { id, name, leaseMs }: Worker): Promise<Share> {
  interface Row {
    readonly most: number;
    readonly workers: number;
    readonly entries: string;
    readonly now: number;
    readonly held: readonly string[];
  }
  const { rows } = await client.query<Row>({ name: "balance", text: BALANCE, values: [id, name, leaseMs] });
  const none: Row = { most: 0, workers: 0, entries: "0", now: 0, held: [] };
  const { most, workers, entries, now, held } = rows[0] ?? none;
  const shards = held.map((shard) => shard.split(":"));
  return {
    most,
    workers,
    entries: Number(entries),
    now,
    held: new Map(shards.map(([shard, epoch]) => [Number(shard), epoch ?? ""])),
  };
}

/** Says that a worker is alive. */
export async function stayAlive(client: pg.Client, { id, leaseMs }: Worker): Promise<void> {
  await client.query(
    "update mvcrs.worker set seen_until = clock_timestamp() + $2 * interval '1 millisecond' where id = $1",
    [id, leaseMs],
  );
}

/** Lets others take shards at once. */
export async function giveBack(client: pg.Client, { id }: Worker, shards: readonly number[]): Promise<void> {
  await client.query(
    "update mvcrs.shard set owner = null, epoch = epoch + 1 where owner = $1 and id = any ($2::int[])",
    [id, shards],
  );
}

const LEAVE = `
with gone as (
  delete from mvcrs.worker where id = $1 or seen_until < clock_timestamp() - interval '1 minute'
), forgotten as (
  -- Whoever repeats something repeats it sooner than this.
  delete from mvcrs.signal_once where taken < clock_timestamp() - interval '30 days'
)
update mvcrs.shard set owner = null, epoch = epoch + 1 where owner = $1`;

/** Gives everything back, and what nobody needs any more is removed. */
export async function leave(client: pg.Client, { id }: Worker): Promise<void> {
  await client.query(LEAVE, [id]);
}
