import { sep } from "node:path";

/**
 * How text for people shows paths: those below the current folder from there, every other one absolute. Commands and
 * errors name files by their absolute paths; `cli.ts` passes what is said through this, so that all say it one way.
 */
export function pathsFrom(cwd: string): (text: string) => string {
  const folder = cwd.endsWith(sep) ? cwd : cwd + sep;
  if (folder === sep) return (text) => text;
  return (text) =>
    text.split(folder).reduce((said, rest) => (beginsPath.test(said) ? said + rest : said + folder + rest));
}

/** The end of the text before a path; after anything else it is the middle of another one. */
const beginsPath = /(?:^|[\s"'`(=:,[])$/;
