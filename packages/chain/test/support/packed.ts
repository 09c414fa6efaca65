import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const repo = fileURLToPath(new URL("../../../../", import.meta.url));
const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

/** Builds and packs a package of this repository; returns the tarball's path. */
function pack(name: "canonical" | "chain" | "errors" | "files", into: string): string {
  const folder = join(repo, "packages", name);
  run(process.execPath, [join(repo, "node_modules/typescript/bin/tsc"), "-b", folder], repo);
  const tarball = join(into, `${name}.tgz`);
  run("pnpm", ["pack", "--out", tarball], folder);
  return tarball;
}

/** Unpacks the packed packages under `root`/node_modules, with their dependencies beside them, as an install would. */
export function install(root: string): { readonly tarball: string; readonly modules: string } {
  const modules = join(root, "node_modules");
  const place = (tarball: string, name: string): void => {
    const folder = join(modules, "@mvcrs", name);
    mkdirSync(folder, { recursive: true });
    run("tar", ["xzf", tarball, "-C", folder, "--strip-components=1"], root);
  };
  const tarball = pack("chain", root);
  place(tarball, "chain");
  for (const name of ["canonical", "errors", "files"] as const) place(pack(name, root), name);
  for (const dependency of ["@noble/curves", "@noble/hashes", "@standard-schema/spec"]) {
    mkdirSync(dirname(join(modules, dependency)), { recursive: true });
    symlinkSync(join(repo, "packages/chain/node_modules", dependency), join(modules, dependency));
  }
  return { tarball, modules };
}
