import { join } from "node:path";
import type { TextFiles } from "@mvcrs/files";
import { type Challenge, isOpen } from "../challenge.ts";
import type { ArtifactPaths } from "./paths.ts";
import { assetName, escalationAsset, renderJson } from "./projections.ts";

/** A file whose whole text follows from the log. */
export interface ProjectedFile {
  readonly path: string;
  readonly text: string;
}

export const isAssetName = (name: string): boolean =>
  /^(?:pending|critical)_challenge_[0-9a-f-]{36}\.json$/.test(name);

const isShardName = (name: string): boolean => /^[0-9a-f]{2}$/.test(name);
const shardOf = (name: string): string => /_([0-9a-f]{2})[0-9a-f-]{34}\.json$/.exec(name)?.[1] ?? "";

/**
 * The archive of closed challenges. A folder holds those whose ids begin alike, so that none has too many; what an earlier
 * version put into the archive itself stays where it is.
 */
export class Archive {
  readonly #files: Pick<TextFiles, "list">;
  readonly #folder: string;
  readonly #listed = new Map<string, ReadonlySet<string>>();

  constructor(files: Pick<TextFiles, "list">, { archive }: Pick<ArtifactPaths, "archive">) {
    this.#files = files;
    this.#folder = archive;
  }

  /** Where the asset of this name belongs, and whether there is one. */
  async placeOf(name: string): Promise<{ readonly path: string; readonly isThere: boolean }> {
    if ((await this.#names("")).has(name)) return { path: join(this.#folder, name), isThere: true };
    const shard = shardOf(name);
    return { path: join(this.#folder, shard, name), isThere: (await this.#names(shard)).has(name) };
  }

  /** Every asset that is there. */
  async paths(): Promise<string[]> {
    const shards = ["", ...[...(await this.#names(""))].filter(isShardName)];
    const found: string[] = [];
    for (const shard of shards)
      for (const name of await this.#names(shard))
        if (isAssetName(name)) found.push(join(this.#folder, shard, name));
    return found;
  }

  async #names(shard: string): Promise<ReadonlySet<string>> {
    const known = this.#listed.get(shard) ?? new Set(await this.#files.list(join(this.#folder, shard)));
    this.#listed.set(shard, known);
    return known;
  }
}

/** The asset of a challenge; `null` for a soft one, which has none. */
export async function assetOf(
  challenge: Challenge,
  { stateFolder }: Pick<ArtifactPaths, "stateFolder">,
  archive: Archive,
): Promise<(ProjectedFile & { readonly name: string; readonly isArchived: boolean }) | null> {
  const name = assetName(challenge);
  if (name === null) return null;
  const open = isOpen(challenge);
  const { path, isThere } = open
    ? { path: join(stateFolder, name), isThere: false }
    : await archive.placeOf(name);
  // Rendered only where somebody looks at it: most closed ones are archived already.
  return {
    name,
    path,
    isArchived: isThere,
    get text() {
      return renderJson(escalationAsset(challenge));
    },
  };
}
