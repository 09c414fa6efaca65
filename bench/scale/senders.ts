// Several senders, each of which sends its share of the batches, one after the other, when it is told to begin.
import { once } from "node:events";
import { setPriority } from "node:os";
import { postgresInbox } from "../../packages/chain-postgres/dist/index.js";
import { batchOf } from "./events.ts";
import "./report.ts";

// In earnest they are on other machines: here they leave the processor to whoever is behind.
setPriority(10);
const [url = "", origin = "", batches = "", senders = ""] = process.argv.slice(2);
const all = Array.from({ length: Number(batches) }, (_, batch) => batchOf(batch));
const inbox = postgresInbox({ url, origin });
process.send?.("ready");
await once(process, "message");
await Promise.all(
  Array.from({ length: Number(senders) }, async (_, sender) => {
    for (let i = sender; i < all.length; i += Number(senders)) await inbox.submit(all[i] ?? []);
  }),
);
process.send?.("acknowledged");
