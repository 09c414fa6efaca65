import { type HtmlElement, htmlElements } from "../internal/html-elements.ts";
import { exportFiles, layout } from "../layout.ts";
import type { RawFinding, Rule, RuleOutcome } from "../rule.ts";
import type { ReadinessTree } from "../tree.ts";

const file = layout.page;
const reportName = exportFiles.orchestrationReport.split("/").at(-1) ?? "";

/** `data-test-id`s that must stand in the page's source; design 7. */
export const requiredMarkers: readonly string[] = [
  "stat-card",
  "sentinel-card",
  "stream-card",
  "runbook-step",
];

/** The other hooks of design 7, which outside tests look for once the page runs. */
const furtherHooks: readonly string[] = [
  "domain-card",
  "control-card",
  "playbook-card",
  "runbook-download",
  "alert",
  "mermaid-diagram",
];

export const uiMarkers: Rule = {
  id: "ui-markers",
  title: "Control room keeps its markers",
  severity: "error",
  why: "Automated smoke tests find the page's parts by these hooks, and operators the report by its link.",
  mend: "Put the element back. A marker in a comment or in a script's text does not count; one in a <template> does.",
  check: (tree) =>
    onPage(tree, (elements, source) => {
      const missing = (marker: string, mend: string): RawFinding => ({
        message: `index.html missing required UI marker: ${marker}`,
        mend: source.includes(marker)
          ? `${mend} It occurs in the file, but not as part of an element.`
          : mend,
        file,
        subject: marker,
      });
      const link = elements.some(
        ({ name, attributes }) => name === "a" && namesReport(attributes.get("href") ?? ""),
      );
      const mermaid = elements.some(
        ({ attributes, text }) =>
          /mermaid/i.test(text) || [...attributes.values()].some((it) => /mermaid/i.test(it)),
      );
      return {
        lookedAt: [`${elements.length} elements of ${file}`],
        findings: [
          ...requiredMarkers
            .filter((id) => !hasTestId(elements, id))
            .map((id) => missing(`data-test-id="${id}"`, `Give the element its data-test-id="${id}" again.`)),
          ...(link ? [] : [missing(reportName, `Link to ./output/${reportName} again, with an <a href>.`)]),
          ...(mermaid ? [] : [missing("mermaid", 'Put back the element with the id "mermaid-diagram".')]),
        ],
      };
    }),
};

export const uiHooks: Rule = {
  id: "ui-hooks",
  title: "Control room keeps its further hooks",
  severity: "warning",
  why: "Tests outside this repository look for these hooks too, once the page has rendered.",
  mend: "Put the element back, in the page or in one of its templates.",
  check: (tree) =>
    onPage(tree, (elements) => ({
      lookedAt: [`${elements.length} elements of ${file}`],
      findings: furtherHooks
        .filter((id) => !hasTestId(elements, id))
        .map((id) => ({
          message: `index.html has no element with data-test-id="${id}"`,
          mend: `Give the element its data-test-id="${id}" again.`,
          file,
          subject: id,
        })),
    })),
};

const hasTestId = (elements: readonly HtmlElement[], id: string): boolean =>
  elements.some(({ attributes }) => attributes.get("data-test-id") === id);

const namesReport = (href: string): boolean =>
  (href.split(/[?#]/, 1)[0] ?? "").split("/").at(-1) === reportName;

/** Two rules look at the page, and parsing it is the most expensive thing that the gate does. */
const parsed = new WeakMap<ReadinessTree, readonly HtmlElement[]>();

async function onPage(
  tree: ReadinessTree,
  check: (elements: readonly HtmlElement[], source: string) => RuleOutcome,
): Promise<RuleOutcome> {
  const page = await tree.text(file);
  if (page.state === "ok") {
    const elements = parsed.get(tree) ?? htmlElements(page.text);
    parsed.set(tree, elements);
    return check(elements, page.text);
  }
  const mend = "Restore the page from the last green revision.";
  return { lookedAt: [file], findings: [{ message: `index.html ${page.problem}`, mend, file }] };
}
