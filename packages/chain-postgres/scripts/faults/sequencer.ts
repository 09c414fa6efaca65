import { runSequencer } from "@mvcrs/chain-postgres";

// A sequencer that kills itself at a named point, when it is told to.
const [url = "", origin = "", leaseMs = "500"] = process.argv.slice(2);
let doomedAt = "";
process.on("message", (point) => {
  doomedAt = String(point);
});
process.on("disconnect", () => process.exit());
const reach = (point: string): void => {
  if (doomedAt === point) process.kill(process.pid, "SIGKILL");
};
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
  onBatch: () => reach("committed"),
});
