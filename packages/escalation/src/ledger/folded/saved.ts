import { basename, join } from "node:path";
import { isCodedError } from "@mvcrs/errors";
import type { TextFiles } from "@mvcrs/files";
import type { MvcrsState } from "../state.ts";
import type { IdRun } from "./entry-ids.ts";
import { Odd } from "./odd.ts";
import { formatSaved, parseSaved, type Saved, type SavedTables, sha256 } from "./saved-format.ts";

const stateFile = (folder: string): string => join(folder, "state.jsonl");
const idsFile = (folder: string, { sha256: hash }: IdRun): string => join(folder, `ids-${hash}.txt`);
const isIdsFile = (name: string): boolean => /^ids-[0-9a-f]{64}\.txt$/.test(name);

/** The state that was saved last; `null` where there is none that can be used. */
export async function readSaved({
  files,
  folder,
}: {
  readonly files: Pick<TextFiles, "read">;
  readonly folder: string;
}): Promise<Saved | null> {
  // What cannot be read is as good as gone: nobody needs it.
  const text = await files.read(stateFile(folder)).catch(() => null);
  if (text === null) return null;
  const parsed = parseSaved(text, async (run) => {
    const ids = await files.read(idsFile(folder, run)).catch(() => null);
    if (ids === null || sha256(ids) !== run.sha256) throw new Odd();
    return ids;
  });
  return "problem" in parsed ? null : parsed;
}

/**
 * Saves a state, to be called by whoever holds the lock of what it is saved for. What cannot be written is as good as not
 * there.
 *
 * @param tables Those that stand as of this state.
 */
export async function saveFolded(
  place: { readonly files: TextFiles; readonly folder: string },
  state: MvcrsState,
  chainHash: string,
  tables: SavedTables = new Map(),
): Promise<void> {
  try {
    await writeSaved(place, state, chainHash, tables);
  } catch (thrown) {
    // Nobody needs it: the next command folds more of the log.
    if (!isCodedError(thrown)) throw thrown;
  }
}

/**
 * The files that a state names are written before it, and those that it no longer names are removed after, so that a command
 * that is killed on the way leaves the state before or this one.
 */
async function writeSaved(
  { files, folder }: { readonly files: TextFiles; readonly folder: string },
  state: MvcrsState,
  chainHash: string,
  tables: SavedTables,
): Promise<void> {
  const ids = await state.ids.toSave(sha256);
  for (const { run, text } of ids.files) await files.write(idsFile(folder, run), text);
  await files.write(stateFile(folder), formatSaved(state, chainHash, tables, ids));
  state.ids.saved(ids);
  const named = new Set(ids.runs.map((run) => basename(idsFile(folder, run))));
  for (const name of await files.list(folder))
    if (isIdsFile(name) && !named.has(name)) await files.remove(join(folder, name));
}
