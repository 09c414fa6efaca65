// Judging a tree.

export type { EvaluateOptions } from "./evaluate.ts";
export { evaluateReadiness } from "./evaluate-readiness.ts";
export {
  activeFindings,
  type Finding,
  type ReadinessReport,
  type RuleResult,
  type RuleStatus,
} from "./report.ts";

// What is judged: files from anywhere, read once.

export { coreExports } from "./expected-exports.ts";
export { configFile, defaultFolder, exportFiles, layout, maxFileBytes } from "./layout.ts";
export { memorySource, type ReadinessSource } from "./source.ts";
export type { JsonFile, ReadinessTree, TextFile } from "./tree.ts";

// The manifest.

export { type Manifest, manifestSchema } from "./manifest-schema.ts";
export { type ManifestProblem, parseManifest } from "./parse-manifest.ts";

// The guardrails, and proof that they notice.

export type { RawFinding, Rule, RuleOutcome, Severity } from "./rule.ts";
export { findRule, rules } from "./rules.ts";
export { type MutantResult, type SelfTestReport, selfTest } from "./self-test.ts";

// What a team sets: severities, waivers, a baseline.

export { type Baseline, formatBaseline, parseBaseline } from "./baseline.ts";
export { type GateConfig, parseConfig, type Waiver } from "./config.ts";

// What goes wrong.

export { readinessErrors } from "./errors.ts";
