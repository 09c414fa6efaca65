import { exportFiles, layout } from "./layout.ts";
import { readPage } from "./rules/page.ts";
import type { ReadinessTree } from "./tree.ts";

/** What every tree has, however it was exported: the page links to the first, and the gate compares the second. */
export const coreExports: readonly string[] = [
  exportFiles.orchestrationReport,
  exportFiles.selfImprovementPlan,
  exportFiles.cycleReport,
];

/** Names are files of `output/`; one with a slash could lead anywhere. */
export const isExportName = (name: string): boolean => /^[\w.-]+$/.test(name) && !/^\.+$/.test(name);

/** More names than this are not looked at; a hostile list could have hundreds of thousands. */
const maxNamed = 50;

const known = new WeakMap<ReadinessTree, Promise<ReadonlySet<string>>>();

/**
 * The exports that a tree has to have: those that every tree has, those that it holds, those that its page links to, and
 * those that its checksums list. What its `.gitignore` hides is not shipped, and so neither expected nor judged.
 */
export function expectedExports(tree: ReadinessTree): Promise<ReadonlySet<string>> {
  const held = known.get(tree) ?? find(tree);
  known.set(tree, held);
  return held;
}

async function find(tree: ReadinessTree): Promise<ReadonlySet<string>> {
  const ours = Object.values<string>(exportFiles);
  const held = await Promise.all(ours.map(async (path) => (await tree.text(path)).state !== "absent"));
  const others = new Set([
    ...ours.filter((_, index) => held[index]),
    ...(await linked(tree)).slice(0, maxNamed),
    ...(await listedExports(tree)).slice(0, maxNamed),
  ]);
  for (const path of coreExports) others.delete(path);
  const hidden = await Promise.all([...others].map((path) => tree.hidden(path)));
  return new Set([...coreExports, ...[...others].filter((_, index) => hidden[index] === false)]);
}

async function linked(tree: ReadinessTree): Promise<string[]> {
  const links = (await readPage(tree))?.links ?? [];
  return links.flatMap((href) => {
    const [, name = ""] = /^(?:\.\/)?output\/([^/?#]+)(?:[?#].*)?$/.exec(href) ?? [];
    return isExportName(name) ? [`${layout.output}/${name}`] : [];
  });
}

/** What `output/phase8-checksums.json` lists, as far as it can be read. */
async function listedExports(tree: ReadinessTree): Promise<string[]> {
  const json = await tree.json(exportFiles.checksums);
  if (await tree.hidden(exportFiles.checksums)) return [];
  if (json.state !== "ok" || typeof json.document.value !== "object" || json.document.value === null)
    return [];
  const files: unknown = Object.getOwnPropertyDescriptor(json.document.value, "files")?.value;
  if (typeof files !== "object" || files === null) return [];
  return Object.keys(files)
    .filter(isExportName)
    .map((name) => `${layout.output}/${name}`);
}
