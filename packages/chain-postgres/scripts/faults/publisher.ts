import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { exportTiles, signLogCheckpoint } from "@mvcrs/chain";
import { verifierOf } from "@mvcrs/chain/note";
import { fixedSigner } from "@mvcrs/chain/testing";
import { postgresStore } from "@mvcrs/chain-postgres";
import { isCodedError } from "@mvcrs/errors";

// Signs what the log holds and serves it as static files, again and again; says what cannot pass by itself.
const [url = "", origin = "", folder = ""] = process.argv.slice(2);
process.on("disconnect", () => process.exit());
const signer = fixedSigner(origin);
const verifierKeys = [verifierOf(signer)];
for (;;) {
  try {
    await using store = postgresStore({ url, origin, connectTimeoutMs: 2_000 });
    await using log = await store.read();
    for (;;) {
      const checkpoint = await signLogCheckpoint({ log, origin, signer, statePath: join(folder, "signed") });
      await exportTiles({ from: store, dir: join(folder, "site"), checkpoint, verifierKeys });
      await pause(50);
    }
  } catch (thrown) {
    // The server is away, or the lock is that of a publisher that was killed just now.
    const passes = isCodedError(thrown) && (thrown.kind === "outside" || thrown.kind === "refused");
    if (!passes) process.send?.(`the publisher met ${String(thrown)}`);
    await pause(100);
  }
}
