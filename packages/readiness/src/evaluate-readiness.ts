import { type EvaluateOptions, evaluateRules } from "./evaluate.ts";
import type { ReadinessReport } from "./report.ts";
import { rules } from "./rules.ts";
import type { ReadinessSource } from "./source.ts";

/**
 * The gate: every guardrail over any source of files. A folder, a git revision, a zip archive and memory come with
 * `@phase8/readiness/sources`.
 *
 * @throws FOLDER_NOT_FOUND, NO_RULES, what `source` throws
 */
export async function evaluateReadiness(
  source: ReadinessSource,
  options: Omit<EvaluateOptions, "rules"> & Partial<Pick<EvaluateOptions, "rules">>,
): Promise<ReadinessReport> {
  return await evaluateRules(source, { rules, ...options });
}
