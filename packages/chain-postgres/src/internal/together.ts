import { isCodedError } from "@mvcrs/errors";
import type pg from "pg";

/** What goes along with a batch did not want it to be committed; neither was. */
export class RefusedAlong extends Error {}

/** Commits a batch and what goes along with it, or neither; false where the batch changed nothing. */
export async function together(
  client: pg.Client,
  commit: () => Promise<boolean>,
  along: (client: pg.Client) => Promise<void>,
): Promise<boolean> {
  await client.query("begin");
  try {
    const done = await commit();
    if (done) await refusing(() => along(client));
    await client.query(done ? "commit" : "rollback");
    return done;
  } catch (thrown) {
    // Where this fails too, the connection is gone, and the transaction with it.
    await client.query("rollback").catch(() => undefined);
    throw thrown;
  }
}

/** Tells an error of ours, which the caller threw to keep both out, from what the server or the way there did. */
async function refusing(along: () => Promise<void>): Promise<void> {
  try {
    await along();
  } catch (thrown) {
    throw isCodedError(thrown) ? new RefusedAlong("refused", { cause: thrown }) : thrown;
  }
}
