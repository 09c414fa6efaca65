import { join, relative } from "node:path";
import { apart, floorOf, floors } from "./house.ts";
import type { Member } from "./members.ts";
import { importsOf, packageOf, type SourceFile } from "./sources.ts";

/** What each package really imports of ours, and in which file first. */
export type Arrows = ReadonlyMap<string, ReadonlyMap<string, string>>;

export function realArrows(
  members: readonly Member[],
  filesOf: (folder: string) => readonly SourceFile[],
): Arrows {
  const ours = new Set(members.map(({ manifest }) => manifest.name));
  return new Map(
    members.map(({ folder, manifest }) => {
      const targets = new Map<string, string>();
      for (const { path, text } of filesOf(folder))
        for (const name of importsOf(text).map(packageOf))
          if (ours.has(name) && name !== manifest.name && !targets.has(name)) targets.set(name, path);
      return [manifest.name, targets];
    }),
  );
}

/** Arrows point down, stand in package.json, and are needed; no circle, no app above an app. */
export function arrowProblems(members: readonly Member[], arrows: Arrows): readonly string[] {
  const ours = new Set(members.map(({ manifest }) => manifest.name));
  return [
    ...members.flatMap(({ folder, manifest: { name, dependencies = {} } }) => {
      if (floorOf(name) < 0)
        return [`${folder}: ${name} has no floor in tools/workspace/house.ts; say there where it stands`];
      const targets = arrows.get(name) ?? new Map<string, string>();
      const declared = Object.keys(dependencies).filter((it) => ours.has(it));
      return [
        ...[...targets].flatMap(([target, path]) => [
          ...(declared.includes(target)
            ? []
            : [
                `${path}: ${target} is imported and not declared; it would be missing where ${name} is installed`,
              ]),
          ...refusals(name, target).map((why) => `${path}: must not import ${target}: ${why}`),
        ]),
        ...declared
          .filter((it) => !targets.has(it))
          .map(
            (it) =>
              `${folder}: declares ${it} and never imports it; whoever installs ${name} gets it for nothing`,
          ),
      ];
    }),
    ...circles(arrows).map(
      (circle) => `circle: ${circle.join(" -> ")}; none of them can be built or understood first`,
    ),
  ];
}

function refusals(name: string, target: string): readonly string[] {
  const [from, to] = [floorOf(name), floorOf(target)];
  if (to >= 0 && from <= to)
    return [
      `${floors[to]?.name} is not below ${floors[from]?.name}, and arrows point down only (tools/workspace/house.ts)`,
    ];
  return apart.includes(name) && to > 1
    ? [`${name} is used without the rest of the house, so it stands on the two lowest floors only`]
    : [];
}

/** Each circle once, from its first name in the alphabet. */
function circles(arrows: Arrows): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  const visit = (path: readonly string[]): void => {
    for (const next of arrows.get(path.at(-1) ?? "")?.keys() ?? []) {
      const at = path.indexOf(next);
      if (at < 0) visit([...path, next]);
      else if ([...path.slice(at)].sort()[0] === next)
        found.set(path.slice(at).join(), [...path.slice(at), next]);
    }
  };
  for (const name of arrows.keys()) visit([name]);
  return [...found.values()];
}

/** An import by path that leaves its package reaches what the other one does not promise. */
export function escapes(folder: string, { path, text }: SourceFile): readonly string[] {
  return importsOf(text)
    .filter((it) => it.startsWith("."))
    .filter((it) => relative(folder, join(path, "..", it)).startsWith(".."))
    .map((it) => `${path}: ${it} leaves the package; import the other one by its name`);
}
