import type pg from "pg";
import type { Database } from "../internal/database.ts";

/** A signal that was acknowledged and that judging fails at. */
export interface AsideRow {
  readonly id: string;
  readonly shard: number;
  readonly kind: string;
  readonly sender: string;
  readonly body: string;
  /** When it was acknowledged, and when it was put aside. */
  readonly arrived: Date;
  readonly since: Date;
  /** What judging said. */
  readonly problem: string;
}

/** What was put aside, so that it holds up nobody: it is acknowledged, and it is not judged. */
export interface Aside {
  count(): Promise<number>;
  /** The oldest first. */
  list(): Promise<readonly AsideRow[]>;
  /** Lets it be judged again; returns how many. */
  retry(ids: readonly string[]): Promise<number>;
  /** It is not judged, as a person has decided: it is kept, and counts no more. Returns how many. */
  drop(
    ids: readonly string[],
    decision: { readonly actor: string; readonly reason: string },
  ): Promise<number>;
}

/** So many may stand aside: where more rows fail than this, it is the program that is at fault, and judging ends. */
const MOST_ASIDE = 1_000;

const LIST = `
select id, shard, kind, sender, body, arrived, since, problem from mvcrs.signal_aside
where dropped is null order by since, id`;

const RETRY = `
with again as (
  delete from mvcrs.signal_aside where id = any ($1::uuid[]) and dropped is null
  returning id, shard, kind, once, sender, arrived, body
), put as (
  insert into mvcrs.signal (id, shard, kind, once, sender, arrived, body)
  select id, shard, kind, once, sender, arrived, body from again order by arrived, id
  on conflict (id) do nothing
)
select from again`;

const DROP = `
update mvcrs.signal_aside set dropped = clock_timestamp(), dropped_by = $2, dropped_why = $3
where id = any ($1::uuid[]) and dropped is null`;

export const asideIn = (database: Database): Aside => ({
  count: () =>
    database.run(async (client) => {
      const { rows } = await client.query<{ readonly n: number }>(
        "select count(*)::int as n from mvcrs.signal_aside where dropped is null",
      );
      return rows[0]?.n ?? 0;
    }),
  list: () => database.run(async (client) => (await client.query<AsideRow>(LIST)).rows),
  retry: (ids) => database.run(async (client) => (await client.query(RETRY, [ids])).rowCount ?? 0),
  drop: (ids, { actor, reason }) =>
    database.run(async (client) => (await client.query(DROP, [ids, actor, reason])).rowCount ?? 0),
});

// Fenced as a commit is: of a shard that another holds now, nothing is moved.
const SET_ASIDE = `
with held as (
  select id from mvcrs.shard where id = $1 and epoch = $2 for update
), room as (
  select count(*) < ${MOST_ASIDE} as is_left from mvcrs.signal_aside where dropped is null
), gone as (
  delete from mvcrs.signal using held, room
  where signal.shard = held.id and signal.n = $3 and room.is_left
  returning signal.id, signal.shard, signal.kind, signal.once, signal.sender, signal.arrived, signal.body
), put as (
  insert into mvcrs.signal_aside (id, shard, kind, once, sender, arrived, body, problem)
  select id, shard, kind, once, sender, arrived, body, $4 from gone
  on conflict (id) do update set
    problem = excluded.problem, since = excluded.since, dropped = null, dropped_by = null, dropped_why = null
)
select is_left from room`;

const LONGEST_PROBLEM = 2_000;

/** Puts a row of a shard aside; false where too many stand there already. */
export async function setAside(
  client: pg.Client,
  row: { readonly shard: number; readonly epoch: string; readonly n: string },
  problem: string,
): Promise<boolean> {
  const text = problem.replaceAll("\0", "").slice(0, LONGEST_PROBLEM);
  const { rows } = await client.query<{ readonly is_left: boolean }>(SET_ASIDE, [
    ...[row.shard, row.epoch, row.n, text],
  ]);
  return rows[0]?.is_left ?? true;
}
