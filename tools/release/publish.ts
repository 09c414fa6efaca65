// Publishes the tarballs that `release:check --publish --out DIR` has packed and tried:  node tools/release/publish.ts DIR [--dry-run]
// Run by .github/workflows/release.yml, whose identity npm trusts; there is no token. What is published already is passed over, so
// that a run that broke off can be run again.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { floorOf } from "../workspace/house.ts";
import { readMembers } from "../workspace/members.ts";
import { repository } from "../workspace/repository.ts";
import { refusals } from "./refusals.ts";

const [folder = "", ...flags] = process.argv.slice(2);
const npm = (args: readonly string[], stdio: "inherit" | "pipe") =>
  spawnSync("npm", args, { stdio: ["ignore", stdio, stdio], encoding: "utf8" });

const shipped = readMembers()
  .filter(({ manifest }) => manifest.private !== true)
  // What others depend on comes first: nobody finds a package whose dependency is not there yet.
  .sort((a, b) => floorOf(a.manifest.name) - floorOf(b.manifest.name))
  .map(({ manifest: { name, version = "" } }) => ({
    spec: `${name}@${version}`,
    tarball: `${name.replace("@", "").replace("/", "-")}-${version}.tgz`,
  }));
const packed = new Set(readdirSync(folder));
const why = refusals({
  repository,
  changesets: readdirSync(".changeset").filter((name) => name.endsWith(".md")),
  missing: shipped.filter(({ tarball }) => !packed.has(tarball)).map(({ spec }) => spec),
});
for (const reason of why) process.stderr.write(`error: ${reason}\n`);
if (why.length > 0) process.exit(3);

for (const { spec, tarball } of shipped) {
  if (npm(["view", spec, "version"], "pipe").stdout.trim() !== "") {
    process.stdout.write(`     ${spec} is published already\n`);
    continue;
  }
  const { status } = npm(
    ["publish", join(folder, tarball), "--provenance", "--access", "public", ...flags],
    "inherit",
  );
  if (status !== 0) {
    process.stderr.write(`error: ${spec} was not published; what came before it was. Run this again.\n`);
    process.exit(4);
  }
  process.stdout.write(`ok   ${spec}\n`);
}
