import type pg from "pg";

/** One statement for however many. Bodies travel as one piece of bytes, as with COPY; unlike COPY it knows conflicts. */
const INSERT = `
insert into mvcrs.inbox (event_id, body)
select part.id, convert_from(substr($1::bytea, part.start + 1, part.finish - part.start), 'UTF8')
from unnest($2::uuid[], $3::int[], $4::int[]) with ordinality as part (id, start, finish, i)
where not exists (select from mvcrs.entry where entry.event_id = part.id)
order by part.i
on conflict (event_id) do nothing`;

/** Adds events that are neither here nor in the log; returns how many. */
export async function insertEvents(
  client: pg.Client,
  rows: readonly { readonly id: string; readonly body: string }[],
): Promise<number> {
  const bodies = rows.map(({ body }) => Buffer.from(body));
  const starts: number[] = [];
  const ends: number[] = [];
  let end = 0;
  for (const { length } of bodies) {
    starts.push(end);
    end += length;
    ends.push(end);
  }
  const values = [Buffer.concat(bodies), rows.map(({ id }) => id), starts, ends];
  return (await client.query({ name: "submit", text: INSERT, values })).rowCount ?? 0;
}

export interface InboxRow {
  readonly n: string;
  readonly event_id: string;
  readonly body: string;
  /** In the log already: it was sent again while it was being taken. */
  readonly known: boolean;
}

const MOST_ROWS = 4_000;
const MOST_BYTES = 8 * 1024 * 1024;

const NEXT = `
with near as (select n, event_id, body from mvcrs.inbox order by n limit ${MOST_ROWS}),
sized as (select *, sum(octet_length(body)) over (order by n) - octet_length(body) as before from near)
select n::text, event_id::text, body,
  exists (select from mvcrs.entry where entry.event_id = sized.event_id) as known
from sized where before < ${MOST_BYTES} order by sized.n`;

/** What comes next into the log; at least one, where there is one. */
export async function nextRows(client: pg.Client): Promise<readonly InboxRow[]> {
  return (await client.query<InboxRow>({ name: "next", text: NEXT })).rows;
}

/** Forgets rows that are in the log already. */
export async function forgetKnown(client: pg.Client, numbers: readonly string[]): Promise<void> {
  await client.query(
    `delete from mvcrs.inbox where n = any ($1::bigint[])
     and exists (select from mvcrs.entry where entry.event_id = inbox.event_id)`,
    [numbers],
  );
}

/** Puts rows aside that no line can be made of, so that they hold up nobody. */
export async function refuseRows(client: pg.Client, numbers: readonly string[]): Promise<void> {
  await client.query(
    `with gone as (delete from mvcrs.inbox where n = any ($1::bigint[]) returning n, event_id, body)
     insert into mvcrs.refused (n, event_id, body) select n, event_id, body from gone`,
    [numbers],
  );
}

export async function countWaiting(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ readonly n: string }>("select count(*)::text as n from mvcrs.inbox");
  return Number(rows[0]?.n ?? 0);
}
