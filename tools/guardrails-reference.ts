// Writes apps/phase8-gate/GUARDRAILS.md from the rules: what SARIF leads to, and whoever looks a guardrail up.
// `node tools/guardrails-reference.ts` writes; with --check it only says whether the file is current.
import { rules } from "../packages/readiness/src/index.ts";
import { writtenPart } from "./written-part.ts";

const [path, tool] = ["apps/phase8-gate/GUARDRAILS.md", "tools/guardrails-reference.ts"];
const wants = (list: readonly string[], ordered: boolean): readonly string[] =>
  list.length === 0
    ? []
    : [ordered ? "It wants, in this order:" : "It wants:", list.map((it) => `- \`${it}\``).join("\n")];
const sections = rules.map(({ id, title, severity, why, mend, wants: list = [], ordered = false }) =>
  [
    `## ${id}`,
    `${title}. Broken, it is ${severity === "error" ? "an error" : "a warning"}.`,
    `Why: ${why}`,
    `Fix: ${mend}`,
    ...wants(list, ordered),
  ].join("\n\n"),
);
const check = process.argv.includes("--check");
if (!writtenPart(path, tool, sections.join("\n\n"), !check) && check) {
  process.stderr.write(`${path} is not what the rules say; run node ${tool}\n`);
  process.exitCode = 1;
}
