import type pg from "pg";

export async function readCheckpoint(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ readonly note: string }>("select note from mvcrs.checkpoint");
  return rows[0]?.note ?? null;
}

/** The larger of two stays, whoever comes first. */
export async function writeCheckpoint(client: pg.Client, size: number, note: string): Promise<void> {
  await client.query(
    `insert into mvcrs.checkpoint (size, note) values ($1, $2)
     on conflict (one) do update set size = excluded.size, note = excluded.note where checkpoint.size < excluded.size`,
    [size, note],
  );
}
