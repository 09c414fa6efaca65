import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { exportTiles, signLogCheckpoint } from "@mvcrs/chain";
import { verifierOf } from "@mvcrs/chain/note";
import type { RecentLines } from "@mvcrs/chain/store";
import { fixedSigner } from "@mvcrs/chain/testing";
import { type PostgresStoreOptions, postgresStore } from "@mvcrs/chain-postgres";
import { isCodedError } from "@mvcrs/errors";

/** Signs what the log holds and serves it as static files, again and again; says what cannot pass by itself. */
export async function publishing(
  { url, origin }: PostgresStoreOptions,
  folder: string,
  recent?: RecentLines,
): Promise<never> {
  const signer = fixedSigner(origin);
  const how = { dir: join(folder, "site"), verifierKeys: [verifierOf(signer)] };
  for (;;) {
    try {
      await using store = postgresStore({ url, origin, connectTimeoutMs: 2_000 });
      await using log = await store.read();
      for (;;) {
        const checkpoint = await signLogCheckpoint({
          log,
          origin,
          signer,
          statePath: join(folder, "signed"),
        });
        await exportTiles({ ...how, from: store, checkpoint, ...(recent === undefined ? {} : { recent }) });
        await pause(50);
      }
    } catch (thrown) {
      // The server is away, or the lock is that of another publisher, or of one that was killed just now.
      const passes = isCodedError(thrown) && (thrown.kind === "outside" || thrown.kind === "refused");
      if (!passes) process.send?.(`the publisher met ${String(thrown)}`);
      await pause(100);
    }
  }
}
