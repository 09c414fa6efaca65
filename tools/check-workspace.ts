// The rules of the house that no linter knows; each message says why the rule is worth having.
// `node tools/check-workspace.ts` checks; with --write it first draws the house in docs/architecture.md again, and writes where
// the sources are to every package.json.

import { addressProblems } from "./workspace/addresses.ts";
import { arrowProblems, escapes, realArrows } from "./workspace/arrows.ts";
import { diagram } from "./workspace/diagram.ts";
import { fileCircles } from "./workspace/file-circles.ts";
import { buildProblems, changesetProblems, shapeProblems } from "./workspace/manifests.ts";
import { readMembers } from "./workspace/members.ts";
import { peerProblems } from "./workspace/peers.ts";
import { strayReferences } from "./workspace/references.ts";
import { repository } from "./workspace/repository.ts";
import { brokenRules } from "./workspace/source-rules.ts";
import { sourceFiles } from "./workspace/sources.ts";
import { throwsProblems } from "./workspace/throws.ts";
import { writtenPart } from "./written-part.ts";

const members = readMembers();
const arrows = realArrows(members, sourceFiles);
const tool = "tools/check-workspace.ts";
const write = process.argv.includes("--write");
const current = writtenPart("docs/architecture.md", tool, diagram(members, arrows), write) || write;

const problems = [
  ...shapeProblems(members),
  ...buildProblems(members),
  ...peerProblems(members),
  ...addressProblems(members, repository, write),
  ...changesetProblems(members),
  ...arrowProblems(members, arrows),
  ...members.flatMap(({ folder }) => fileCircles(sourceFiles(folder))),
  ...members.flatMap(({ folder, manifest }) =>
    sourceFiles(folder).flatMap((file) => [...escapes(folder, file), ...brokenRules(manifest.name, file)]),
  ),
  ...throwsProblems(members.flatMap(({ folder }) => sourceFiles(folder))),
  ...strayReferences(),
  ...(current ? [] : [`docs/architecture.md: the house has changed; run node ${tool} --write`]),
];
for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
else process.stdout.write(`workspace: ${members.length} packages keep the house rules\n`);
