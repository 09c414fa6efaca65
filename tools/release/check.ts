// What would be released, tried as strangers would get it: every public package packed, looked at, installed and used.
//   pnpm release:check [--out DIR]   tarballs, SBOMs and the list of licences stay in DIR
//   pnpm release:check --publish     also fails while it could not be published
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { readJson } from "../workspace/members.ts";
import { repository } from "../workspace/repository.ts";
import { tryLibraries } from "./libraries.ts";
import { disallowed, type Licensed, tally } from "./licences.ts";
import { nodesOnPath } from "./nodes.ts";
import { packAll } from "./packed.ts";
import { carriedBy, tryProgram } from "./programs.ts";
import { failed, heading, note, say } from "./say.ts";
import { writeSboms } from "./sbom.ts";
import { kibibytes, overBudget } from "./sizes.ts";
import { unsound } from "./sound.ts";

const { values } = parseArgs({
  options: { out: { type: "string" }, publish: { type: "boolean", default: false } },
});
const scratch = mkdtempSync(join(tmpdir(), "release-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
const out = values.out === undefined ? join(scratch, "out") : resolve(values.out);
const [tarballs, sboms] = [join(out, "tarballs"), join(out, "sbom")];
for (const folder of [tarballs, sboms]) mkdirSync(folder, { recursive: true });

const packages = packAll(tarballs);
const programs = packages.filter(({ manifest }) => manifest.bin !== undefined);
const libraries = packages.filter(({ manifest }) => manifest.bin === undefined);

heading(`${packages.length} packages, as packed`);
for (const packed of packages) {
  const problems = await unsound(packed);
  const over = overBudget(packed);
  const what = `${packed.manifest.name} ${packed.manifest.version}, ${kibibytes(packed.bytes.length)} KiB`;
  say(problems.length === 0 && over === undefined, what, [...problems, over ?? ""].join("\n"));
}

const current = readJson<{ version: string }>("node_modules/typescript/package.json").version;
const installed: Licensed[] = [];
for (const node of nodesOnPath()) {
  heading(`On Node ${node.version}, in an empty project`);
  for (const packed of programs) tryProgram(join(scratch, node.version, packed.manifest.name), node, packed);
  installed.push(...tryLibraries(join(scratch, node.version, "libraries"), node, libraries, current));
}

heading("What it is made of");
const everything = [...installed, ...programs.flatMap(carriedBy)];
const licensed = [...new Map(everything.map((it) => [it.name, it])).values()].sort((a, b) =>
  a.name < b.name ? -1 : 1,
);
const refused = disallowed(licensed).map(({ name, license }) => `${name}: ${license || "says no licence"}`);
say(refused.length === 0, `${licensed.length} packages of others: ${tally(licensed)}`, refused.join("\n"));
writeFileSync(join(out, "licences.json"), `${JSON.stringify(licensed, null, 2)}\n`);
const listed = writeSboms(
  sboms,
  packages.map(({ manifest }) => manifest.name),
);
const unlisted = programs.flatMap(carriedBy).filter(({ name }) => !listed.has(name));
say(
  unlisted.length === 0,
  "the SBOMs name all that the programs carry",
  unlisted.map((it) => it.name).join("\n"),
);

const unknown =
  "Nothing can be published yet: tools/workspace/repository.ts does not say where the sources are, and provenance needs it.";
if (repository === "" && values.publish) say(false, "it can be published", unknown);
heading(failed() === 0 ? "All of it holds." : `${failed()} of it failed.`);
if (repository === "" && !values.publish) note(unknown);
if (values.out !== undefined) note(`Tarballs, SBOMs and licences are in ${out}.`);
process.exitCode = failed() === 0 ? 0 : 1;
