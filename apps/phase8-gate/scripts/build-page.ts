// Bundles the control room's scripts into the demo folder: `pnpm run build:control-room` at the root. The bundles are
// committed, so that a fresh clone can be served as it is; a test compares them with what their sources give.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const local = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const assets = local("../../../demo/Phase-8-Universal-Value-Dominance/assets/");

export const pageScripts: readonly string[] = ["control-room", "mermaid-frame"];

export async function bundlePageScript(name: string): Promise<string> {
  const build = await rolldown({
    input: local(`../page/${name}.ts`),
    platform: "browser",
    tsconfig: false,
    resolve: {
      alias: {
        "@phase8/readiness/control-room": local("../../../packages/readiness/src/control-room.ts"),
        "@mvcrs/errors": local("../../../packages/errors/src/index.ts"),
      },
    },
  });
  // No modules: from disk a browser runs none, and the page could not even say why it shows nothing.
  const { output } = await build.generate({ format: "iife", minify: true });
  await build.close();
  return `// Built from apps/phase8-gate/page/${name}.ts by scripts/build-page.ts; do not edit.\n${output[0].code}`;
}

export const readPageScript = (name: string): string => readFileSync(`${assets}${name}.js`, "utf8");

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const name of pageScripts) writeFileSync(`${assets}${name}.js`, await bundlePageScript(name));
