import type { LinePage, PageRange, TreeNode } from "@mvcrs/chain/store";
import pg from "pg";

const MOST_LINES = 2_048;
const MOST_BYTES = 1024 * 1024;

/**
 * What the pages hold of a range, as much as fits; at least one line, where there is one. Numbers have no gaps, so that a range
 * of numbers bounds what is read whatever plan is chosen. Only the wanted part of `lines` is read.
 */
const page = (from: string, to: string, few: string) => (bytes: string) =>
  `
with near as (
  select * from mvcrs.page
  where first >= (select max(first) from mvcrs.page where first <= ${from}) and first < ${to}
),
part as (
  select first, at, ends, lines, greatest(${from}, first) as low, least(${to}, next) as high
  from near where next > ${from} and ${few}
),
cut as (
  select low, coalesce(ends[low - first], at) as start, ends[high - first] as finish, at, lines from part
)
select min(low)::text as first, min(start)::text as at, ${bytes} as bytes from (
  select low, start, substr(lines, (start - at + 1)::int, (finish - start)::int) as bytes from cut
) as cut`;

const AS_BYTES = "string_agg(bytes, ''::bytea order by low)";
// On the way bytes take two characters each, and text one.
const AS_TEXT = `convert_from(${AS_BYTES}, 'UTF8')`;

const PAGE = {
  first: page(
    "$1::bigint",
    `least($2::bigint, $1::bigint + ${MOST_LINES})`,
    // The first one, which may begin long before, is there in any case.
    `(first <= $1 or at < (select min(at) from near where next > $1) + ${MOST_BYTES})`,
  ),
  last: page(
    `greatest($1::bigint, $2::bigint - ${MOST_LINES})`,
    "$2::bigint",
    `(next >= $2 or at > (select max(at) from near) - ${MOST_BYTES})`,
  ),
};

interface PageRow<Bytes> {
  readonly first: string | null;
  readonly at: string | null;
  readonly bytes: Bytes | null;
}

/** Of a text that is none in UTF-8 (PostgreSQL, appendix A). */
const NOT_TEXT = "22021";

/** Lines as they would stand in a file; none where the table has none. */
export async function readPage(client: pg.Client, range: PageRange): Promise<LinePage> {
  const values = [range.from, range.to];
  const { end } = range;
  try {
    const text = { name: `page ${end}`, text: PAGE[end](AS_TEXT), values };
    return pageIn((await client.query<PageRow<string>>(text)).rows);
  } catch (thrown) {
    if (!(thrown instanceof pg.DatabaseError) || thrown.code !== NOT_TEXT) throw thrown;
    // No log holds such lines: whoever reads them says where the damage is.
    const bytes = { name: `bytes ${end}`, text: PAGE[end](AS_BYTES), values };
    return pageIn((await client.query<PageRow<Buffer>>(bytes)).rows);
  }
}

function pageIn([row]: readonly PageRow<string | Buffer>[]): LinePage {
  const { first, at, bytes } = row ?? { first: null, at: null, bytes: null };
  return {
    first: Number(first ?? -1),
    offset: Number(at ?? 0),
    bytes: typeof bytes === "string" ? Buffer.from(bytes) : (bytes ?? new Uint8Array(0)),
  };
}

/** How many subtrees n entries complete: as many as there are nodes in a tree of n leaves without the unfinished ones. */
const nodesOf = (count: string): string => `(2 * ${count} - bit_count((${count})::bit(64)))`;

const HASHES = `
select substr(
    page.hashes, (32 * (${nodesOf("asked.seq")} - ${nodesOf("page.first")} + asked.level) + 1)::int, 32
  ) as hash
from unnest($1::int[], $2::bigint[]) with ordinality as asked (level, seq, i)
left join lateral (
  select first, next, hashes from mvcrs.page where first <= asked.seq order by first desc limit 1
) as page on page.next > asked.seq
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
