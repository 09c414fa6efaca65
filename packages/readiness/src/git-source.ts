import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { messageOf } from "@mvcrs/errors";
import { readinessErrors } from "./errors.ts";
import { maxFileBytes } from "./layout.ts";
import { assertInside, type ReadinessSource } from "./source.ts";

const run = promisify(execFile);

/**
 * The files of a revision, as they were committed; the working tree is not looked at. `git` must be on the PATH.
 *
 * @param repository a folder inside the repository; paths are relative to the top of its tree
 * @param revision anything `git rev-parse` takes; it is resolved once, so a moving branch cannot mix two trees
 * @throws SOURCE_UNREADABLE, SOURCE_PATH
 */
export async function gitSource(repository: string, revision: string): Promise<ReadinessSource> {
  const git = async (args: readonly string[]): Promise<Buffer> => {
    const { stdout } = await run("git", ["-C", repository, ...args], {
      encoding: "buffer",
      maxBuffer: 2 * maxFileBytes,
    });
    return stdout;
  };
  let commit: string;
  try {
    // --end-of-options: a revision that looks like an option must not become one.
    const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
    commit = (await git(args)).toString("ascii").trim();
  } catch (cause) {
    const details = { path: `${repository}@${revision}`, reason: whyGitFailed(cause) };
    throw readinessErrors.create("SOURCE_UNREADABLE", details, { cause });
  }

  const entry = async (path: string): Promise<{ id: string; size: number } | undefined> => {
    const args = ["ls-tree", "-z", "-l", "--full-tree", commit, "--", assertInside(path)];
    // `<mode> <type> <object> <size>\t<path>`; a link (120000) is not followed.
    const line = /^100\d{3} blob ([0-9a-f]+) +(\d+)\t/.exec((await git(args)).toString("utf8"));
    return line?.[1] === undefined ? undefined : { id: line[1], size: Number(line[2]) };
  };
  const guarded = async <T>(path: string, action: () => Promise<T>): Promise<T> => {
    try {
      return await action();
    } catch (cause) {
      if (cause instanceof Error && !("cmd" in cause)) throw cause;
      const details = { path: `${commit}:${path}`, reason: whyGitFailed(cause) };
      throw readinessErrors.create("SOURCE_UNREADABLE", details, { cause });
    }
  };
  return {
    name: `${revision} (${commit.slice(0, 12)})`,
    size: (path) => guarded(path, async () => (await entry(path))?.size),
    read: (path) =>
      guarded(path, async () => {
        const found = await entry(path);
        return found === undefined ? undefined : new Uint8Array(await git(["cat-file", "blob", found.id]));
      }),
  };
}

/**
 * Does git know a file of a folder, though `.gitignore` would hide it? Where git cannot be asked, it is taken not to.
 *
 * @param path relative to the folder
 */
export async function isTracked(folder: string, path: string): Promise<boolean> {
  try {
    await run("git", ["--literal-pathspecs", "-C", folder, "ls-files", "--error-unmatch", "--", path]);
    return true;
  } catch {
    return false;
  }
}

/** git's own words where it has any: a folder of another user and a broken repository are no missing revision. */
function whyGitFailed(cause: unknown): string {
  if (!(cause instanceof Error)) return messageOf(cause);
  if ("code" in cause && cause.code === "ENOENT") return "git is not installed, or not on the PATH";
  const said = "stderr" in cause ? String(cause.stderr).trim() : "";
  if (said !== "") return said.replace(/\n\s*/g, "\n    ");
  // With --quiet, this is how git says that there is no such revision.
  return "code" in cause && cause.code === 1 ? "git knows no such revision here" : messageOf(cause);
}
