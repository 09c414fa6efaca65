import { coreExports, expectedExports } from "../expected-exports.ts";
import { exportFiles } from "../layout.ts";
import { looked, type RawFinding, type Rule } from "../rule.ts";
import type { ReadinessTree } from "../tree.ts";

/** What fixes nearly everything about exports. */
export const exportAgain = "Run `npm run demo:phase8:orchestrate` and commit the refreshed files.";

export const exportsPresent: Rule = {
  id: "exports-present",
  title: "Exports are there and not empty",
  severity: "error",
  why: "CI and on-call operators work from the exported files; a missing one is found out at the worst time. Report, plan and cycle report belong to every tree; of the others those that the tree holds, links to or lists, unless its .gitignore hides them.",
  mend: exportAgain,
  wants: coreExports,
  check: async (tree) => {
    const paths = [...(await expectedExports(tree))].sort();
    const findings = await Promise.all(paths.map((file) => problemsOf(tree, file)));
    return { lookedAt: looked(paths.length, "export"), findings: findings.flat() };
  },
};

async function problemsOf(tree: ReadinessTree, file: string): Promise<RawFinding[]> {
  const ours = Object.values<string>(exportFiles).includes(file);
  const text = await tree.text(file);
  if (text.state !== "ok") {
    const mend =
      text.state === "absent" && (await tree.hidden(file))
        ? "A .gitignore hides it, so it never gets here: take it out of that file, then export again."
        : exportAgain;
    // Of a file that others made, only what anybody can tell: an archive need be no text.
    return ours || text.state !== "unusable"
      ? [{ message: `export ${file} ${text.problem}`, mend, file }]
      : [];
  }
  if (!file.endsWith(".json")) return [];
  const base = { mend: exportAgain, file };
  const json = await tree.json(file);
  if (json.state !== "ok")
    return json.problems.map(({ problem, ...place }) => ({
      message: `export ${file} ${problem}`,
      ...base,
      ...place,
    }));
  // Readers of JSON may stop at it (RFC 8259 8.1).
  if (json.byteOrderMark) return [{ message: `export ${file} begins with a byte-order mark`, ...base }];
  const { value } = json.document;
  return !ours || (typeof value === "object" && value !== null && !Array.isArray(value))
    ? []
    : [{ message: `export ${file} is not a JSON object`, ...base }];
}
