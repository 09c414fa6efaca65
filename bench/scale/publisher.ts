// Signs what the log holds and exports it as static files, again and again, until there are as many entries as are expected.
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { exportTiles, signLogCheckpoint } from "../../packages/chain/dist/index.js";
import { verifierOf } from "../../packages/chain/dist/note.js";
import { fixedSigner } from "../../packages/chain/dist/testing.js";
import { postgresStore } from "../../packages/chain-postgres/dist/index.js";
import "./report.ts";

const [url = "", origin = "", folder = "", total = ""] = process.argv.slice(2);
const signer = fixedSigner(origin);
const verifierKeys = [verifierOf(signer)];
const store = postgresStore({ url, origin });
const log = await store.read();
process.send?.("ready");
for (let size = 0; size < Number(total); ) {
  await pause(100);
  const checkpoint = await signLogCheckpoint({ log, origin, signer, statePath: join(folder, "signed") });
  ({ size } = await exportTiles({ from: store, dir: join(folder, "site"), checkpoint, verifierKeys }));
}
process.send?.("published");
