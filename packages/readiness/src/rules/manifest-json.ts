import { layout } from "../layout.ts";
import type { Rule } from "../rule.ts";

const mend = "Restore the file from the last green revision, then make the change again as valid JSON.";

export const manifestJson: Rule = {
  id: "manifest-json",
  title: "Manifest is readable JSON",
  severity: "error",
  why: "Everything else is judged against the manifest. Duplicate keys are refused because two readers may take different ones (RFC 7493), and the plan hash would then mean two things.",
  mend,
  check: async (tree) => {
    const file = await tree.json(layout.manifest);
    const problems = file.state === "ok" ? [] : file.problems;
    const notAnObject = file.state === "ok" && (await tree.facts()) === undefined;
    return {
      lookedAt: [layout.manifest],
      findings: [
        ...problems.map(({ problem, ...place }) => ({
          message: `Manifest ${problem}`,
          mend,
          file: layout.manifest,
          ...place,
        })),
        ...(file.state === "ok" && file.byteOrderMark
          ? [
              {
                message: "Manifest begins with a byte-order mark, which JSON must not have (RFC 8259 8.1)",
                mend: "Save it as UTF-8 without one, or export again, which takes it away.",
                file: layout.manifest,
                line: 1,
                column: 1,
              },
            ]
          : []),
        ...(notAnObject ? [{ message: "Manifest is not a JSON object", mend, file: layout.manifest }] : []),
      ],
    };
  },
};
