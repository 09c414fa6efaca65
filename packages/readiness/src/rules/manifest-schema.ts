import { layout } from "../layout.ts";
import { manifestSchema } from "../manifest-schema.ts";
import { schemaProblems } from "../parse-manifest.ts";
import { looked, type Rule } from "../rule.ts";
import { maxShown } from "./manifest-rule.ts";

export const manifestSchemaRule: Rule = {
  id: "manifest-schema",
  title: "Manifest schema",
  severity: "error",
  why: "Addresses, basis points, URIs and amounts go into calldata and onto the operators' page; a wrong one must stop here. Keys that the schema does not know are allowed.",
  mend: "Correct the value at the path named, in config/universal.value.manifest.json.",
  check: async (tree) => {
    const file = await tree.json(layout.manifest);
    if (file.state !== "ok" || (await tree.facts()) === undefined)
      return { lookedAt: [], findings: [], blockedBy: "manifest-json" };
    const { document } = file;
    const parsed = manifestSchema.safeParse(document.value);
    const issues = parsed.error?.issues ?? [];
    const sections = Object.keys(document.value as object);
    const problems = schemaProblems(issues.slice(0, maxShown), (pointer) => document.locate(pointer));
    return {
      lookedAt: [`${layout.manifest}`, ...looked(sections.length, "section")],
      findings: problems.map(({ pointer, problem, line, column }) => ({
        message: `Manifest schema: ${pointer === "" ? "the manifest" : pointer} ${lowerFirst(problem)}${
          issues.length > maxShown ? ` (the first of ${issues.length} problems)` : ""
        }`,
        mend: `Correct ${pointer === "" ? "the manifest" : pointer} in ${layout.manifest}.`,
        file: layout.manifest,
        pointer,
        line,
        column,
      })),
    };
  },
};

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
