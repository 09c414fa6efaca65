import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string | { readonly default: string }>>;
}

/** Folders of the workspace's packages, in paths relative to it. */
export const memberFolders = (root: string): readonly string[] =>
  ["packages", "apps"]
    .flatMap((group) => readdirSync(join(root, group)).map((name) => `${group}/${name}`))
    .concat("contracts")
    .filter((folder) => existsSync(join(root, folder, "package.json")));

/** The source file behind each specifier by which a package of the workspace is imported. */
export function sourcesBySpecifier(root: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const folder of memberFolders(root)) {
    const manifest: Manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    for (const [subpath, target] of Object.entries(manifest.exports ?? {})) {
      const built = typeof target === "string" ? target : target.default;
      const source = built.replace(/^\.\/dist\//, "src/").replace(/\.js$/, ".ts");
      found.set(`${manifest.name}${subpath.slice(1)}`, join(root, folder, source));
    }
  }
  return found;
}

/** The sources of threads by name: a bundle has them as files of their own. */
export const workerSources = (root: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    memberFolders(root).flatMap((folder) =>
      readdirSync(join(root, folder, "src"), { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith("-worker.ts"))
        .map((path) => [basename(path, ".ts"), join(root, folder, "src", path)]),
    ),
  );
