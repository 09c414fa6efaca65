import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A file of a package that is shipped or bundled: its `src`, and the pages of an app. */
export interface SourceFile {
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
}

export function sourceFiles(folder: string): readonly SourceFile[] {
  return ["src", "page"]
    .map((part) => join(folder, part))
    .filter((part) => existsSync(part))
    .flatMap((part) =>
      readdirSync(part, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts") && !name.split(/[\\/]/).includes("generated"))
        .map((name) => join(part, name)),
    )
    .sort()
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

const specifier =
  /^\s*(?:import|export)\b[^"';]*?\bfrom\s*"([^"]+)"|^\s*import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)|\bimport\.meta\.resolve\(\s*"([^"]+)"/gm;

/** Every module that a file names, types and lazy imports included. */
export function importsOf(text: string): readonly string[] {
  return [...text.matchAll(specifier)].map((match) => match.slice(1).find((it) => it !== undefined) ?? "");
}

/** `@mvcrs/chain/note` belongs to `@mvcrs/chain`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
