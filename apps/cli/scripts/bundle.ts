// The command line as it is released: few files instead of a thousand, which start in a third of the time.
//   node apps/cli/scripts/bundle.ts
import { mkdirSync, readdirSync, renameSync, statSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { bundledMain, bundleFolder as folder, root } from "./is-fresh.ts";
import { leanYargs } from "./lean-yargs.ts";
import { sourcesBySpecifier, workerSources } from "./workspace-sources.ts";

/** Bundles the sources as they are now. A program that runs keeps the files it was started with. */
export async function bundle(): Promise<void> {
  const began = new Date();
  const sources = sourcesBySpecifier(root);
  const build = await rolldown({
    input: { main: join(root, "apps/cli/src/main.ts"), ...workerSources(root) },
    platform: "node",
    // The floor of "engines": Node 20 knows no `await using`.
    transform: { target: "node20.19" },
    // Where a package has modules beside its UMD build, whose own `require` no bundler sees.
    resolve: { mainFields: ["module", "main"] },
    tsconfig: false,
    plugins: [{ name: "workspace", resolveId: (id) => sources.get(id) }, leanYargs],
  });
  const { output } = await build.generate({
    format: "esm",
    entryFileNames: (chunk) => (chunk.name === "main" ? "[name]-[hash].js" : "[name].js"),
    chunkFileNames: "[name]-[hash].js",
  });
  await build.close();
  mkdirSync(folder, { recursive: true });
  const chunks = output.filter((file) => file.type === "chunk");
  for (const { fileName, code } of chunks) replace(fileName, code);
  // Last of all what leads to the others, so that no start finds half of them.
  const main = chunks.find(({ name, isEntry }) => isEntry && name === "main");
  const names = chunks.map(({ fileName }) => fileName);
  // The names let `isFresh` see that a file has gone.
  replace("mvcrs.mjs", `#!/usr/bin/env node\n// ${names.join(" ")}\nimport "./${main?.fileName}";\n`);
  // What is changed while this runs may not be in it.
  utimesSync(bundledMain, began, began);
  sweep(new Set(["mvcrs.mjs", ...names]));
}

function replace(name: string, code: string): void {
  const temporary = join(folder, `${name}.${process.pid}.tmp`);
  writeFileSync(temporary, code, { mode: 0o755 });
  renameSync(temporary, join(folder, name));
}

/** Removes what earlier bundles left and nobody can be running any more. */
function sweep(kept: ReadonlySet<string>): void {
  const month = 30 * 24 * 60 * 60 * 1_000;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (!kept.has(name) && statSync(path).mtimeMs < Date.now() - month) unlinkSync(path);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle();
