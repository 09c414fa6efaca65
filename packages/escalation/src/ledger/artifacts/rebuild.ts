import { join } from "node:path";
import { formatMeta } from "@mvcrs/chain";
import type { TextFiles } from "@mvcrs/files";
import { counterKeys } from "../events.ts";
import { readLedger } from "../read-ledger.ts";
import type { MvcrsState } from "../state.ts";
import type { ArtifactPaths } from "./paths.ts";
import type { LogPosition } from "./projections.ts";
import { isAssetName, type ProjectedFile, type Projector, projectAll } from "./write-projections.ts";

/** A projection that is not what the log says. */
export interface Disagreement {
  readonly path: string;
  readonly problem: "missing" | "differs" | "unexpected";
}

export interface RebuildOptions {
  readonly files: TextFiles;
  readonly state: MvcrsState;
  readonly position: LogPosition;
  readonly paths: ArtifactPaths;
  readonly projectors: readonly Projector[];
}

/** Compares every projection, the archive included, with what the log projects. Writes nothing. */
export async function checkProjections(options: RebuildOptions): Promise<Disagreement[]> {
  return (await compare(options)).found;
}

async function compare(options: RebuildOptions) {
  const { files, paths } = options;
  const found: Disagreement[] = [];
  const wanted = new Set<string>();
  const projected = [
    ...projectAll(options.state, options.position, paths, options.projectors),
    ...(await meta(options)),
  ];
  for (const { path, text } of projected) {
    wanted.add(path);
    const there = await files.read(path);
    if (there !== text) found.push({ path, problem: there === null ? "missing" : "differs" });
  }
  for (const folder of [paths.stateFolder, paths.archive])
    for (const name of await files.list(folder)) {
      const path = join(folder, name);
      if (isAssetName(name) && !wanted.has(path)) found.push({ path, problem: "unexpected" });
    }
  return { found, projected };
}

/** The chain's meta file, computed from the lines of the log alone. An empty log has no time to put into it. */
async function meta({ paths, state }: RebuildOptions): Promise<ProjectedFile[]> {
  if (state.lastAt === null) return [];
  // Nothing is there, so that nothing is taken on trust.
  await using log = await readLedger({ log: paths.log, meta: `${paths.meta}.none` }, { counterKeys });
  return [{ path: paths.meta, text: formatMeta(await log.head(), state.lastAt) }];
}

/** Recreates every projection from the log, byte for byte; returns what it had to fix. */
export async function rebuildProjections(options: RebuildOptions): Promise<Disagreement[]> {
  const { files } = options;
  const { found, projected } = await compare(options);
  const wrong = new Set(found.map(({ path }) => path));
  for (const { path, text } of projected) if (wrong.has(path)) await files.write(path, text);
  for (const { path, problem } of found) if (problem === "unexpected") await files.remove(path);
  return found;
}
