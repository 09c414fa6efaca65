import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { memberFolders } from "./workspace-sources.ts";

export const root = fileURLToPath(new URL("../../../", import.meta.url));
export const bundleFolder = join(root, "apps/cli/bundle");

/** The bundled program. */
export const bundledMain = join(bundleFolder, "mvcrs.mjs");

/** True where the bundle is whole, and no source, package or version has changed since it was made. */
export function isFresh(): boolean {
  const made = statSync(bundledMain, { throwIfNoEntry: false })?.mtimeMs;
  if (made === undefined || !isWhole()) return false;
  const newer = (path: string): boolean => statSync(path).mtimeMs > made;
  const changed = (path: string): boolean =>
    newer(path) ||
    readdirSync(path, { withFileTypes: true }).some((entry) => {
      const inside = join(path, entry.name);
      return entry.isDirectory() ? changed(inside) : newer(inside);
    });
  return !(
    newer(join(root, "pnpm-lock.yaml")) ||
    changed(join(root, "apps/cli/scripts")) ||
    memberFolders(root).some(
      (member) => newer(join(root, member, "package.json")) || changed(join(root, member, "src")),
    )
  );
}

function isWhole(): boolean {
  const [, names = ""] = readFileSync(bundledMain, "utf8").split("\n");
  return (
    names.startsWith("// ") &&
    names
      .slice(3)
      .split(" ")
      .every((name) => existsSync(join(bundleFolder, name)))
  );
}
