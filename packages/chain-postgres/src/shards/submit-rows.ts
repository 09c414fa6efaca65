import type pg from "pg";
import { packed, unpacked } from "./packed.ts";
import { type ShardRow, shardOf } from "./shard-row.ts";

const INSERT = `
insert into mvcrs.signal (id, shard, kind, once, sender, body)
select part.id, part.shard, substr($2, part.i::int, 1), part.once, part.sender, ${unpacked("$1", { start: "part.start", finish: "part.finish" })}
from unnest($3::int[], $4::int[], $5::uuid[], $6::int[], $7::boolean[], $8::text[])
  with ordinality as part (start, finish, id, shard, once, sender, i)
where not (part.once and exists (select from mvcrs.signal_once where signal_once.id = part.id))
order by part.i
on conflict (id) do nothing`;

/** The parameters of rows that are put somewhere: bodies, kinds, and an array for each of the others. */
export function valuesOf(rows: readonly ShardRow[]): readonly unknown[] {
  const [bytes, starts, ends] = packed(rows.map(({ body }) => body));
  return [
    ...[bytes, rows.map(({ kind }) => kind).join(""), starts, ends],
    ...[rows.map(({ id }) => id), rows.map(({ key }) => shardOf(key))],
    ...[rows.map(({ once = false }) => once), rows.map(({ sender }) => sender)],
  ];
}

/** Adds rows that are not there; returns how many. */
export async function insertRows(client: pg.Client, rows: readonly ShardRow[]): Promise<number> {
  return (await client.query({ name: "put", text: INSERT, values: [...valuesOf(rows)] })).rowCount ?? 0;
}
