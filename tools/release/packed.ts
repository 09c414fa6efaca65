import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createPackageFromTarballData, type Package } from "@arethetypeswrong/core";
import type { Manifest } from "../workspace/members.ts";
import { readMembers } from "../workspace/members.ts";

/** A package as it would be released. */
export interface Packed {
  readonly folder: string;
  /** As it stands in the tarball: versions instead of `catalog:` and `workspace:`. */
  readonly manifest: Manifest;
  readonly tarball: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What is in it, by path. */
  readonly contents: Package;
}

/** Packs every public package of the workspace into `folder`, in the order of their folders. Needs what is built. */
export function packAll(folder: string): readonly Packed[] {
  const shipped = readMembers().filter(({ manifest }) => manifest.private !== true);
  const filters = shipped.flatMap(({ manifest }) => ["--filter", manifest.name]);
  const shell = process.platform === "win32";
  // Its own lines, those of `prepack` among them, would stand between the results.
  execFileSync("pnpm", ["--recursive", ...filters, "pack", "--json", "--pack-destination", folder], {
    stdio: ["ignore", "ignore", "inherit"],
    shell,
  });
  return shipped.map(({ folder: source, manifest: { name, version = "" } }) => {
    const tarball = `${folder}/${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
    const bytes = new Uint8Array(readFileSync(tarball));
    const contents = createPackageFromTarballData(bytes);
    const manifest: Manifest = JSON.parse(contents.readFile(`/node_modules/${name}/package.json`));
    return { folder: source, manifest, tarball, bytes, contents };
  });
}

/** The paths in a package, as they stand below its folder. */
export function pathsIn({ manifest: { name }, contents }: Packed): readonly string[] {
  const prefix = `/node_modules/${name}/`;
  return contents.listFiles().map((path) => path.slice(prefix.length));
}

export const readPacked = ({ manifest: { name }, contents }: Packed, path: string): string =>
  contents.readFile(`/node_modules/${name}/${path}`);

/** The specifiers by which a package is imported. */
export const entriesOf = ({ manifest }: Packed): readonly string[] =>
  Object.keys(manifest.exports ?? {})
    .filter((path) => !path.endsWith(".json"))
    .map((path) => manifest.name + path.slice(1));
