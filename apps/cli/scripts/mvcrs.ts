// `mvcrs` from a checkout: bundles what has changed, then runs it in this process.
//   node apps/cli/scripts/mvcrs.ts <command>
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { bundledMain, isFresh } from "./is-fresh.ts";

if (!isFresh()) {
  try {
    // Loaded here: a fresh bundle waits for no bundler.
    await (await import("./bundle.ts")).bundle();
  } catch (thrown) {
    // In an emergency what was bundled before is better than nothing.
    if (!existsSync(bundledMain)) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    process.stderr.write(`note: the sources cannot be bundled; the program is an earlier one: ${reason}\n`);
  }
}
await import(pathToFileURL(bundledMain).href);
