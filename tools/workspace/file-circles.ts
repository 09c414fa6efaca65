import { join } from "node:path";
import { importsOf, type SourceFile } from "./sources.ts";

/** Files of a package that import each other in a circle, types included: none of them can be read first. */
export function fileCircles(files: readonly SourceFile[]): readonly string[] {
  const targets = new Map(
    files.map(({ path, text }) => [
      path,
      importsOf(text)
        .filter((it) => it.startsWith("."))
        .map((it) => join(path, "..", it)),
    ]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  // Depth first: an import of a file that is being visited closes a circle.
  const visit = (path: string, above: readonly string[]): void => {
    const at = above.indexOf(path);
    if (at >= 0) found.push([...above.slice(at), path].join(" -> "));
    if (at >= 0 || done.has(path)) return;
    for (const target of targets.get(path) ?? []) visit(target, [...above, path]);
    done.add(path);
  };
  for (const path of targets.keys()) visit(path, []);
  return found.map(
    (circle) =>
      `circle: ${circle}; no file of it can be read first: put what they share, often a type, into a file of its own`,
  );
}
