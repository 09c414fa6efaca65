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
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    // In an emergency what was bundled before is better than nothing.
    process.stderr.write(
      existsSync(bundledMain)
        ? `note: the sources cannot be bundled; the program is an earlier one: ${reason}\n`
        : `error: the program cannot be bundled: ${reason}\n  Run it once where the checkout can be written.\n`,
    );
  }
}
if (existsSync(bundledMain)) await import(pathToFileURL(bundledMain).href);
else process.exitCode = 4;
