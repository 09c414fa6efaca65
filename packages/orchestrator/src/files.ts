import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { messageOf } from "@mvcrs/errors";
import { orchestratorErrors } from "./errors.ts";
import type { OrchestratorPaths } from "./paths.ts";

/**
 * The disk as the orchestrator needs it; the artifact files of `@mvcrs/escalation` have the same shape. A write replaces
 * a file as a whole: after a crash it holds the old text or the new.
 */
export interface OrchestratorFiles {
  /** The text of a file, `null` if there is none. */
  read(path: string): Promise<string | null>;
  write(path: string, text: string): Promise<void>;
  /** Removes a file; one that is not there is fine. */
  remove(path: string): Promise<void>;
  /** Names in a folder; none if it is not there. */
  list(folder: string): Promise<readonly string[]>;
}

/** The machine's disk: temporary file, fsync, rename, fsync of the folder. Throws DISK_FAILED. */
export const nodeOrchestratorFiles: OrchestratorFiles = {
  read: (path) => unlessMissing(path, () => readFile(path, "utf8"), null),

  write: (path, text) =>
    guarded(path, async () => {
      await mkdir(dirname(path), { recursive: true });
      // Two commands may write the same file (freeze by a person, freeze by the orchestrator): each its own temporary.
      const temporary = `${path}.${process.pid}.tmp`;
      const file = await open(temporary, "w");
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, path);
      await syncFolder(dirname(path));
    }),

  remove: (path) =>
    guarded(path, async () => {
      await rm(path, { force: true });
      await syncFolder(dirname(path));
    }),

  list: (folder) => unlessMissing(folder, async () => (await readdir(folder)).sort(), []),
};

/**
 * Removes what a process left that was killed while it wrote a receipt or the scoreboard. Only the holder of the folder's lock
 * writes those, and only it may call this.
 */
export async function removeLeftovers(
  files: OrchestratorFiles,
  { folder, runs }: Pick<OrchestratorPaths, "folder" | "runs">,
): Promise<void> {
  for (const name of await files.list(runs))
    if (/^run-\d+\.json\.\d+\.tmp$/.test(name)) await files.remove(join(runs, name));
  for (const name of await files.list(folder))
    if (/^scoreboard\.json\.\d+\.tmp$/.test(name)) await files.remove(join(folder, name));
}

async function unlessMissing<Result>(
  path: string,
  action: () => Promise<Result>,
  missing: Result,
): Promise<Result> {
  try {
    return await action();
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return missing;
    throw orchestratorErrors.create("DISK_FAILED", { path, problem: messageOf(thrown) }, { cause: thrown });
  }
}

async function guarded(path: string, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (thrown) {
    throw orchestratorErrors.create("DISK_FAILED", { path, problem: messageOf(thrown) }, { cause: thrown });
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
