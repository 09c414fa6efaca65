import { readdirSync, readFileSync } from "node:fs";

export interface Example {
  /** The package's folder, from the repository's root. */
  readonly folder: string;
  readonly name: string;
  readonly code: string;
  /** What it prints: the `text` block that follows it in the same section; nothing where there is none. */
  readonly prints: string;
}

/** Every `ts` block of a README, with what it says that the block prints. */
export function examplesIn(folder: string, readme: string): readonly Example[] {
  return [...readme.matchAll(/^```ts\n(.*?)^```$([^#]*?^```text\n(.*?)^```$)?/gms)].map(
    ([, code = "", , prints = ""], index) => ({ folder, name: `example-${index + 1}`, code, prints }),
  );
}

/** Every `@example` in the comments of a source file. They print nothing: what they show is checked by `assert`. */
export function examplesInComments(folder: string, path: string, text: string): readonly Example[] {
  const block = /^ *\* @example\n *\* ```ts\n((?: *\*.*\n)*?) *\* ```$/gm;
  return [...text.matchAll(block)].map(([, lines = ""], index) => ({
    folder,
    name: `${path.replaceAll(/[^a-z0-9]+/gi, "-")}-${index + 1}`,
    code: lines.replaceAll(/^ *\* ?/gm, ""),
    prints: "",
  }));
}

/** The folders of the packages that have a README, contracts among them. */
export function packageFolders(repository: string): readonly string[] {
  return readdirSync(`${repository}packages`)
    .map((name) => `packages/${name}`)
    .concat("contracts")
    .filter((folder) => {
      try {
        readFileSync(`${repository}${folder}/README.md`);
        return true;
      } catch {
        return false;
      }
    });
}
