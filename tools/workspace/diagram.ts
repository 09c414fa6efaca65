import type { Arrows } from "./arrows.ts";
import { floorOf, floors } from "./house.ts";
import type { Member } from "./members.ts";

/** The house as docs/architecture.md shows it: its floors from the top, each package with what it imports of ours. */
export function diagram(members: readonly Member[], arrows: Arrows): string {
  const folderOf = new Map(members.map(({ folder, manifest }) => [manifest.name, folder]));
  const short = (name: string): string => folderOf.get(name)?.replace(/^packages\//, "") ?? name;
  const standing = floors
    .map(({ name, packages }) => ({ name, packages: packages.filter((it) => folderOf.has(it)).map(short) }))
    .toReversed();
  const width = Math.max(...standing.map(({ name }) => name.length));
  const plan = standing.map(({ name, packages }) => ` ${name.padEnd(width)} | ${packages.join("   ")}`);
  const line = ` ${"-".repeat(width)} +${"-".repeat(100 - width)}`;
  const rows = members
    .toSorted((a, b) => floorOf(b.manifest.name) - floorOf(a.manifest.name) || (a.folder < b.folder ? -1 : 1))
    .map(({ folder, manifest: { name, description = "" } }) => {
      const targets = [...(arrows.get(name)?.keys() ?? [])].map(short).sort().join(", ");
      return `| [${short(name)}](../${folder}/README.md) | ${targets || "nothing of ours"} | ${description} |`;
    });
  return [
    "```",
    plan.join(`\n${line}\n`),
    "```",
    "",
    "| package | imports | what it is |",
    "| --- | --- | --- |",
    ...rows,
  ].join("\n");
}
