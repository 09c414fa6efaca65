import { runSequencer } from "../../src/index.ts";

// A sequencer as a process of its own, which a test can kill and stop.
const [url = "", origin = ""] = process.argv.slice(2);
const controller = new AbortController();
process.on("SIGTERM", () => controller.abort());
await runSequencer({
  ...{ url, origin, signal: controller.signal },
  onLeading: (leading) => process.stdout.write(leading ? "leading\n" : "waiting\n"),
});
