import { readFileSync } from "node:fs";
import { sha256Hex } from "@mvcrs/canonical/sha256";
import { planExports } from "../../src/export.ts";
import {
  activeFindings,
  type EvaluateOptions,
  evaluateReadiness,
  exportFiles,
  layout,
  memorySource,
  type ReadinessReport,
} from "../../src/index.ts";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

const demo = "../../../../demo/Phase-8-Universal-Value-Dominance/";
export const byHand = {
  manifest: read("../fixtures/by-hand/universal.value.manifest.json"),
  plan: read("../fixtures/by-hand/phase8-self-improvement-plan.json"),
  cycles: read("../fixtures/by-hand/phase8-cycle-report.csv"),
};
export const now = Date.parse("2026-11-22T00:00:00.000Z");

/** Files by path relative to the Phase 8 folder. */
export type Tree = Map<string, string>;

/** That manifest, with sentinels who each cover the review window; as it stands, no domain's own do. */
const manifestText = byHand.manifest.replace(/"coverageSeconds": \d+/g, '"coverageSeconds": 900');

/** A tree without a finding: that manifest, our guide and page, and what the export makes. */
export function validTree(): Tree {
  const files: Tree = new Map(planExports(manifestText, new Map()).files);
  files.set(layout.readme, read(`${demo}README.md`));
  files.set(layout.page, read(`${demo}index.html`));
  return files;
}

// biome-ignore lint/suspicious/noExplicitAny: tests reach into JSON of every shape, right and wrong
export type Json = any;

export function edit(tree: Tree, path: string, change: (text: string) => string): void {
  const before = tree.get(path) ?? "";
  const after = change(before);
  if (after === before) throw new Error(`the fixture changes nothing in ${path}`);
  tree.set(path, after);
}

export function editJson(tree: Tree, path: string, change: (value: Json) => void): void {
  edit(tree, path, (text) => {
    const value = JSON.parse(text);
    change(value);
    return `${JSON.stringify(value, null, 2)}\n`;
  });
}

/** Makes the checksums right for whatever the files hold now, so that no fixture breaks more than it means to. */
export function seal(tree: Tree): Tree {
  const hash = (path: string) => sha256Hex(tree.get(path) ?? "");
  editOrKeep(tree, exportFiles.checksums, (value) => {
    value.derivedFrom.sha256 = hash(layout.manifest);
    for (const name of Object.keys(value.files)) value.files[name] = hash(`${layout.output}/${name}`);
  });
  return tree;
}

function editOrKeep(tree: Tree, path: string, change: (value: Json) => void): void {
  const value = JSON.parse(tree.get(path) ?? "{}");
  change(value);
  tree.set(path, `${JSON.stringify(value, null, 2)}\n`);
}

export const judge = (tree: Tree, options: Partial<EvaluateOptions> = {}): Promise<ReadinessReport> =>
  evaluateReadiness(memorySource(tree), { now, ...options });

/** The rules with a finding that counts. */
export async function firing(tree: Tree, options: Partial<EvaluateOptions> = {}): Promise<string[]> {
  const found = activeFindings(await judge(tree, options)).map(({ rule }) => rule);
  return [...new Set(found)].sort();
}
