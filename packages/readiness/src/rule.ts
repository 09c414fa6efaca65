import type { ReadinessTree } from "./tree.ts";

export type Severity = "error" | "warning";

/** What a rule has to say about one place. */
export interface RawFinding {
  /** One sentence: what is wrong, with the values that matter. */
  readonly message: string;
  /** One sentence: how to fix it. */
  readonly mend: string;
  /** Relative to the Phase 8 folder. */
  readonly file: string;
  /** RFC 6901, for JSON files. */
  readonly pointer?: string;
  /** From 1. */
  readonly line?: number;
  readonly column?: number;
  /** What it is about, where that names it better than a place does: a slug, a heading. Survives reordering. */
  readonly subject?: string;
}

export interface RuleOutcome {
  /** What the rule looked at, for people. A rule that looked at nothing must not pass. */
  readonly lookedAt: readonly string[];
  readonly findings: readonly RawFinding[];
  /** The rule whose failure kept this one from looking at everything. */
  readonly blockedBy?: string;
  /** Why there is nothing to judge here, in words: the tree neither holds nor names what the rule is about. */
  readonly beside?: string;
}

/** One guardrail. */
export interface Rule {
  readonly id: string;
  /** A few words for a table. */
  readonly title: string;
  /** Unless the configuration says otherwise. */
  readonly severity: Severity;
  /** Why the guardrail is there. */
  readonly why: string;
  /** How to fix what it finds, in general. */
  readonly mend: string;
  /** What it wants to find, where that is a list. */
  readonly wants?: readonly string[];
  /** The order of that list counts. */
  readonly ordered?: boolean;
  readonly check: (tree: ReadinessTree) => Promise<RuleOutcome>;
}

/** `3 domains`, `1 domain`: what a rule looked at; nothing for 0, so that looking at nothing shows. */
export function looked(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${what}${count === 1 ? "" : "s"}`];
}
