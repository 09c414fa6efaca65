import type pg from "pg";
import { uuidArray } from "./uuid-array.ts";

export interface EventRow {
  /** A UUID, in lower case. */
  readonly id: string;
  /** Canonical JSON, so without a newline. */
  readonly body: string;
}

/** Adds events that were never acknowledged, each id once; returns the ids of those that are new, `undefined` for all. */
export async function putEvents(
  client: pg.Client,
  events: readonly EventRow[],
): Promise<ReadonlySet<string> | undefined> {
  const ids = uuidArray(events.map(({ id }) => id));
  const bodies = events.map(({ body }) => body).join("\n");
  const { rows } = await client.query<{ readonly ids: readonly string[] | null }>({
    name: "put",
    text: "select mvcrs.put($1, $2) as ids",
    values: [ids, bodies],
  });
  const fresh = rows[0]?.ids ?? null;
  return fresh === null ? undefined : new Set(fresh);
}

export interface InboxRow {
  readonly n: string;
  /** Canonical JSON, separated by newlines, where this program wrote it. */
  readonly bodies: string;
}

const MOST_ROWS = 4_000;
const MOST_BYTES = 2 * 1024 * 1024;

// Whatever is there, and not what is greater than the last: a number is given out before its row is committed, and another's
// row may be there earlier. A client's own come in order, since it sends the second after the first was acknowledged.
const NEXT = `
with near as (
  select n, bodies from mvcrs.inbox where n <> all ($1::bigint[]) order by n limit ${MOST_ROWS}
),
sized as (select *, sum(octet_length(bodies)) over (order by n) - octet_length(bodies) as before from near)
select n::text, bodies from sized where before < ${MOST_BYTES} order by sized.n`;

/** What comes next into the log, besides the rows that are on their way there; at least one, where there is one. */
export async function nextRows(client: pg.Client, taken: readonly string[]): Promise<readonly InboxRow[]> {
  return (await client.query<InboxRow>({ name: "next", text: NEXT, values: [taken] })).rows;
}

/**
 * Puts rows aside that no line can be made of, so that they hold up nobody, and forgets that their ids were acknowledged. Returns
 * those.
 */
export async function refuseRows(client: pg.Client, numbers: readonly string[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ readonly id: string }>(
    `with gone as (delete from mvcrs.inbox where n = any ($1::bigint[]) returning n, ids, bodies),
     forgotten as (
       delete from mvcrs.known using gone where known.n = gone.n and known.id = any (gone.ids)
     ),
     refused as (insert into mvcrs.refused (n, ids, bodies) select n, ids, bodies from gone)
     select gone_id.id::text as id from gone, unnest(gone.ids) with ordinality as gone_id (id, i) order by gone.n, gone_id.i`,
    [numbers],
  );
  return rows.map(({ id }) => id);
}

/** How many events wait. */
export async function countWaiting(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ readonly n: string }>(
    "select coalesce(sum(count), 0)::text as n from mvcrs.inbox",
  );
  return Number(rows[0]?.n ?? 0);
}
