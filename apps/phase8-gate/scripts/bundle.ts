// The gate as it is released: one package that carries all it uses, so that a pipeline of any repository can fetch it in a second.
//   node apps/phase8-gate/scripts/bundle.ts
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { noticesOf } from "../../../tools/release/notices.ts";
import { sourcesBySpecifier, workerSources } from "../../cli/scripts/workspace-sources.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = join(root, "apps/phase8-gate/bundle");
const sources = sourcesBySpecifier(root);
const { "verify-worker": verifyWorker = "" } = workerSources(root);
const build = await rolldown({
  input: { "phase8-gate": join(root, "apps/phase8-gate/src/main.ts"), "verify-worker": verifyWorker },
  platform: "node",
  // The floor of "engines": Node 20 knows no `await using`.
  transform: { target: "node20.19" },
  // Where a package has modules beside its UMD build, whose own `require` no bundler sees.
  resolve: { mainFields: ["module", "main"] },
  tsconfig: false,
  plugins: [{ name: "workspace", resolveId: (id) => sources.get(id) }],
});
const { output } = await build.generate({
  format: "esm",
  entryFileNames: "[name].mjs",
  chunkFileNames: "[name]-[hash].mjs",
});
await build.close();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const chunks = output.filter((file) => file.type === "chunk");
for (const { fileName, code } of chunks) writeFileSync(join(folder, fileName), code, { mode: 0o755 });
writeFileSync(join(folder, "licenses.txt"), noticesOf(chunks.flatMap(({ moduleIds }) => moduleIds)));
