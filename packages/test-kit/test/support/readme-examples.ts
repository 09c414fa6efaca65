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
