import { utf8 } from "@mvcrs/canonical";
import { readinessErrors } from "./errors.ts";
import { isIgnored } from "./internal/gitignore.ts";

/** Somewhere that files are read from. Paths are relative, with `/` between the parts. */
export interface ReadinessSource {
  /** For people: `/work/repo`, `HEAD~1`, `release.zip`. */
  readonly name: string;
  /** The size of a file in bytes, or `undefined` where there is no such file. */
  size(path: string): Promise<number | undefined>;
  /** The bytes of a file, or `undefined` where there is no such file. */
  read(path: string): Promise<Uint8Array | undefined>;
  /**
   * Is a path hidden by `.gitignore`, so that it is not shipped? Where a source does not say, what it holds is shipped, and
   * its own `.gitignore` files tell of the rest.
   */
  hides?(path: string): Promise<boolean>;
}

/** `hides` of a source, or what holds for one that does not say. */
export async function isHidden(source: ReadinessSource, path: string): Promise<boolean> {
  if (source.hides !== undefined) return await source.hides(path);
  if ((await source.size(path)) !== undefined) return false;
  return await isIgnored(path, async (folder) => {
    const bytes = await source.read(folder === "" ? ".gitignore" : `${folder}/.gitignore`);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  });
}

/** A path as sources take it: relative, no `..`, no empty part. @throws SOURCE_PATH */
export function assertInside(path: string): string {
  if (path.includes("\0") || path.split(/[\\/]/).some((part) => part === "" || part === ".."))
    throw readinessErrors.create("SOURCE_PATH", { path });
  return path;
}

/** Files held in memory, by path. Used in tests, by the self-test and by the page. */
export function memorySource(
  files: Readonly<Record<string, Uint8Array | string>> | ReadonlyMap<string, Uint8Array | string>,
  name = "memory",
): ReadinessSource {
  const held = files instanceof Map ? files : new Map(Object.entries(files));
  const bytes = (path: string): Uint8Array | undefined => {
    const content = held.get(assertInside(path));
    return typeof content === "string" ? utf8(content) : content;
  };
  return {
    name,
    size: async (path) => bytes(path)?.length,
    read: async (path) => bytes(path),
  };
}
