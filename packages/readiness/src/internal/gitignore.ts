import ignore, { type Ignore } from "ignore";

/**
 * Do the `.gitignore` files of a tree hide a path? As git decides it: the file nearest to the path that says something
 * wins, and below a hidden folder nothing can be shown again.
 *
 * @param path relative to the top of the tree
 * @param rulesIn the text of `.gitignore` in a folder of the tree, `""` for the top
 */
export async function isIgnored(
  path: string,
  rulesIn: (folder: string) => Promise<string | undefined>,
): Promise<boolean> {
  const parts = path.split("/");
  const levels: { readonly folder: string; readonly rules: Ignore }[] = [];
  for (let depth = 0; depth < parts.length; depth++) {
    const folder = parts.slice(0, depth).join("/");
    const text = await rulesIn(folder);
    // Case counts, as where git runs on the machines that deploy.
    if (text !== undefined) levels.unshift({ folder, rules: ignore({ ignorecase: false }).add(tame(text)) });
    const end = depth === parts.length - 1 ? "" : "/";
    if (hidden(parts.slice(0, depth + 1).join("/") + end, levels)) return true;
  }
  return false;
}

function hidden(
  path: string,
  levels: readonly { readonly folder: string; readonly rules: Ignore }[],
): boolean {
  for (const { folder, rules } of levels) {
    const { ignored, unignored } = rules.test(folder === "" ? path : path.slice(folder.length + 1));
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** Without lines that are all wildcards: each becomes a pattern, and one with dozens could be made to take for ever. */
const tame = (text: string): string[] =>
  text.split(/\r?\n/).filter((line) => (line.match(/[*?[]/g)?.length ?? 0) <= 12);
