import type { GateConfig } from "./config.ts";
import { findFolder } from "./evaluate.ts";
import { evaluateReadiness } from "./evaluate-readiness.ts";
import { expectedExports } from "./expected-exports.ts";
import { exportFiles, layout } from "./layout.ts";
import { activeFindings, type ReadinessReport } from "./report.ts";
import { mutants } from "./self-test/mutants.ts";
import { isHidden, memorySource, type ReadinessSource } from "./source.ts";
import { openTree } from "./tree.ts";

export interface MutantResult {
  readonly mutant: string;
  /** The rule that has to notice. */
  readonly rule: string;
  readonly status: "caught" | "survived" | "not applicable";
}

export interface SelfTestReport {
  readonly version: 1;
  /** Every mutant turned the gate red by the rule that guards it. */
  readonly ok: boolean;
  readonly mutants: readonly MutantResult[];
}

/**
 * Breaks copies of a source on purpose, one guarded fact each, and looks whether the gate notices. Everything happens in
 * memory. A mutant that cannot be made counts as survived would: then nobody knows whether its rule still works.
 *
 * @throws FOLDER_NOT_FOUND, NO_RULES, what `source` throws
 */
export async function selfTest(
  source: ReadinessSource,
  { now, config = {} }: { readonly now: number; readonly config?: GateConfig },
): Promise<SelfTestReport> {
  const folder = await findFolder(source, config.folder);
  const prefix = folder === "." ? "" : `${folder}/`;
  const files = new Map<string, string>();
  for (const path of copied) {
    const bytes = await source.read(prefix + path);
    if (bytes !== undefined) files.set(path, new TextDecoder().decode(bytes));
  }
  const evaluate = (copy: ReadonlyMap<string, string>): Promise<ReadinessReport> =>
    evaluateReadiness(overlay(source, prefix, copy), { now, config: { ...config, folder } });

  const expected = await expectedExports(openTree(source, folder));
  const before = new Set(errorsOf(await evaluate(files)).map(({ fingerprint }) => fingerprint));
  const results: MutantResult[] = [];
  for (const { name, rule, mutate, needs = [] } of mutants) {
    // Of exports that this tree is not expected to have, nothing is guarded.
    if (needs.some((path) => !expected.has(path))) continue;
    const copy = new Map(files);
    const applied = mutate(copy);
    const found = applied ? errorsOf(await evaluate(copy)) : [];
    const caught = found.some((finding) => finding.rule === rule && !before.has(finding.fingerprint));
    results.push({
      mutant: name,
      rule,
      status: !applied ? "not applicable" : caught ? "caught" : "survived",
    });
  }
  return { version: 1, ok: results.every(({ status }) => status === "caught"), mutants: results };
}

const copied: readonly string[] = [
  layout.manifest,
  layout.readme,
  layout.page,
  ...Object.values(exportFiles),
];

/** A source with other files in place of those that are copied; whatever else the gate reads is as it was. */
function overlay(
  source: ReadinessSource,
  prefix: string,
  copy: ReadonlyMap<string, string>,
): ReadinessSource {
  const held = memorySource(new Map([...copy].map(([path, text]) => [prefix + path, text])));
  const of = (path: string) => (copied.some((it) => prefix + it === path) ? held : source);
  return {
    name: source.name,
    size: (path) => of(path).size(path),
    read: (path) => of(path).read(path),
    hides: (path) => isHidden(source, path),
  };
}

const errorsOf = (report: ReadinessReport) =>
  activeFindings(report).filter(({ severity }) => severity === "error");
