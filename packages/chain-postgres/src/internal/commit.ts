import type { Head } from "@mvcrs/chain";
import type { LineBatch } from "@mvcrs/chain/store";
import type pg from "pg";

// One statement, so one transaction and one way to the server and back. It names the epoch and the number that come next: where
// either is another by now, it changes nothing. Lines travel as one piece of bytes and are taken apart over there.
const COMMIT = `
with moved as (
  update mvcrs.head set
    next = $3, bytes = $4, chain_hash = $5, root_hash = $6, frontier = $7, counters = $8,
    lease_until = clock_timestamp() + $9 * interval '1 millisecond'
  where epoch = $1 and next = $2
  returning next
), written as (
  insert into mvcrs.entry (seq, at, hashes, line, event_id)
  select
    $2 + part.i - 1,
    $10 + part.start,
    substr($11::bytea, part.hash_start + 1, part.hash_end - part.hash_start),
    -- Without the newline.
    substr($12::bytea, part.start + 1, part.finish - part.start - 1),
    part.event_id
  from moved, unnest($13::int[], $14::int[], $15::int[], $16::int[], $17::uuid[])
    with ordinality as part (start, finish, hash_start, hash_end, event_id, i)
), taken as (
  delete from mvcrs.inbox using moved where inbox.n = any ($18::bigint[])
)
select next from moved`;

/** What a batch takes out of the inbox. */
export interface Taken {
  /** Of its events, in their order. */
  readonly ids: readonly string[];
  /** The numbers that the inbox gave them, and those that are in the log already. */
  readonly numbers: readonly string[];
}

const NOTHING: Taken = { ids: [], numbers: [] };

export interface Fence {
  readonly epoch: number;
  readonly leaseMs: number;
}

/** Commits a batch and its head; false where another epoch or another number stands there. */
export async function commitBatch(
  client: pg.Client,
  batch: LineBatch,
  fence: Fence,
  { ids, numbers }: Taken = NOTHING,
): Promise<boolean> {
  const { first, offset, lines, ends, hashes, hashEnds, head } = batch;
  const { rowCount } = await client.query({
    name: "commit",
    text: COMMIT,
    values: [
      ...[fence.epoch, first, ...valuesOf(head), fence.leaseMs, offset],
      ...[bytesOf(hashes), bytesOf(lines), startsOf(ends), ends, startsOf(hashEnds), hashEnds],
      ...[ids, numbers],
    ],
  });
  return rowCount === 1;
}

function valuesOf(head: Head): readonly unknown[] {
  const { count, bytes, chainHash, rootHash, frontier, counters } = head;
  const hex = (digits: string) => Buffer.from(digits, "hex");
  return [count, bytes, hex(chainHash), hex(rootHash), hex(frontier.join("")), JSON.stringify(counters)];
}

const startsOf = (ends: readonly number[]): readonly number[] => [0, ...ends.slice(0, -1)];
/** The client sends a Buffer as it is, and no other array of bytes. */
const bytesOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
