// Are the scripts that packages carry what their sources give? Whoever adds an error code changes both without a thought.
import { readFileSync } from "node:fs";
import { buildPage, generated, moduleOf } from "../apps/portal/scripts/build-page.ts";
import { bundleEvidence, readEvidence } from "../packages/chain/scripts/build-evidence.ts";

const made: readonly (readonly [what: string, command: string, holds: () => Promise<boolean>])[] = [
  [
    "the evidence page",
    "node packages/chain/scripts/build-evidence.ts",
    async () => (await bundleEvidence()) === readEvidence(),
  ],
  [
    "the portal",
    "npx -y pnpm@12 --silent build:portal",
    async () => moduleOf(await buildPage()) === readFileSync(generated, "utf8"),
  ],
];

let ok = true;
for (const [what, command, holds] of made) {
  if (await holds()) continue;
  ok = false;
  process.stderr.write(`${what} is not what its sources give: \`${command}\`\n`);
}
if (ok) process.stdout.write(`generated: ${made.length} scripts are what their sources give\n`);
else process.exitCode = 1;
