// The command line as it is released: few files instead of a thousand, which start in a third of the time.
//   node apps/cli/scripts/bundle.ts [--alone]
import { mkdirSync, readdirSync, renameSync, statSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { page } from "../../../packages/portal/src/generated/page.ts";
import { noticesOf } from "../../../tools/release/notices.ts";
import { bundledMain, bundleFolder as folder, root } from "./is-fresh.ts";
import { leanYargs } from "./lean-yargs.ts";
import { sourcesBySpecifier, workerSources } from "./workspace-sources.ts";

/** Bundles the sources as they are now. A program that runs keeps the files it was started with, unless `alone`: a package must not carry them. */
export async function bundle({ alone = false } = {}): Promise<void> {
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
  // CommonJS, whose compiled code can be kept; the threads start by name.
  const { output } = await build.generate({
    format: "cjs",
    entryFileNames: (chunk) => (chunk.name === "main" ? "[name]-[hash].js" : "[name].js"),
    chunkFileNames: "[name]-[hash].js",
  });
  await build.close();
  mkdirSync(folder, { recursive: true });
  const chunks = output.filter((file) => file.type === "chunk");
  replace("package.json", '{ "type": "commonjs" }\n');
  for (const { fileName, code } of chunks) replace(fileName, code);
  // Last of all what leads to the others, so that no start finds half of them.
  const main = chunks.find(({ name, isEntry }) => isEntry && name === "main");
  if (main === undefined) throw new TypeError("no entry");
  replace("start.js", await launcherOf(main.fileName));
  const names = ["package.json", "start.js", ...chunks.map(({ fileName }) => fileName)];
  // The names let `isFresh` see that a file has gone. No `import`: for each module of Node's it reads all that the module
  // exports, which loads others.
  replace(
    "mvcrs.mjs",
    `#!/usr/bin/env node
// ${names.join(" ")}
process.getBuiltinModule("node:module").createRequire(import.meta.url)("./start.js");
`,
  );
  // A package is a copy of all that is in it, and what the licences want goes with it.
  if (alone) {
    replace("licenses.txt", noticesOf(chunks.flatMap(({ moduleIds }) => moduleIds)) + pageLicenses());
    names.push("licenses.txt");
  }
  // What is changed while this runs may not be in it.
  utimesSync(bundledMain, began, began);
  sweep(new Set(["mvcrs.mjs", ...names]), alone ? 0 : month);
}

/** The file that runs the file `main` beside it. */
async function launcherOf(main: string): Promise<string> {
  const entry = "\0start";
  const launch = JSON.stringify(join(root, "apps/cli/src/start/launch.ts"));
  const code = `import { join } from "node:path";
    import { launch } from ${launch};
    launch({
      folder: import.meta.dirname,
      main: ${JSON.stringify(main)},
      compiledFolder: join(import.meta.dirname, "../node_modules/.cache/mvcrs"),
      argv: process.argv.slice(2),
    });`;
  const build = await rolldown({
    input: entry,
    platform: "node",
    tsconfig: false,
    plugins: [
      {
        name: "start",
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? code : null),
      },
    ],
  });
  const { output } = await build.generate({ format: "cjs" });
  await build.close();
  return output[0].code;
}

/** What the page that the program serves is made of. */
const pageLicenses = (): string =>
  Object.entries(page).find(([path]) => path.startsWith("assets/licenses-"))?.[1] ?? "";

function replace(name: string, code: string): void {
  const temporary = join(folder, `${name}.${process.pid}.tmp`);
  writeFileSync(temporary, code, { mode: 0o755 });
  renameSync(temporary, join(folder, name));
}

const month = 30 * 24 * 60 * 60 * 1_000;

/** Removes what earlier bundles left and nobody can be running any more. */
function sweep(kept: ReadonlySet<string>, olderThan: number): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (!kept.has(name) && statSync(path).mtimeMs < Date.now() - olderThan) unlinkSync(path);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await bundle({ alone: process.argv.includes("--alone") });
