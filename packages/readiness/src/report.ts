import type { RawFinding, Severity } from "./rule.ts";

export interface Finding extends RawFinding {
  readonly rule: string;
  readonly severity: Severity;
  /** The same for the same trouble after lines have moved; what baselines remember. */
  readonly fingerprint: string;
  /** Why it does not count: it was there before, or someone answers for it. */
  readonly suppressed?:
    | { readonly by: "baseline" }
    | { readonly by: "waiver"; readonly owner: string; readonly reason: string; readonly expires: string };
}

/**
 * - `passed`: it looked, and all is well
 * - `failed`, `warned`: it found something that counts
 * - `suppressed`: all it found is in the baseline or waived
 * - `blocked`: another rule failed on what it needs; that one's finding counts
 * - `beside`: the tree has nothing that it is about
 * - `off`: the configuration switched it off
 */
export type RuleStatus = "passed" | "failed" | "warned" | "suppressed" | "blocked" | "beside" | "off";

export interface RuleResult {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly status: RuleStatus;
  readonly lookedAt: readonly string[];
  readonly blockedBy?: string;
  readonly findings: readonly Finding[];
}

export interface ReadinessReport {
  readonly version: 1;
  /** No error counts. Warnings alone do not fail. */
  readonly ok: boolean;
  readonly source: string;
  readonly folder: string;
  readonly counts: {
    readonly errors: number;
    readonly warnings: number;
    readonly suppressed: number;
    readonly rules: number;
  };
  readonly rules: readonly RuleResult[];
}

/** Every finding that counts. */
export function activeFindings(report: ReadinessReport): Finding[] {
  return report.rules
    .flatMap(({ findings }) => findings)
    .filter(({ suppressed }) => suppressed === undefined);
}
