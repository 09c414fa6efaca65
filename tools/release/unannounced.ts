import type { Member } from "../workspace/members.ts";

/** The packages whose released files a change touches, where it adds no changeset at all. */
export function unannounced(
  changed: readonly string[],
  added: readonly string[],
  members: readonly Member[],
): readonly string[] {
  if (added.some((path) => /^\.changeset\/[^/]+\.md$/.test(path))) return [];
  return members
    .filter(({ manifest }) => manifest.private !== true)
    .filter(({ folder }) => changed.some((path) => isReleased(path, folder)))
    .map(({ manifest }) => manifest.name);
}

const isReleased = (path: string, folder: string): boolean =>
  ["src/", "contracts/", "README.md", "package.json"].some((part) => path.startsWith(`${folder}/${part}`));
