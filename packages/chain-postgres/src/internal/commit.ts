import type { Head } from "@mvcrs/chain";
import type { LineBatch } from "@mvcrs/chain/store";
import type pg from "pg";
import { partsOf } from "./parts.ts";

// One statement, so one transaction and one way to the server and back. It names the epoch and the number that come next: where
// either is another by now, it changes nothing. Lines travel as one piece of bytes and are cut into pages over there.
const COMMIT = `
with moved as (
  update mvcrs.head set
    next = $3, bytes = $4, chain_hash = $5, root_hash = $6, frontier = $7, counters = $8,
    lease_until = clock_timestamp() + $9 * interval '1 millisecond'
  where epoch = $1 and next = $2
  returning next
), written as (
  insert into mvcrs.page (first, next, at, ends, hashes, lines)
  select
    $2 + part.lines_before,
    $2 + part.lines_through,
    $10 + part.start,
    ($13::bigint[])[part.lines_before + 1 : part.lines_through],
    substr($11::bytea, part.hash_start + 1, part.hash_end - part.hash_start),
    substr($12::bytea, part.start + 1, part.finish - part.start)
  from moved, unnest($14::int[], $15::int[], $16::int[], $17::int[], $18::int[], $19::int[])
    as part (lines_before, lines_through, start, finish, hash_start, hash_end)
), taken as (
  delete from mvcrs.inbox using moved where inbox.n = any ($20::bigint[])
)
select next from moved`;

/** What a batch takes out of the inbox: the numbers of its rows. */
export interface Taken {
  readonly numbers: readonly string[];
}

const NOTHING: Taken = { numbers: [] };

export interface Fence {
  readonly epoch: number;
  readonly leaseMs: number;
}

/** Commits a batch and its head; false where another epoch or another number stands there. */
export async function commitBatch(
  client: pg.Client,
  batch: LineBatch,
  fence: Fence,
  { numbers }: Taken = NOTHING,
): Promise<boolean> {
  const { first, offset, lines, ends, hashes, head } = batch;
  const parts = partsOf(batch);
  const { rowCount } = await client.query({
    name: "commit",
    text: COMMIT,
    values: [
      ...[fence.epoch, first, ...valuesOf(head), fence.leaseMs, offset],
      // The client takes arrays apart for every value; these have nothing to be quoted.
      ...[bytesOf(hashes), bytesOf(lines), `{${ends.map((end) => offset + end).join(",")}}`],
      ...[parts.map((part) => part.linesBefore), parts.map((part) => part.linesThrough)],
      ...[parts.map((part) => part.start), parts.map((part) => part.finish)],
      ...[parts.map((part) => part.hashStart), parts.map((part) => part.hashEnd)],
      numbers,
    ],
  });
  return rowCount === 1;
}

function valuesOf(head: Head): readonly unknown[] {
  const { count, bytes, chainHash, rootHash, frontier, counters } = head;
  const hex = (digits: string) => Buffer.from(digits, "hex");
  return [count, bytes, hex(chainHash), hex(rootHash), hex(frontier.join("")), JSON.stringify(counters)];
}

/** The client sends a Buffer as it is, and no other array of bytes. */
const bytesOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
