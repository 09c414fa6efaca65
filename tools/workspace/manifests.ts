import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Manifest, type Member, readJson } from "./members.ts";
import { typescriptFloor } from "./typescript-floor.ts";

/** Every package has the same scripts and the same shape. */
export function shapeProblems(members: readonly Member[]): readonly string[] {
  const floor = readJson<Manifest>("package.json").engines?.node;
  const folderOf = new Map(members.map(({ folder, manifest }) => [manifest.name, folder]));
  return members.flatMap(({ folder, manifest, references }) => {
    const problems: string[] = [];
    const say = (text: string) => problems.push(`${folder}: ${text}`);
    const root = folder.split("/").fill("..").join("/");
    const scripts = { build: "tsc -b", test: `vitest run --root ${root} --project ${folder}` };
    for (const [name, command] of Object.entries(scripts)) {
      if (manifest.scripts?.[name] !== command)
        say(`script "${name}" must be "${command}", so that every package is built and tested the same way`);
    }
    if (manifest.type !== "module" || manifest.license !== "MIT")
      say(`"type" must be "module" and "license" "MIT", as everywhere`);
    if (manifest.engines?.node !== floor)
      say(`"engines" must name node "${floor}", as package.json does: CI tries those versions and no other`);

    if (manifest.private !== true && (manifest.keywords ?? []).length === 0)
      say(`has no "keywords"; nobody who looks for what it does finds it`);
    if (manifest.private !== true && manifest.publishConfig?.provenance !== true)
      say(`"publishConfig" must have "provenance": true, so that users can see what it was built from`);
    if (manifest.private !== true && manifest.bin === undefined && !manifest.files?.includes("src"))
      say(`"files" must have "src": the source maps that are packed lead there, and so do editors`);

    const uses = Object.keys(manifest.dependencies ?? {});
    const wanted = uses.flatMap((name) => folderOf.get(name) ?? []).sort();
    if (wanted.join() !== [...references].sort().join())
      say(`tsconfig.json must reference exactly ${wanted.join(", ") || "nothing"}, or a stale build is used`);

    if (!existsSync(join(folder, "README.md"))) say("has no README.md; a newcomer looks there first");
    else {
      const readme = readFileSync(join(folder, "README.md"), "utf8");
      const library = manifest.private !== true && manifest.bin === undefined;
      if (library && !readme.includes(`TypeScript ${typescriptFloor} `))
        say(
          `README.md must say that it wants TypeScript ${typescriptFloor} or newer (tools/workspace/typescript-floor.ts)`,
        );
      const peers = manifest.private === true ? {} : manifest.peerDependencies;
      const outside = [...uses, ...Object.keys(peers ?? {})];
      for (const name of outside.filter((name) => !folderOf.has(name)))
        if (!readme.includes(name)) say(`README.md must say why the runtime dependency ${name} is there`);
    }
    return problems;
  });
}

/** Every package is built and type-checked with all the others. */
export function buildProblems(members: readonly Member[]): readonly string[] {
  return ["tsconfig.json", "tsconfig.tests.json"].flatMap((config) => {
    const listed = new Set(
      readJson<{ references: { path: string }[] }>(config).references.map(({ path }) => path),
    );
    return members
      .filter(({ folder }) => !listed.has(folder))
      .map(({ folder }) => `${config}: must reference ${folder}, or it is not type-checked`);
  });
}

/** Every changeset can be read, and names packages that exist. */
export function changesetProblems(members: readonly Member[]): readonly string[] {
  const names = new Set(members.map(({ manifest }) => manifest.name));
  return readdirSync(".changeset")
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => {
      const front = /^---\n((?:"[^"\n]+": (?:major|minor|patch)\n)*)---\n\n\S/.exec(
        readFileSync(join(".changeset", name), "utf8"),
      );
      if (front === null) return [`.changeset/${name}: has no front matter that changesets can read`];
      return [...(front[1] ?? "").matchAll(/^"([^"]+)"/gm)]
        .map(([, named = ""]) => named)
        .filter((named) => !names.has(named))
        .map((named) => `.changeset/${name}: there is no package ${named}`);
    });
}
