import { join } from "node:path";
import type { TextFiles } from "@mvcrs/files";
import { type Challenge, isOpen } from "../challenge.ts";
import { everyChallenge } from "../folded/every-challenge.ts";
import { type FoldableLog, type Folded, savedFromDefault } from "../folded/fold.ts";
import { saveFolded } from "../folded/saved.ts";
import type { SavedTable, SavedTables } from "../folded/saved-format.ts";
import type { MvcrsState } from "../state.ts";
import { Archive, assetOf, isAssetName, type ProjectedFile } from "./assets.ts";
import type { ArtifactPaths } from "./paths.ts";
import {
  assetName,
  challengeSummary,
  type LogPosition,
  renderJson,
  trustLockProjection,
} from "./projections.ts";
import { editsOf, nameOf, type Projector, wholeTables } from "./table.ts";

export interface ProjectionOptions {
  readonly files: TextFiles;
  readonly paths: ArtifactPaths;
  readonly projectors?: readonly Projector[];
  /** Entries from which on a state is worth saving. */
  readonly savedFrom?: number;
}

/** The two small files that every command updates; the summary says of which log last, when all else is written. */
export const smallFiles = (
  state: MvcrsState,
  position: LogPosition,
  paths: ArtifactPaths,
): ProjectedFile[] => [
  { path: paths.trustLock, text: renderJson(trustLockProjection(state)) },
  { path: paths.summary, text: renderJson(challengeSummary(state, position)) },
];

/**
 * Writes what follows from a log that is open for writing: the projections, and then the state itself. Where it was folded
 * from a saved state, the projections stood as of that one, so that only what changed since is written; else each is
 * compared with the log.
 */
export class ProjectionWriter {
  readonly #options: ProjectionOptions;
  readonly #log: () => Pick<FoldableLog, "entries">;
  /** The tables as they stand, once that is known. */
  #tables: SavedTables | null;
  #savedCount: number;

  constructor(options: ProjectionOptions, from: Folded["from"], log: () => Pick<FoldableLog, "entries">) {
    this.#options = options;
    this.#log = log;
    this.#tables = from?.tables ?? null;
    this.#savedCount = from?.count ?? 0;
  }

  /** Updates every projection and returns the paths that changed. */
  async project(state: MvcrsState, position: LogPosition): Promise<string[]> {
    const changed: string[] = [];
    const tables = this.#tables;
    const { paths, projectors = [] } = this.#options;
    const isKnown = tables !== null && projectors.every((each) => tables.has(nameOf(each, paths)));
    this.#tables =
      isKnown && state.touched !== null
        ? await this.#writeTouched(state, tables, state.touched, changed)
        : await this.#writeAll(state, changed);
    await this.#removeClosed(state, changed);
    for (const file of smallFiles(state, position, paths)) await this.#put(file, changed);
    state.touched = new Set();
    await this.#save(state, position);
    return changed;
  }

  async #put({ path, text }: ProjectedFile, changed: string[]): Promise<void> {
    const { files } = this.#options;
    if ((await files.read(path)) === text) return;
    await files.write(path, text);
    changed.push(path);
  }

  /**
   * Open assets and tables are compared by content; a closed challenge never changes again, so for the archive its name is
   * enough. The archive is written before an open asset is removed: stopped at any step, the next call ends in the same files.
   */
  async #writeAll(state: MvcrsState, changed: string[]): Promise<SavedTables> {
    const { files, paths, projectors = [] } = this.#options;
    const archive = new Archive(files, paths);
    const every = everyChallenge(state, (range) => this.#log().entries(range));
    const whole = await wholeTables(projectors, every, async (challenge) => {
      const asset = await assetOf(challenge, paths, archive);
      if (asset !== null && !asset.isArchived) await this.#put(asset, changed);
    });
    const tables = new Map<string, SavedTable>();
    for (const [i, projector] of projectors.entries()) {
      const { text, table } = whole[i] ?? { text: "", table: { bytes: 0, rows: new Map() } };
      await this.#put({ path: projector.path(paths), text }, changed);
      tables.set(nameOf(projector, paths), table);
    }
    return tables;
  }

  async #writeTouched(
    state: MvcrsState,
    tables: SavedTables,
    touched: ReadonlySet<string>,
    changed: string[],
  ): Promise<SavedTables> {
    const { files, paths, projectors = [] } = this.#options;
    const challenges: Challenge[] = [];
    for (const challenge of state.challenges.values())
      if (touched.has(challenge.id)) challenges.push(challenge);
    const archive = new Archive(files, paths);
    const present = new Set(await files.list(paths.stateFolder));
    for (const challenge of state.challenges.values()) {
      const isMissing = isOpen(challenge) && !present.has(assetName(challenge) ?? "");
      if (!isMissing && !touched.has(challenge.id)) continue;
      const asset = await assetOf(challenge, paths, archive);
      if (asset !== null) await this.#put(asset, changed);
    }
    // A table of a package that takes no part here stands as it did, unless it would have had to change.
    const next = new Map<string, SavedTable>(challenges.length === 0 ? tables : []);
    for (const projector of projectors) {
      const name = nameOf(projector, paths);
      const before = tables.get(name);
      const path = projector.path(paths);
      const { edits, table } = editsOf(before ?? { bytes: 0, rows: new Map() }, projector, challenges);
      if (before !== undefined && (await files.edit(path, before.bytes, edits))) {
        if (edits.length > 0) changed.push(path);
        next.set(name, table);
        continue;
      }
      // Somebody else wrote to it, or a command was killed before it saved its state.
      const [whole] = await wholeTables(
        [projector],
        everyChallenge(state, (range) => this.#log().entries(range)),
      );
      await this.#put({ path, text: whole?.text ?? "" }, changed);
      if (whole !== undefined) next.set(name, whole.table);
    }
    return next;
  }

  /** The assets of challenges that are open no more, and those under the level that a challenge had before. */
  async #removeClosed(state: MvcrsState, changed: string[]): Promise<void> {
    const { files, paths } = this.#options;
    const wanted = new Set<string | null>();
    for (const challenge of state.challenges.values())
      if (isOpen(challenge)) wanted.add(assetName(challenge));
    for (const name of await files.list(paths.stateFolder)) {
      if (!isAssetName(name) || wanted.has(name)) continue;
      const path = join(paths.stateFolder, name);
      await files.remove(path);
      changed.push(path);
    }
  }

  async #save(state: MvcrsState, position: LogPosition): Promise<void> {
    const { files, paths, savedFrom = savedFromDefault } = this.#options;
    const isWorthIt = state.count >= savedFrom && state.count > 0 && state.count !== this.#savedCount;
    if (!isWorthIt || state.count !== position.count || this.#tables === null) return;
    await saveFolded({ files, folder: paths.folded }, state, position.chainHash, this.#tables);
    this.#savedCount = state.count;
  }
}
