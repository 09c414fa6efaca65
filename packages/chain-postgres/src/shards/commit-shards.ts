import type pg from "pg";
import { postgresErrors } from "../errors.ts";
import { listed, packed, unpacked } from "./packed.ts";
import type { ShardRow } from "./shard-row.ts";
import { valuesOf } from "./submit-rows.ts";

/** What judging made of a shard since its last commit. */
export interface ShardCommit {
  readonly shard: number;
  /** Rows that were judged: they are removed. */
  readonly numbers: readonly string[];
  /** What changes every time. */
  readonly snapshot: string;
  /** What changed beside it, by name. */
  readonly parts: ReadonlyMap<string, string>;
  /** What other shards are told. */
  readonly told: readonly ShardRow[];
}

/** How a shard is held: a commit names both numbers. */
export interface Hold {
  readonly epoch: string;
  commits: number;
}

// One statement, so one transaction. Everything hangs on the row of its shard: where that has another epoch by now, or was
// committed already, nothing of that shard changes.
const COMMIT = `
with moved as (
  update mvcrs.shard set
    commits = shard.commits + 1, done = shard.done + asked.judged,
    snapshot = ${unpacked("$1", { start: "asked.start", finish: "asked.finish" })}
  from unnest($2::int[], $3::int[], $4::int[], $5::bigint[], $6::bigint[], $7::int[])
    as asked (start, finish, id, epoch, commits, judged)
  where shard.id = asked.id and shard.epoch = asked.epoch and shard.commits = asked.commits
  returning shard.id
), gone as (
  delete from mvcrs.signal using moved, unnest($8::int[], $9::bigint[]) as judged (shard, n)
  where judged.shard = moved.id and signal.n = judged.n
  returning signal.id, signal.once
), remembered as (
  insert into mvcrs.signal_once (id) select id from gone where once on conflict do nothing
), changed as (
  insert into mvcrs.shard_part (shard, part, body)
  select part.shard, ${unpacked("$10", { start: "part.name_start", finish: "part.start" })},
    ${unpacked("$10", { start: "part.start", finish: "part.finish" })}
  from unnest($11::int[], $12::int[], $13::int[], $14::int[]) as part (shard, name_start, start, finish)
  join moved on moved.id = part.shard
  on conflict (shard, part) do update set body = excluded.body
), told as (
  insert into mvcrs.signal (id, shard, kind, once, sender, body)
  select part.id, part.shard, substr($16, part.i::int, 1), part.once, ($23::text[])[part.sender],
    ${unpacked("$15", { start: "part.start", finish: "part.finish" })}
  from unnest($17::int[], $18::int[], $19::uuid[], $20::int[], $21::boolean[], $22::int[], $24::int[])
    with ordinality as part (start, finish, id, shard, once, sender, origin, i)
  join moved on moved.id = part.origin
  where not (part.once and exists (select from mvcrs.signal_once where signal_once.id = part.id))
  on conflict (id) do nothing
)
select id from moved`;

/** Commits shards; returns those that were, each by its epoch. */
export async function commitShards(
  client: Pick<pg.Client, "query">,
  commits: readonly ShardCommit[],
  holds: ReadonlyMap<number, Hold>,
): Promise<ReadonlySet<number>> {
  const ids = commits.map(({ shard }) => shard);
  const holdOf = (shard: number): Hold => holds.get(shard) ?? { epoch: "-1", commits: 0 };
  const parts = commits.flatMap(({ shard, parts }) =>
    [...parts].map(([name, body]) => ({ shard, name, body })),
  );
  const [partBytes, partStarts, partEnds] = packed(parts.flatMap(({ name, body }) => [name, body]));
  const told = commits.flatMap(({ shard, told }) => told.map((row) => ({ row, shard })));
  const { rows } = await client.query<{ readonly id: number }>({
    name: "commit shards",
    text: COMMIT,
    values: [
      ...packed(commits.map(({ snapshot }) => snapshot)),
      ...[ids, ids.map((id) => holdOf(id).epoch), ids.map((id) => holdOf(id).commits)],
      commits.map(({ numbers }) => numbers.length),
      listed(commits.flatMap(({ shard, numbers }) => numbers.map(() => shard))),
      listed(commits.flatMap(({ numbers }) => numbers)),
      ...[partBytes, listed(parts.map(({ shard }) => shard))],
      ...[listed(even(partStarts)), listed(odd(partStarts)), listed(odd(partEnds))],
      ...valuesOf(told.map(({ row }) => row)),
      listed(told.map(({ shard }) => shard)),
    ],
  });
  return new Set(rows.map(({ id }) => id));
}

const even = (numbers: readonly number[]): readonly number[] => numbers.filter((_, i) => i % 2 === 0);
const odd = (numbers: readonly number[]): readonly number[] => numbers.filter((_, i) => i % 2 === 1);

/**
 * Of commits that changed nothing, those that are there all the same: their answer was lost, and they were sent again.
 */
export async function wereCommitted(
  client: pg.Client,
  shards: readonly number[],
  holds: ReadonlyMap<number, Hold>,
): Promise<ReadonlySet<number>> {
  const { rows } = await client.query<{
    readonly id: number;
    readonly epoch: string;
    readonly commits: string;
  }>("select id, epoch::text, commits::text from mvcrs.shard where id = any ($1::int[])", [shards]);
  return new Set(
    rows
      .filter(({ id, epoch, commits }) => {
        const hold = holds.get(id);
        return hold?.epoch === epoch && hold.commits + 1 === Number(commits);
      })
      .map(({ id }) => id),
  );
}

/** @throws SHARD_LOST */
export const lost = (store: string, shards: readonly number[]): Error =>
  postgresErrors.create("SHARD_LOST", { store, shards });
