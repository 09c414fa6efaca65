import { readdirSync } from "node:fs";
import { join } from "node:path";

const folders = ["docs", "packages", "apps", "contracts", "demo", ".changeset"];
const skipped = new Set(["node_modules", "dist", "bundle", "site", "test", "src", "artifacts", "vendor"]);

/** Every page of Markdown that people read in this repository, by its path from the root. */
export function markdownFiles(repository: string): readonly string[] {
  const below = (folder: string): string[] =>
    readdirSync(join(repository, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory())
        return skipped.has(entry.name) || (folder === "" && !folders.includes(entry.name)) ? [] : below(path);
      return entry.name.endsWith(".md") ? [path] : [];
    });
  return below("").sort();
}
