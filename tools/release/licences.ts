import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Licences whose terms are kept by passing on their text. Another one is for a person to read, who adds it here. */
const allowed = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "ISC",
  "MIT",
  // Python's, of argparse, which markdown-it's own command line uses; permissive.
  "PSF-2.0",
]);

export interface Licensed {
  /** `name@version`. */
  readonly name: string;
  /** As its package.json says; empty where it says nothing. */
  readonly license: string;
}

/** Every package that an installation put below `folder`, ours left out. */
export function installedIn(folder: string, ours: ReadonlySet<string>): readonly Licensed[] {
  const found: Licensed[] = [];
  const visit = (modules: string): void => {
    for (const name of packagesOf(modules)) {
      const manifest = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
      const license = typeof manifest.license === "string" ? manifest.license : "";
      if (!ours.has(name)) found.push({ name: `${name}@${manifest.version}`, license });
      visit(join(modules, name, "node_modules"));
    }
  };
  visit(join(folder, "node_modules"));
  return found;
}

function packagesOf(modules: string): readonly string[] {
  const folders = (path: string): readonly string[] => {
    try {
      return readdirSync(path).filter((name) => !name.startsWith("."));
    } catch {
      return [];
    }
  };
  return folders(modules).flatMap((name) =>
    name.startsWith("@") ? folders(join(modules, name)).map((it) => `${name}/${it}`) : [name],
  );
}

/** Those that nobody has allowed. `(MIT OR GPL-2.0)` is a choice, and `MIT AND ISC` binds to both. */
export const disallowed = (packages: readonly Licensed[]): readonly Licensed[] =>
  packages.filter(
    ({ license }) =>
      !license
        .replaceAll(/[()]/g, "")
        .split(/ OR /)
        .some((choice) => choice.split(/ AND /).every((it) => allowed.has(it.trim()))),
  );

/** `MIT 12, ISC 3`. */
export function tally(packages: readonly Licensed[]): string {
  const counts = new Map<string, number>();
  for (const { license } of packages) counts.set(license, (counts.get(license) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([license, count]) => `${license} ${count}`)
    .join(", ");
}
