import { join } from "node:path";
import type { TextFiles } from "@mvcrs/files";
import { isOpen } from "../challenge.ts";
import type { MvcrsState } from "../state.ts";
import type { ArtifactPaths } from "./paths.ts";
import {
  assetName,
  challengeSummary,
  escalationAsset,
  type LogPosition,
  renderJson,
  trustLockProjection,
} from "./projections.ts";

/** A file whose whole text follows from the log. */
export interface ProjectedFile {
  readonly path: string;
  readonly text: string;
}

/** Makes further files from the log's state, such as the telemetry CSV of a sibling package. */
export type Projector = (state: MvcrsState, paths: ArtifactPaths) => readonly ProjectedFile[];

export const isAssetName = (name: string): boolean =>
  /^(?:pending|critical)_challenge_[0-9a-f-]{36}\.json$/.test(name);

/** Every projected file of the log, assets included. */
export function projectAll(
  state: MvcrsState,
  position: LogPosition,
  paths: ArtifactPaths,
  more: readonly Projector[],
): ProjectedFile[] {
  const files = smallFiles(state, position, paths, more);
  for (const challenge of state.challenges.values()) {
    const place = assetName(challenge);
    if (place === null) continue;
    const folder = place.folder === "state" ? paths.stateFolder : paths.archive;
    files.push({ path: join(folder, place.name), text: renderJson(escalationAsset(challenge)) });
  }
  return files;
}

function smallFiles(
  state: MvcrsState,
  position: LogPosition,
  paths: ArtifactPaths,
  more: readonly Projector[],
): ProjectedFile[] {
  return [
    { path: paths.summary, text: renderJson(challengeSummary(state, position)) },
    { path: paths.trustLock, text: renderJson(trustLockProjection(state)) },
    ...more.flatMap((project) => project(state, paths)),
  ];
}

/**
 * Updates the projections from the log and returns the paths that changed. Open assets and the small files are compared
 * by content; a closed challenge never changes again, so for the archive its name is enough. The archive is written
 * before an open asset is removed: stopped at any step, the next call ends in the same files.
 */
export async function writeProjections(
  files: TextFiles,
  state: MvcrsState,
  position: LogPosition,
  paths: ArtifactPaths,
  more: readonly Projector[],
): Promise<string[]> {
  const changed: string[] = [];
  const put = async ({ path, text }: ProjectedFile) => {
    if ((await files.read(path)) === text) return;
    await files.write(path, text);
    changed.push(path);
  };

  const archived = new Set(await files.list(paths.archive));
  const present = (await files.list(paths.stateFolder)).filter(isAssetName);
  const wanted = new Set<string>();
  for (const challenge of state.challenges.values()) {
    const place = assetName(challenge);
    if (place === null) continue;
    if (isOpen(challenge)) wanted.add(place.name);
    else if (archived.has(place.name)) continue;
    const folder = place.folder === "state" ? paths.stateFolder : paths.archive;
    await put({ path: join(folder, place.name), text: renderJson(escalationAsset(challenge)) });
  }
  for (const name of present) {
    if (wanted.has(name)) continue;
    const path = join(paths.stateFolder, name);
    await files.remove(path);
    changed.push(path);
  }
  for (const file of smallFiles(state, position, paths, more)) await put(file);
  return changed;
}
