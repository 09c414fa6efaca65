// Leads, or waits to; says so.
import { runSequencer } from "../../packages/chain-postgres/dist/index.js";
import "./report.ts";

const [url = "", origin = ""] = process.argv.slice(2);
await runSequencer({
  ...{ url, origin, signal: new AbortController().signal },
  onLeading: (leading) => process.send?.(leading ? "leading" : "waiting"),
});
