import { exportFiles } from "../layout.ts";
import { looked, type Rule } from "../rule.ts";

/** What mends nearly everything about exports. */
export const exportAgain = "Run `npm run demo:phase8:orchestrate` and commit the refreshed files.";

export const exportsPresent: Rule = {
  id: "exports-present",
  title: "Exports are there and not empty",
  severity: "error",
  why: "CI and on-call operators work from the exported files; a missing one is found out at the worst time.",
  mend: exportAgain,
  check: async (tree) => {
    const paths = Object.values(exportFiles);
    const findings = await Promise.all(
      paths.map(async (file) => {
        const text = await tree.text(file);
        const base = { mend: exportAgain, file };
        if (text.state !== "ok") return [{ message: `export ${file} ${text.problem}`, ...base }];
        if (!file.endsWith(".json")) return [];
        const json = await tree.json(file);
        if (json.state !== "ok")
          return json.problems.map(({ problem, ...place }) => ({
            message: `export ${file} ${problem}`,
            ...base,
            ...place,
          }));
        const { value } = json.document;
        return typeof value === "object" && value !== null && !Array.isArray(value)
          ? []
          : [{ message: `export ${file} is not a JSON object`, ...base }];
      }),
    );
    return { lookedAt: looked(paths.length, "export"), findings: findings.flat() };
  },
};
