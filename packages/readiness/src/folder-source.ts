import { access, readFile, realpath, stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { messageOf, systemCode } from "@mvcrs/errors";
import { readinessErrors } from "./errors.ts";
import { isTracked } from "./git-source.ts";
import { isIgnored } from "./internal/gitignore.ts";
import { assertInside, type ReadinessSource } from "./source.ts";

const isAbsent = (thrown: unknown): boolean => ["ENOENT", "ENOTDIR"].includes(systemCode(thrown) ?? "");

/**
 * The files below a folder. A link that leads outside of it is refused: what is judged is what is shipped.
 *
 * @throws SOURCE_UNREADABLE, SOURCE_PATH
 */
export function folderSource(root: string): ReadinessSource {
  const absolute = resolve(root);
  const real = async (path: string): Promise<string | undefined> => {
    const wanted = join(absolute, assertInside(path));
    try {
      const found = await realpath(wanted);
      const base = await realpath(absolute);
      if (found !== base && !found.startsWith(base.endsWith(sep) ? base : base + sep))
        throw readinessErrors.create("SOURCE_PATH", { path });
      return (await stat(found)).isFile() ? found : undefined;
    } catch (thrown) {
      if (isAbsent(thrown)) return undefined;
      throw unreadable(wanted, thrown);
    }
  };
  const onFile = async <T>(path: string, use: (found: string) => Promise<T>): Promise<T | undefined> => {
    const found = await real(path);
    if (found === undefined) return undefined;
    try {
      return await use(found);
    } catch (thrown) {
      throw unreadable(found, thrown);
    }
  };
  return {
    name: absolute,
    size: (path) => onFile(path, async (found) => (await stat(found)).size),
    read: (path) => onFile(path, async (found) => new Uint8Array(await readFile(found))),
    hides: async (path) => {
      const top = await repositoryOf(absolute);
      const below = relative(top, join(absolute, assertInside(path)))
        .split(sep)
        .join("/");
      const hidden = await isIgnored(below, (folder) => textOrNothing(join(top, folder, ".gitignore")));
      // What was committed all the same is shipped.
      return hidden && !((await real(path)) !== undefined && (await isTracked(absolute, path)));
    },
  };
}

/** The top of the repository that a folder is in, whose `.gitignore` counts too; the folder itself where there is none. */
async function repositoryOf(folder: string): Promise<string> {
  for (let top = folder; ; top = dirname(top)) {
    if (await exists(join(top, ".git"))) return top;
    if (dirname(top) === top) return folder;
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function textOrNothing(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (thrown) {
    if (isAbsent(thrown)) return undefined;
    throw unreadable(path, thrown);
  }
}

function unreadable(path: string, thrown: unknown): unknown {
  if (!(thrown instanceof Error && "syscall" in thrown)) return thrown;
  return readinessErrors.create("SOURCE_UNREADABLE", { path, reason: messageOf(thrown) }, { cause: thrown });
}
