// `node scripts/build-evidence.ts`: bundles the script of the evidence page into src/proof/evidence-script.ts, so that
// the package can write the page without a bundler. A test fails when the two differ.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const target = here("../src/proof/evidence-script.ts");

export async function bundleEvidence(): Promise<string> {
  const bundle = await rolldown({
    input: here("evidence/page.ts"),
    platform: "browser",
    // Their sources, so that a tree that was never built gives the same page.
    resolve: {
      alias: {
        "@mvcrs/errors": here("../../errors/src/index.ts"),
        "@mvcrs/canonical": here("../../canonical/src/index.ts"),
      },
    },
  });
  const { output } = await bundle.generate({ format: "iife", minify: true, comments: false });
  await bundle.close();
  const script = output[0].code.trim();
  return `// Made by scripts/build-evidence.ts from scripts/evidence/page.ts; do not edit.\n// biome-ignore-all lint: bundled code\n// biome-ignore-all format: one line keeps the diff of a rebuild small\nexport const EVIDENCE_SCRIPT: string = ${JSON.stringify(script)};\n`;
}

export const readEvidence = (): string => readFileSync(target, "utf8");

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, await bundleEvidence());
