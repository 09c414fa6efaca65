// The rules of the house that no linter knows. Each message says why the rule is worth having.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Manifest, readJson, readMembers } from "./workspace/members.ts";

// Arrows point down only (docs/architecture.md). A package may use what stands in its row, and nothing else of ours.
const mayUse: Readonly<Record<string, readonly string[]>> = {
  "@mvcrs/errors": [],
  "@mvcrs/test-kit": ["@mvcrs/errors"],
  "@mvcrs/files": ["@mvcrs/errors"],
  "@mvcrs/canonical": ["@mvcrs/errors"],
  "@mvcrs/chain": ["@mvcrs/errors", "@mvcrs/canonical", "@mvcrs/files"],
  "@mvcrs/verifiers": ["@mvcrs/errors"],
  "@phase8/readiness": ["@mvcrs/errors", "@mvcrs/canonical"],
  "@selfplay/contracts": [],
  "@mvcrs/escalation": [
    "@mvcrs/errors",
    "@mvcrs/canonical",
    "@mvcrs/files",
    "@mvcrs/chain",
    "@mvcrs/verifiers",
  ],
  "@mvcrs/notify": ["@mvcrs/errors", "@mvcrs/files", "@mvcrs/chain", "@mvcrs/escalation"],
  "@mvcrs/drill": ["@mvcrs/errors", "@selfplay/contracts", "@selfplay/orchestrator"],
  "@mvcrs/telemetry": ["@mvcrs/errors", "@mvcrs/chain", "@mvcrs/verifiers"],
  "@selfplay/owner-ops": ["@mvcrs/errors", "@mvcrs/canonical", "@mvcrs/files", "@selfplay/contracts"],
  "@selfplay/live-signals": ["@mvcrs/errors", "@mvcrs/verifiers", "@selfplay/orchestrator"],
  "@selfplay/orchestrator": [
    "@mvcrs/errors",
    "@mvcrs/canonical",
    "@mvcrs/files",
    "@mvcrs/verifiers",
    "@selfplay/contracts",
  ],
};

const problems: string[] = [];
const members = readMembers();
const floor = readJson<Manifest>("package.json").engines?.node;
const folderOf = new Map(members.map(({ folder, manifest }) => [manifest.name, folder]));

for (const { folder, manifest, references } of members) {
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

  const uses = Object.keys(manifest.dependencies ?? {});
  const ours = uses.filter((name) => folderOf.has(name));
  const allowed = folder.startsWith("apps/") ? ours : (mayUse[manifest.name] ?? []);
  if (!folder.startsWith("apps/") && mayUse[manifest.name] === undefined)
    say(`${manifest.name} has no row in tools/check-workspace.ts; say there what it may use`);
  for (const name of ours.filter((name) => !allowed.includes(name)))
    say(`must not use ${name}: arrows point down only (docs/architecture.md)`);

  const wanted = ours.flatMap((name) => folderOf.get(name) ?? []).sort();
  if (wanted.join() !== [...references].sort().join())
    say(`tsconfig.json must reference exactly ${wanted.join(", ") || "nothing"}, or a stale build is used`);

  if (!existsSync(join(folder, "README.md"))) say("has no README.md; a newcomer looks there first");
  else {
    const readme = readFileSync(join(folder, "README.md"), "utf8");
    for (const name of uses.filter((name) => !folderOf.has(name)))
      if (!readme.includes(name)) say(`README.md must say why the runtime dependency ${name} is there`);
  }
}

for (const config of ["tsconfig.json", "tsconfig.tests.json"]) {
  const listed = new Set(
    readJson<{ references: { path: string }[] }>(config).references.map(({ path }) => path),
  );
  for (const { folder } of members)
    if (!listed.has(folder)) problems.push(`${config}: must reference ${folder}, or it is not type-checked`);
}

for (const name of readdirSync(".changeset").filter((name) => name.endsWith(".md"))) {
  const front = /^---\n((?:"[^"\n]+": (?:major|minor|patch)\n)*)---\n\n\S/.exec(
    readFileSync(join(".changeset", name), "utf8"),
  );
  if (front === null) problems.push(`.changeset/${name}: has no front matter that changesets can read`);
  for (const [, named] of front?.[1]?.matchAll(/^"([^"]+)"/gm) ?? [])
    if (named !== undefined && !folderOf.has(named))
      problems.push(`.changeset/${name}: there is no package ${named}`);
}

for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
else process.stdout.write(`workspace: ${members.length} packages keep the house rules\n`);
