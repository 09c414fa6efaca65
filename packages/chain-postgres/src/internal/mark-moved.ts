import type { Head } from "@mvcrs/chain";
import type pg from "pg";
import { postgresErrors } from "../errors.ts";
import { readHead } from "./head-row.ts";

// With the next epoch, so that a writer which is at work has ended.
const MOVED = `
update mvcrs.head set moved_to = $1, epoch = epoch + 1, holder = null, lease_until = '-infinity'
where next = $2 and root_hash = $3`;

/** @throws STORE_ENTRIES_LOST where the log is another by now */
export async function markMoved(
  client: pg.Client,
  {
    to,
    head,
    store,
  }: { readonly to: string; readonly head: Pick<Head, "count" | "rootHash">; readonly store: string },
): Promise<void> {
  const { rowCount } = await client.query(MOVED, [to, head.count, Buffer.from(head.rootHash, "hex")]);
  if (rowCount === 1) return;
  const { count } = (await readHead(client, store)).head;
  throw postgresErrors.create("STORE_ENTRIES_LOST", { store, count, known: head.count });
}
