import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** A Node on this machine. */
export interface Node {
  readonly path: string;
  readonly version: string;
}

const executable = process.platform === "win32" ? "node.exe" : "node";

/** The Node at a path; one that does not run has no version. */
export const nodeAt = (path: string): Node => ({
  path,
  version: (spawnSync(path, ["--version"], { encoding: "utf8" }).stdout ?? "").trim(),
});

/** Every Node on the PATH, one a version: the one that runs this is the first. */
export function nodesOnPath(): readonly Node[] {
  const paths = [
    process.execPath,
    ...(process.env["PATH"] ?? "").split(delimiter).map((it) => join(it, executable)),
  ];
  const found = new Map<string, Node>();
  for (const path of paths.filter((it) => existsSync(it))) {
    const node = nodeAt(path);
    if (node.version !== "" && !found.has(node.version)) found.set(node.version, node);
  }
  return [...found.values()];
}

/** With this Node first for whatever starts "node": npm, and the programs' own first line. */
export const environmentOf = ({ path }: Node): NodeJS.ProcessEnv => {
  const { MVCRS_ROOT: _root, FORCE_COLOR: _colour, ...env } = process.env;
  return { ...env, PATH: `${dirname(path)}${delimiter}${env["PATH"] ?? ""}`, NO_COLOR: "1" };
};
