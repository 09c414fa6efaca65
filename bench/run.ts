// `pnpm bench [name …]`: runs every bench/*.bench.ts, or those whose name contains one of the words given.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const wanted = process.argv.slice(2);
const benches = readdirSync(fileURLToPath(new URL(".", import.meta.url)))
  .filter((name) => name.endsWith(".bench.ts"))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
for (const name of benches) {
  process.stdout.write(`\n── ${name}\n`);
  const path = fileURLToPath(new URL(name, import.meta.url));
  const { status } = spawnSync(process.execPath, ["--expose-gc", path], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
