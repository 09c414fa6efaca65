import { readinessErrors } from "./errors.ts";
import type { Rule } from "./rule.ts";
import { exportChecksums, exportsFresh } from "./rules/checksums.ts";
import { cycleReport } from "./rules/cycle-report.ts";
import { exportsPresent } from "./rules/exports-present.ts";
import { manifestRules } from "./rules/manifest-rules.ts";
import { uiHooks, uiMarkers } from "./rules/page.ts";
import { planExportCadence, planHash, planHashDerived, planUri } from "./rules/plan-alignment.ts";
import { readmeHeadings, readmeTopics } from "./rules/readme.ts";

/** Every guardrail, in the order of the report. */
export const rules: readonly Rule[] = [
  ...manifestRules,
  readmeHeadings,
  readmeTopics,
  uiMarkers,
  uiHooks,
  exportsPresent,
  planHash,
  planUri,
  planExportCadence,
  planHashDerived,
  exportChecksums,
  exportsFresh,
  cycleReport,
];

/** @throws RULE_UNKNOWN */
export function findRule(id: string): Rule {
  const found = rules.find((rule) => rule.id === id);
  if (found === undefined) throw readinessErrors.create("RULE_UNKNOWN", { rule: id });
  return found;
}
