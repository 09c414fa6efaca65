import { dirname, join } from "node:path";
import { artifactPaths } from "../artifacts/paths.ts";

/** Whether there is something at a path; a folder that may not be looked into counts as holding it. */
export type Exists = (path: string) => Promise<boolean>;

/**
 * The root that a folder is in: the folder itself or the nearest one above that is a root, as git finds its repository.
 * `null` where there is none. A root from before marks were written is known by its log or configuration.
 */
export async function findRoot(folder: string, exists: Exists): Promise<string | null> {
  for (let at = folder; ; at = dirname(at)) {
    const { mark, log, config } = artifactPaths(at);
    for (const path of [mark, log, config]) if (await exists(path)) return at;
    if (dirname(at) === at) return null;
  }
}

/** The nearest marked root above a folder; `null` where there is none. */
export async function markedAbove(folder: string, exists: Exists): Promise<string | null> {
  for (let at = folder; dirname(at) !== at; at = dirname(at))
    if (await exists(artifactPaths(join(at, "..")).mark)) return dirname(at);
  return null;
}
