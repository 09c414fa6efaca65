import { readMarkdown } from "../internal/markdown-headings.ts";
import { layout } from "../layout.ts";
import type { RawFinding, Rule, RuleOutcome } from "../rule.ts";
import type { ReadinessTree } from "../tree.ts";

/** In this order. */
export const requiredHeadings: readonly string[] = [
  "## 🚀 Quickstart for operators",
  "## ⚙️ Orchestration flow & troubleshooting",
  "## 🧭 Why this demo matters",
  "## 🧱 Smart contract control surface",
  "## 🧠 Self-improvement kernel",
  "## 🛰️ Demo control surface",
];

const requiredTopics: readonly string[] = ["Quickstart", "Smart contract", "Mermaid", "Self-improvement"];

const file = layout.readme;

export const readmeHeadings: Rule = {
  id: "readme-headings",
  title: "Operator guide keeps its headings",
  severity: "error",
  why: "Maintainers follow the hand-off by these sections, in this order, without reading code.",
  mend: "Restore the canonical headings in their order; `phase8-gate explain readme-headings` lists them.",
  wants: requiredHeadings,
  ordered: true,
  check: (tree) =>
    onReadme(tree, (text) => {
      const { headings } = readMarkdown(text);
      const found = requiredHeadings.map((wanted) => ({
        wanted,
        at: headings.find((heading) => heading.text === wanted)?.line,
      }));
      const missing = found
        .filter(({ at }) => at === undefined)
        .map(({ wanted }): RawFinding => {
          const near = headings.slice(0, 1000).find((heading) => loosely(heading.text) === loosely(wanted));
          return {
            message: `README missing required heading: ${wanted}`,
            mend:
              near === undefined
                ? `Add the section ${JSON.stringify(wanted)}.`
                : `Line ${near.line} nearly has it; write it exactly as ${JSON.stringify(wanted)}.`,
            file,
            subject: wanted,
            ...(near === undefined ? {} : { line: near.line }),
          };
        });
      const present = found.flatMap(({ wanted, at }) => (at === undefined ? [] : [{ wanted, at }]));
      const swapped = present.filter(
        ({ at }, index) => at < Math.max(0, ...present.slice(0, index).map((it) => it.at)),
      );
      return {
        lookedAt: [`${headings.length} headings of ${file}`],
        findings: [
          ...missing,
          ...swapped.map(({ wanted, at }) => ({
            message: `README headings out of order: ${wanted} stands too early`,
            mend: `Order them: ${requiredHeadings.join(" | ")}.`,
            file,
            line: at,
            subject: `order ${wanted}`,
          })),
        ],
      };
    }),
};

export const readmeTopics: Rule = {
  id: "readme-topics",
  title: "Operator guide covers its topics",
  severity: "error",
  why: "Each of these words stands for a part of the hand-off that a guide without it has lost.",
  mend: "Write about the missing topic again; hidden comments do not count.",
  wants: requiredTopics,
  check: (tree) =>
    onReadme(tree, (text) => {
      const { visible } = readMarkdown(text);
      return {
        lookedAt: [`${requiredTopics.length} topics in ${file}`],
        findings: requiredTopics
          .filter((topic) => !visible.toLowerCase().includes(topic.toLowerCase()))
          .map((topic) => ({
            message: `README does not mention ${JSON.stringify(topic)}`,
            mend: `Say in ${file} what operators need to know of it.`,
            file,
            subject: topic,
          })),
      };
    }),
};

async function onReadme(tree: ReadinessTree, check: (text: string) => RuleOutcome): Promise<RuleOutcome> {
  const readme = await tree.text(file);
  if (readme.state === "ok") return check(readme.text);
  const mend = "Restore the operator guide from the last green revision.";
  return { lookedAt: [file], findings: [{ message: `README ${readme.problem}`, mend, file }] };
}

/** Without what the eye does not see: variation selectors, case, doubled spaces. */
const loosely = (heading: string): string =>
  heading
    .normalize("NFKC")
    .replace(/\uFE0F|\uFE0E/g, "")
    .replace(/^#+/, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();
