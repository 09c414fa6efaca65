import { type HtmlElement, readHtml } from "../internal/html-elements.ts";
import { type PageScripts, readPageScripts } from "../internal/page-scripts.ts";
import { exportFiles, layout } from "../layout.ts";
import type { RawFinding, Rule, RuleOutcome } from "../rule.ts";
import type { ReadinessTree } from "../tree.ts";

const file = layout.page;
const reportName = exportFiles.orchestrationReport.split("/").at(-1) ?? "";

/** `data-test-id`s that every page must show. */
export const requiredMarkers: readonly string[] = [
  "stat-card",
  "sentinel-card",
  "stream-card",
  "runbook-step",
];

/** What a page must show that has it at all: one whose script asks for it would break without. */
const requiredWhereAsked: readonly string[] = ["error-panel"];

/** The other hooks that outside tests look for once the page runs. */
const furtherHooks: readonly string[] = [
  "domain-card",
  "control-card",
  "playbook-card",
  "runbook-download",
  "alert",
  "mermaid-diagram",
  ...requiredWhereAsked,
];

const marker = (id: string): string => `data-test-id="${id}"`;

export const uiMarkers: Rule = {
  id: "ui-markers",
  title: "Control room keeps its markers",
  severity: "error",
  why: "Automated smoke tests find the page's parts by these hooks, and operators the report by its link.",
  mend: "Put the element back, in the page, in a <template>, or in the markup that a script of the page renders. A marker in a comment does not count.",
  wants: [
    ...requiredMarkers.map(marker),
    `a link to ${reportName}`,
    "mermaid",
    ...requiredWhereAsked.map((id) => `${marker(id)}, where a script of the page asks for it`),
  ],
  check: (tree) =>
    onPage(tree, async (page) => {
      const missing = async (subject: string, mend: string): Promise<RawFinding> => {
        const { unreadable } = await page.scripts();
        const hints = [
          ...(page.source.includes(subject)
            ? ["It occurs in the file, but neither as part of an element nor in what a script renders."]
            : []),
          ...(unreadable ? ["A script of the page cannot be parsed, so what it renders is unknown."] : []),
        ];
        return {
          message: `index.html missing required UI marker: ${subject}`,
          mend: [mend, ...hints].join(" "),
          file,
          subject,
        };
      };
      const absent = await filter(requiredMarkers, async (id) => !(await page.shows(id)));
      const asked = await filter(requiredWhereAsked, async (id) => await page.lacks(id));
      const mermaid = page.elements.some(
        ({ attributes, text }) =>
          /mermaid/i.test(text) || [...attributes.values()].some((it) => /mermaid/i.test(it)),
      );
      const findings = await Promise.all(
        [...absent, ...asked].map((id) => missing(marker(id), `Give the element its ${marker(id)} again.`)),
      );
      if (!page.links.some(namesReport) && !linksByScript(await page.scripts()))
        findings.push(await missing(reportName, `Link to ./output/${reportName} again, with an <a href>.`));
      if (!mermaid && !(await page.scripts()).draws(["mermaid", "mermaid-diagram"]))
        findings.push(await missing("mermaid", 'Put back the element with the id "mermaid-diagram".'));
      return { lookedAt: [`${page.elements.length} elements of ${file}`], findings };
    }),
};

export const uiHooks: Rule = {
  id: "ui-hooks",
  title: "Control room keeps its further hooks",
  severity: "warning",
  why: "Tests outside this repository look for these hooks too, once the page has rendered.",
  mend: "Put the element back, in the page, in one of its templates, or in what a script renders.",
  wants: furtherHooks.map(marker),
  check: (tree) =>
    onPage(tree, async (page) => ({
      lookedAt: [`${page.elements.length} elements of ${file}`],
      // One that the page itself asks for is the finding of ui-markers.
      findings: (
        await filter(
          furtherHooks,
          async (id) =>
            !(await page.shows(id)) && !(requiredWhereAsked.includes(id) && (await page.lacks(id))),
        )
      ).map((id) => ({
        message: `index.html has no element with ${marker(id)}`,
        mend: `Give the element its ${marker(id)} again.`,
        file,
        subject: id,
      })),
    })),
};

async function filter<T>(items: readonly T[], keep: (item: T) => Promise<boolean>): Promise<T[]> {
  const kept = await Promise.all(items.map(keep));
  return items.filter((_, index) => kept[index]);
}

const nameIn = (href: string): string => (href.split(/[?#]/, 1)[0] ?? "").split("/").at(-1) ?? "";
const namesReport = (href: string): boolean => nameIn(href) === reportName;
const linksByScript = (scripts: PageScripts): boolean => scripts.links && scripts.some(holdsReport);
/** As a path of its own, or as a link in markup. */
const holdsReport = (text: string): boolean =>
  namesReport(text) ||
  [...text.matchAll(/\bhref\s*=\s*["']?([^"'\s>]+)/g)].some(([, href]) => namesReport(href ?? ""));

interface ControlRoom {
  readonly source: string;
  readonly elements: readonly HtmlElement[];
  /** Where its links lead. */
  readonly links: readonly string[];
  /** Read when it is first asked for: most pages have their markers as elements. */
  scripts(): Promise<PageScripts>;
  /** Has it the hook, as an element or in what a script renders? */
  shows(id: string): Promise<boolean>;
  /** Does a script of the page ask for a hook that nothing shows? */
  lacks(id: string): Promise<boolean>;
}

function controlRoom(tree: ReadinessTree, source: string): ControlRoom {
  const { elements, scripts } = readHtml(source);
  let read: Promise<PageScripts> | undefined;
  const page: ControlRoom = {
    source,
    elements,
    links: elements.flatMap(({ name, attributes }) => (name === "a" ? (attributes.get("href") ?? []) : [])),
    scripts: () => {
      read ??= readPageScripts(scripts, (path) => tree.text(path));
      return read;
    },
    shows: async (id) =>
      elements.some(({ attributes }) => attributes.get("data-test-id") === id) ||
      (await page.scripts()).sets("data-test-id", id),
    lacks: async (id) => !(await page.shows(id)) && (await page.scripts()).asksFor(id),
  };
  return page;
}

/** Two rules look at the page, and parsing it is the most expensive thing that the gate does. */
const parsed = new WeakMap<ReadinessTree, ControlRoom>();

/** The page of a tree, or `undefined` where it cannot be read. */
export async function readPage(tree: ReadinessTree): Promise<ControlRoom | undefined> {
  const held = parsed.get(tree);
  if (held !== undefined) return held;
  const page = await tree.text(file);
  if (page.state !== "ok") return undefined;
  // Another rule may have been faster.
  const made = parsed.get(tree) ?? controlRoom(tree, page.text);
  parsed.set(tree, made);
  return made;
}

async function onPage(
  tree: ReadinessTree,
  check: (page: ControlRoom) => Promise<RuleOutcome>,
): Promise<RuleOutcome> {
  const page = await readPage(tree);
  if (page !== undefined) return await check(page);
  const held = await tree.text(file);
  const mend = "Restore the page from the last green revision.";
  const problem = held.state === "ok" ? "cannot be read" : held.problem;
  return { lookedAt: [file], findings: [{ message: `index.html ${problem}`, mend, file }] };
}
