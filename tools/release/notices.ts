import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A package that was bundled into one of ours. */
interface Carried {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly folder: string;
}

/**
 * What the licences of bundled packages want to be kept with every copy: who wrote them, and on what terms. `modules` are the
 * paths of all that a bundler took in. Throws where a package says no licence.
 */
export function noticesOf(modules: Iterable<string>): string {
  const carried = new Map<string, Carried>();
  for (const path of modules) {
    const found = packageAbove(path);
    if (found !== undefined) carried.set(`${found.name}@${found.version}`, found);
  }
  const sorted = [...carried.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.map((it) => `${headline(it)}\n\n${termsIn(it)}\n`).join("\n");
}

const headline = ({ name, version, license }: Carried): string => `== ${name} ${version} (${license})`;

/** The packages of a text that `noticesOf` made. */
export const noticed = (text: string): readonly { readonly name: string; readonly license: string }[] =>
  [...text.matchAll(/^== (\S+) (\S+) \((.+)\)$/gm)].map(([, name = "", version, license = ""]) => ({
    name: `${name}@${version}`,
    license,
  }));

/** The package from the registry that a module is of; nothing for our own files and for what a plugin made up. */
function packageAbove(path: string): Carried | undefined {
  const [file = ""] = path.replace(/^\0[a-z-]+:/, "").split("?");
  if (!file.includes("node_modules")) return undefined;
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, "package.json");
    if (!existsSync(path)) continue;
    // Some packages have a package.json without a name below the real one, to say that they are of modules.
    const { name, version, license } = JSON.parse(readFileSync(path, "utf8"));
    if (name === undefined || version === undefined) continue;
    if (typeof license !== "string") throw new TypeError(`${name}@${version} says no licence`);
    return { name, version, license, folder };
  }
  return undefined;
}

/** The words of the package's own licence file. */
function termsIn({ name, license, folder }: Carried): string {
  const file = readdirSync(folder).find((it) => /^(licen[cs]e|copying)/i.test(it));
  if (file !== undefined) return readFileSync(join(folder, file), "utf8").trim();
  const { author, repository } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const by = typeof author === "string" ? author : (author?.name ?? `the authors of ${name}`);
  return `${license}, by ${by}; the package has no file with its terms. ${repository?.url ?? ""}`.trim();
}
