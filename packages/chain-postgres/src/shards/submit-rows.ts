import type pg from "pg";
import { listed, packed, unpacked } from "./packed.ts";
import { type ShardRow, shardOf } from "./shard-row.ts";

const INSERT = `
insert into mvcrs.signal (id, shard, kind, once, sender, body)
select part.id, part.shard, substr($2, part.i::int, 1), part.once, ($9::text[])[part.sender], ${unpacked("$1", { start: "part.start", finish: "part.finish" })}
from unnest($3::int[], $4::int[], $5::uuid[], $6::int[], $7::boolean[], $8::int[])
  with ordinality as part (start, finish, id, shard, once, sender, i)
where not (part.once and exists (select from mvcrs.signal_once where signal_once.id = part.id))
order by part.i
on conflict (id) do nothing`;

/** The parameters of rows that are put somewhere: bodies, kinds, an array for each of the others, and the senders by their numbers. */
export function valuesOf(rows: readonly ShardRow[]): readonly unknown[] {
  const [bytes, starts, ends] = packed(rows.map(({ body }) => body));
  const senders = new Map<string, number>();
  const numbers = rows.map(({ sender }) => {
    const number = senders.get(sender) ?? senders.size + 1;
    senders.set(sender, number);
    return number;
  });
  return [
    ...[bytes, rows.map(({ kind }) => kind).join(""), listed(starts), listed(ends)],
    ...[listed(rows.map(({ id }) => id)), listed(rows.map(({ key }) => shardOf(key)))],
    ...[listed(rows.map(({ once = false }) => once)), listed(numbers), [...senders.keys()]],
  ];
}

/** Adds rows that are not there; returns how many. */
export async function insertRows(client: pg.Client, rows: readonly ShardRow[]): Promise<number> {
  return (await client.query({ name: "put", text: INSERT, values: [...valuesOf(rows)] })).rowCount ?? 0;
}
