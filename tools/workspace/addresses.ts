import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Manifest, type Member, readJson } from "./members.ts";

/** What a package.json says of where its sources are; nothing where `repository` is empty. */
const addressesOf = (repository: string, folder: string): Partial<Manifest> =>
  repository === ""
    ? {}
    : {
        homepage: `${repository}/tree/main/${folder}#readme`,
        bugs: `${repository}/issues`,
        repository: { type: "git", url: `git+${repository}.git`, directory: folder },
      };

/** Every published package says where its sources are, from one place. Writes it where `write` is set. */
export function addressProblems(
  members: readonly Member[],
  repository: string,
  write: boolean,
): readonly string[] {
  if (repository !== "" && !/^https:\/\/[^/\s]+(\/[^/\s]+)+$/.test(repository))
    return [`tools/workspace/repository.ts: "${repository}" is not like https://github.com/owner/name`];
  return members
    .filter(({ manifest }) => manifest.private !== true)
    .flatMap(({ folder, manifest }) => {
      const { homepage, bugs, repository: source } = manifest;
      const wanted = addressesOf(repository, folder);
      const { homepage: page, bugs: tracker, repository: place } = wanted;
      if (JSON.stringify([homepage, bugs, source]) === JSON.stringify([page, tracker, place])) return [];
      if (write) {
        rewrite(join(folder, "package.json"), wanted);
        return [];
      }
      return [
        `${folder}: "homepage", "bugs" and "repository" must be as tools/workspace/repository.ts says; run node tools/check-workspace.ts --write`,
      ];
    });
}

/** Puts the addresses before "license", where npm shows them. */
function rewrite(path: string, addresses: Partial<Manifest>): void {
  const { homepage: _page, bugs: _tracker, repository: _place, ...rest } = readJson<Manifest>(path);
  const entries = Object.entries(rest).flatMap(([key, value]) =>
    key === "license" ? [...Object.entries(addresses), [key, value]] : [[key, value]],
  );
  writeFileSync(path, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}
