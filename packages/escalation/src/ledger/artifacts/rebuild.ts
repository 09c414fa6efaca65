import { basename, join } from "node:path";
import { formatMeta } from "@mvcrs/chain";
import type { TextFiles } from "@mvcrs/files";
import type { RaisedChallenge } from "../folded/every-challenge.ts";
import { readLedger } from "../read-ledger.ts";
import type { MvcrsState } from "../state.ts";
import { Archive, assetOf, isAssetName, type ProjectedFile } from "./assets.ts";
import type { ArtifactPaths } from "./paths.ts";
import type { LogPosition } from "./projections.ts";
import { type Projector, wholeTables } from "./table.ts";
import { smallFiles } from "./write-projections.ts";

/** A projection that is not what the log says. */
export interface Disagreement {
  readonly path: string;
  readonly problem: "missing" | "differs" | "unexpected";
}

/** A look at the log or a session, and what is beside it. */
export interface RebuildOptions {
  readonly files: TextFiles;
  readonly state: MvcrsState;
  readonly position: LogPosition;
  readonly challenges: () => AsyncIterable<RaisedChallenge>;
  readonly paths: ArtifactPaths;
  readonly projectors: readonly Projector[];
}

/** Compares every projection, the archive included, with what the log projects. Writes nothing. */
export function checkProjections(options: RebuildOptions): Promise<Disagreement[]> {
  return compare(options, async () => undefined);
}

/** Recreates every projection from the log, byte for byte; returns what it had to fix. */
export async function rebuildProjections(options: RebuildOptions): Promise<Disagreement[]> {
  const { files } = options;
  const found = await compare(options, ({ path, text }) => files.write(path, text));
  for (const { path, problem } of found) if (problem === "unexpected") await files.remove(path);
  return found;
}

/** Every projected file of the log, assets included. */
export async function* projectAll(options: RebuildOptions) {
  const { files, state, position, paths, projectors, challenges } = options;
  yield* smallFiles(state, position, paths);
  const archive = new Archive(files, paths);
  for await (const { challenge } of challenges()) {
    const asset = await assetOf(challenge, paths, archive);
    if (asset !== null) yield asset;
  }
  for (const [i, { text }] of (await wholeTables(projectors, challenges())).entries()) {
    const path = projectors[i]?.path(paths);
    if (path !== undefined) yield { path, text };
  }
  yield* await meta(options);
}

async function compare(
  options: RebuildOptions,
  fix: (file: ProjectedFile) => Promise<void>,
): Promise<Disagreement[]> {
  const { files, paths } = options;
  const found: Disagreement[] = [];
  const wanted = new Set<string>();
  for await (const { path, text } of projectAll(options)) {
    if (isAssetName(basename(path))) wanted.add(path);
    const there = await files.read(path);
    if (there === text) continue;
    found.push({ path, problem: there === null ? "missing" : "differs" });
    await fix({ path, text });
  }
  const inState = (await files.list(paths.stateFolder)).filter(isAssetName);
  const all = [
    ...inState.map((name) => join(paths.stateFolder, name)),
    ...(await new Archive(files, paths).paths()),
  ];
  for (const path of all) if (!wanted.has(path)) found.push({ path, problem: "unexpected" });
  return found;
}

/** The chain's meta file, computed from the lines of the log alone. An empty log has no time to put into it. */
async function meta({ paths, state }: Pick<RebuildOptions, "paths" | "state">): Promise<ProjectedFile[]> {
  if (state.lastAt === null) return [];
  // Nothing is there, so that nothing is taken on trust.
  await using log = await readLedger({ log: paths.log, meta: `${paths.meta}.none` });
  return [{ path: paths.meta, text: formatMeta(await log.head(), state.lastAt) }];
}
