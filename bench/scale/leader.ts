// Leads, and signs what the log holds and exports it as static files, again and again, until there are as many entries as are
// expected.
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { exportTiles, signLogCheckpoint } from "../../packages/chain/dist/index.js";
import { verifierOf } from "../../packages/chain/dist/note.js";
import { RecentLines } from "../../packages/chain/dist/store.js";
import { fixedSigner } from "../../packages/chain/dist/testing.js";
import { postgresStore, runSequencer } from "../../packages/chain-postgres/dist/index.js";
import "./report.ts";

const [url = "", origin = "", folder = "", total = ""] = process.argv.slice(2);
const signer = fixedSigner(origin);
const verifierKeys = [verifierOf(signer)];
const recent = new RecentLines();
const leading = new Promise<void>((resolve) => {
  void runSequencer({
    ...{ url, origin, signal: new AbortController().signal },
    onLeading: () => resolve(),
    onBatch: ({ batch }) => recent.add(batch),
  });
});
await using store = postgresStore({ url, origin });
const log = await store.read();
await leading;
process.send?.("leading");
const statePath = join(folder, "signed");
for (let size = 0; size < Number(total); ) {
  await pause(100);
  const checkpoint = await signLogCheckpoint({ log, origin, signer, statePath });
  const dir = join(folder, "site");
  ({ size } = await exportTiles({ from: store, dir, checkpoint, verifierKeys, recent }));
}
process.send?.("published");
