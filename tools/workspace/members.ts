import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Manifest {
  readonly name: string;
  readonly description?: string;
  readonly private?: boolean;
  readonly version?: string;
  readonly homepage?: string;
  readonly bugs?: string;
  readonly repository?: { readonly type: string; readonly url: string; readonly directory: string };
  readonly type?: string;
  readonly license?: string;
  readonly keywords?: readonly string[];
  readonly files?: readonly string[];
  readonly bin?: Readonly<Record<string, string>>;
  readonly engines?: { readonly node?: string };
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly publishConfig?: { readonly access?: string; readonly provenance?: boolean };
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A package of the workspace. */
export interface Member {
  /** From the repository's root, where every tool runs: `packages/chain`. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** The folders that its tsconfig.json references. */
  readonly references: readonly string[];
}

export const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, "utf8")) as T;

/** Every package of the workspace, in the order of their folders. */
export function readMembers(): readonly Member[] {
  return ["packages", "apps"]
    .filter((group) => existsSync(group))
    .flatMap((group) => readdirSync(group).map((name) => `${group}/${name}`))
    .concat("contracts")
    .filter((folder) => existsSync(join(folder, "package.json")))
    .map((folder) => ({
      folder,
      manifest: readJson<Manifest>(join(folder, "package.json")),
      references: (
        readJson<{ references?: { path: string }[] }>(join(folder, "tsconfig.json")).references ?? []
      ).map(({ path }) => join(folder, path)),
    }));
}
