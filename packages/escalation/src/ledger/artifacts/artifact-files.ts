import { constants } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { messageOf } from "@mvcrs/errors";
import { escalationErrors } from "../../errors.ts";

/** The disk as the artifacts need it. Passed in, so that tests can stop it at every step. */
export interface ArtifactFiles {
  /** The text of a file, `null` if there is none. */
  read(path: string): Promise<string | null>;
  /** Replaces a file as a whole: after a crash it holds the old text or the new, never a part. */
  write(path: string, text: string): Promise<void>;
  /** Removes a file; one that is not there is fine. */
  remove(path: string): Promise<void>;
  /** Names in a folder; none if it is not there. */
  list(folder: string): Promise<readonly string[]>;
}

const isCode = (thrown: unknown, code: string): boolean =>
  thrown instanceof Error && "code" in thrown && thrown.code === code;

/** A pipe or a device in the place of a file is refused: reading it might never end. */
async function readText(path: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    // off the rule: every caller says of its own file that it cannot be read, and why.
    if (!(await file.stat()).isFile()) throw new Error("it is not a file");
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

/** The machine's disk. Folders are made as needed. Errors: ARTIFACT_UNREADABLE, ARTIFACT_UNWRITABLE. */
export const nodeArtifactFiles: ArtifactFiles = {
  async read(path) {
    try {
      return await readText(path);
    } catch (thrown) {
      if (isCode(thrown, "ENOENT")) return null;
      throw escalationErrors.create(
        "ARTIFACT_UNREADABLE",
        { path, reason: messageOf(thrown) },
        { cause: thrown },
      );
    }
  },

  async write(path, text) {
    // One writer at a time holds the log's lock, so one name for the temporary file is enough, and a file that a
    // killed process left behind is overwritten by the next.
    const temporary = `${path}.tmp`;
    await wrap(path, async () => {
      await mkdir(dirname(path), { recursive: true });
      const file = await open(temporary, "w");
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, path);
      await syncFolder(dirname(path));
    });
  },

  async remove(path) {
    await wrap(path, async () => {
      await rm(path, { force: true });
      await syncFolder(dirname(path)).catch((thrown: unknown) => {
        if (!isCode(thrown, "ENOENT")) throw thrown;
      });
    });
  },

  async list(folder) {
    try {
      return (await readdir(folder)).sort();
    } catch (thrown) {
      if (isCode(thrown, "ENOENT")) return [];
      throw escalationErrors.create(
        "ARTIFACT_UNREADABLE",
        { path: join(folder, ""), reason: messageOf(thrown) },
        { cause: thrown },
      );
    }
  },
};

async function wrap(path: string, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (thrown) {
    throw escalationErrors.create(
      "ARTIFACT_UNWRITABLE",
      { path, reason: messageOf(thrown) },
      { cause: thrown },
    );
  }
}

/** A rename or a removal is durable once its folder is (POSIX leaves it open until then). */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
