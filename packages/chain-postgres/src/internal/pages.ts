import type { LinePage, PageRange, TreeNode } from "@mvcrs/chain/store";
import type pg from "pg";

const MOST_LINES = 2_048;
const MOST_BYTES = 1024 * 1024;

/**
 * The rows at one end of a range, as many as fit; at least one, where there is one. Numbers have no gaps, so that a range of
 * numbers bounds what is read whatever plan is chosen.
 */
const page = (range: string, few: string) => `
with near as (select seq, at, line from mvcrs.entry where ${range}),
page as (select * from near where ${few})
select min(seq)::text as first, min(at)::text as at, string_agg(line || '\\x0a'::bytea, ''::bytea order by seq) as bytes
from page`;

const PAGE = {
  first: page(
    `seq >= $1 and seq < least($2::bigint, $1::bigint + ${MOST_LINES})`,
    `at < (select min(at) from near) + ${MOST_BYTES}`,
  ),
  last: page(
    `seq >= greatest($1::bigint, $2::bigint - ${MOST_LINES}) and seq < $2`,
    `at > (select max(at) from near) - ${MOST_BYTES}`,
  ),
};

interface PageRow {
  readonly first: string | null;
  readonly at: string | null;
  readonly bytes: Buffer | null;
}

/** Lines as they would stand in a file; none where the table has none. */
export async function readPage(client: pg.Client, { from, to, end }: PageRange): Promise<LinePage> {
  const { rows } = await client.query<PageRow>({ name: `page ${end}`, text: PAGE[end], values: [from, to] });
  const { first, at, bytes } = rows[0] ?? { first: null, at: null, bytes: null };
  return { first: Number(first ?? -1), offset: Number(at ?? 0), bytes: bytes ?? new Uint8Array(0) };
}

const HASHES = `
select substr(entry.hashes, 32 * asked.level + 1, 32) as hash
from unnest($1::int[], $2::bigint[]) with ordinality as asked (level, seq, i)
left join mvcrs.entry on entry.seq = asked.seq
order by asked.i`;

/** The hash of a subtree stands with the last of its leaves. */
export async function readHashes(
  client: pg.Client,
  nodes: readonly TreeNode[],
): Promise<readonly (Uint8Array | undefined)[]> {
  const levels = nodes.map(({ level }) => level);
  const seqs = nodes.map(({ level, index }) => (index + 1) * 2 ** level - 1);
  const { rows } = await client.query<{ readonly hash: Buffer | null }>({
    name: "hashes",
    text: HASHES,
    values: [levels, seqs],
  });
  return rows.map(({ hash }) => hash ?? undefined);
}
