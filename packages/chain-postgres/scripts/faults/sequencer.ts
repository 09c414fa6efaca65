import { RecentLines } from "@mvcrs/chain/store";
import { runSequencer } from "@mvcrs/chain-postgres";
import { publishing } from "./publishing.ts";

// A sequencer that publishes what it brought into the log, and kills itself at a named point, when it is told to.
const [url = "", origin = "", leaseMs = "500", folder = ""] = process.argv.slice(2);
let doomedAt = "";
process.on("message", (point) => {
  doomedAt = String(point);
});
process.on("disconnect", () => process.exit());
const reach = (point: string): void => {
  if (doomedAt === point) process.kill(process.pid, "SIGKILL");
};
const recent = new RecentLines();
void publishing({ url, origin }, folder, recent);
await runSequencer({
  ...{ url, origin, leaseMs: Number(leaseMs), signal: new AbortController().signal, connectTimeoutMs: 2_000 },
  onLeading: (leading) => {
    reach(leading ? "leading" : "not leading");
    process.send?.(leading);
  },
  counterKeys: () => {
    reach("numbering");
    // By then the statement is on its way to the server.
    setImmediate(() => reach("committing"));
    return [];
  },
  onBatch: ({ batch }) => {
    recent.add(batch);
    reach("committed");
  },
});
