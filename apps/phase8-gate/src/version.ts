import { readFileSync } from "node:fs";

interface PackageFacts {
  readonly version: string;
  /** Where it is described; nothing while its sources are nowhere public. */
  readonly homepage: string | undefined;
}

/** What the program's own package says of it. */
export function packageFacts(): PackageFacts {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const said = (key: string): string | undefined => {
    const value =
      typeof manifest === "object" &&
      manifest !== null &&
      Object.entries(manifest).find(([name]) => name === key);
    return value && typeof value[1] === "string" ? value[1] : undefined;
  };
  return { version: said("version") ?? "unknown", homepage: said("homepage") };
}

/** The version of this program, as its package says. */
export const version = (): string => packageFacts().version;
