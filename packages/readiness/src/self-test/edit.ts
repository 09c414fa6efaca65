/** The files of a copy, by path relative to the Phase 8 folder. */
type Copy = Map<string, string>;

/** Each returns `false` where there was nothing to change, so that no mutant is silently the original. */
export type Mutate = (files: Copy) => boolean;

export const edit =
  (path: string, change: (text: string) => string): Mutate =>
  (files) => {
    const before = files.get(path);
    if (before === undefined) return false;
    const after = change(before);
    files.set(path, after);
    return after !== before;
  };

export const remove =
  (path: string): Mutate =>
  (files) =>
    files.delete(path);

type Json = { [key: string]: unknown };

/** Changes parsed JSON; whatever is not there makes the mutant not applicable. */
export const editJson = (path: string, change: (value: Json) => void): Mutate =>
  edit(path, (text) => {
    try {
      const value: Json = JSON.parse(text);
      change(value);
      return `${JSON.stringify(value, null, 2)}\n`;
    } catch {
      return text;
    }
  });

/** The object at a path inside parsed JSON. Throws where there is none, which `editJson` takes as not applicable. */
export function at(value: Json, ...path: readonly (string | number)[]): Json {
  let found: unknown = value;
  for (const part of path) {
    if (typeof found !== "object" || found === null) throw new TypeError(`nothing at ${path.join("/")}`);
    found = (found as Json)[part];
  }
  if (typeof found !== "object" || found === null) throw new TypeError(`nothing at ${path.join("/")}`);
  return found as Json;
}

/** The objects of a list inside parsed JSON. */
export const each = (value: Json, key: string): Json[] => Object.values(at(value, key)) as Json[];
