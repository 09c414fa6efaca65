import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The codes of a catalogue that no source file below `folder` names, apart from the catalogue itself. */
export function unusedCodes(codes: readonly string[], folder: string): string[] {
  const sources = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && entry.name !== "errors.ts")
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
  return codes.filter((code) => !sources.includes(`"${code}"`));
}
