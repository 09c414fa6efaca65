import type { Baseline } from "./baseline.ts";
import type { GateConfig } from "./config.ts";
import { readinessErrors } from "./errors.ts";
import { fingerprint } from "./internal/fingerprint.ts";
import { makeSuppressor, type Suppressor } from "./internal/suppress.ts";
import { configFile, defaultFolder, layout } from "./layout.ts";
import type { Finding, ReadinessReport, RuleResult } from "./report.ts";
import type { RawFinding, Rule, RuleOutcome, Severity } from "./rule.ts";
import type { ReadinessSource } from "./source.ts";
import { openTree } from "./tree.ts";

export interface EvaluateOptions {
  /** The guardrails to run. */
  readonly rules: readonly Rule[];
  /** The present in milliseconds: waivers expire by it. */
  readonly now: number;
  readonly config?: GateConfig;
  readonly baseline?: Baseline;
}

/**
 * Runs every guardrail over a source and reports what each looked at and what it found. It never stops at the first
 * finding, and a rule that had nothing to look at counts as failed.
 *
 * @throws FOLDER_NOT_FOUND, NO_RULES, what `source` throws
 */
export async function evaluateRules(
  source: ReadinessSource,
  { rules, now, config = {}, baseline }: EvaluateOptions,
): Promise<ReadinessReport> {
  const folder = await findFolder(source, config.folder);
  const tree = openTree(source, folder);
  const severityOf = (rule: Rule): Severity | "off" => config.rules?.[rule.id] ?? rule.severity;
  if (rules.every((rule) => severityOf(rule) === "off")) throw readinessErrors.create("NO_RULES", {});

  const suppressor = makeSuppressor(config.waivers ?? [], baseline, now);
  const ran = await Promise.all(
    rules.map(async (rule) => {
      const severity = severityOf(rule);
      return severity === "off" ? { rule } : { rule, severity, outcome: await rule.check(tree) };
    }),
  );
  const results = ran.map(({ rule, severity, outcome }): RuleResult => {
    const { id, title } = rule;
    if (outcome === undefined)
      return { id, title, severity: rule.severity, status: "off", lookedAt: [], findings: [] };
    return judge(rule, severity, outcome, suppressor);
  });
  const settled = [...unblock(results, suppressor), ...leftovers(config, suppressor, baseline)];

  const all = settled.flatMap(({ findings }) => findings);
  const count = (severity: Severity) =>
    all.filter((finding) => finding.severity === severity && finding.suppressed === undefined).length;
  const errors = count("error");
  return {
    version: 1,
    ok: errors === 0,
    source: source.name,
    folder,
    counts: {
      errors,
      warnings: count("warning"),
      suppressed: all.filter(({ suppressed }) => suppressed !== undefined).length,
      rules: settled.length,
    },
    rules: settled,
  };
}

/**
 * The Phase 8 folder of a source: the one the configuration names, else the usual one, else the top where the manifest
 * stands right there.
 *
 * @throws FOLDER_NOT_FOUND
 */
export async function findFolder(source: ReadinessSource, named?: string): Promise<string> {
  const tidy = named?.replace(/^(?:\.\/)+|\/+$/g, "");
  const tried = tidy === undefined ? [defaultFolder, "."] : [tidy === "" ? "." : tidy];
  for (const folder of tried) {
    const prefix = folder === "." ? "" : `${folder}/`;
    // A folder that lost one of its files is a finding, not a missing folder.
    for (const path of [layout.manifest, layout.page, ...(prefix === "" ? [] : [layout.readme])])
      if ((await source.size(prefix + path)) !== undefined) return folder;
  }
  throw readinessErrors.create("FOLDER_NOT_FOUND", { source: source.name, tried });
}

const vacuous = (rule: Rule, why: string): RawFinding => ({
  message: `${rule.id} had nothing to look at${why}`,
  mend: "A guardrail that looks at nothing guards nothing: restore what it judges.",
  file: layout.manifest,
});

function judge(rule: Rule, severity: Severity, outcome: RuleOutcome, suppressor: Suppressor): RuleResult {
  const { blockedBy, beside } = outcome;
  const lookedAt = beside === undefined ? outcome.lookedAt : [...outcome.lookedAt, beside];
  const empty = lookedAt.length === 0 && blockedBy === undefined;
  const raw = empty ? [...outcome.findings, vacuous(rule, "")] : outcome.findings;
  const findings = raw.map((finding) => suppressor.apply(finish(rule.id, severity, finding)));
  return {
    id: rule.id,
    title: rule.title,
    severity,
    status:
      findings.length === 0 && beside !== undefined ? "beside" : statusOf(findings, severity, blockedBy),
    lookedAt,
    ...(blockedBy === undefined ? {} : { blockedBy }),
    findings,
  };
}

function statusOf(
  findings: readonly Finding[],
  severity: Severity,
  blockedBy?: string,
): RuleResult["status"] {
  if (findings.some(({ suppressed }) => suppressed === undefined))
    return severity === "error" ? "failed" : "warned";
  if (blockedBy !== undefined) return "blocked";
  return findings.length > 0 ? "suppressed" : "passed";
}

/** A rule may only be excused by one that really fails: not by one that is off, waived or a mere warning. */
function unblock(results: readonly RuleResult[], suppressor: Suppressor): RuleResult[] {
  const failed = new Set(results.filter(({ status }) => status === "failed").map(({ id }) => id));
  return results.map((result) => {
    if (result.status !== "blocked" || result.blockedBy === undefined || failed.has(result.blockedBy))
      return result;
    const rule = { id: result.id } as Rule;
    const why = `: ${result.blockedBy} would say why, but does not fail the gate`;
    const finding = suppressor.apply(finish(result.id, result.severity, vacuous(rule, why)));
    const findings = [...result.findings, finding];
    return { ...result, findings, status: statusOf(findings, result.severity) };
  });
}

/** What is left of waivers and baselines is reported too, or they would pile up. */
function leftovers(config: GateConfig, suppressor: Suppressor, baseline: Baseline | undefined): RuleResult[] {
  const { expired, unused, unusedBaseline } = suppressor.rest();
  const { waivers = [] } = config;
  const about = (index: number, severity: Severity, what: string, mend: string): Finding =>
    finish("waivers", severity, {
      message: `waiver of ${waivers[index]?.owner} for ${waivers[index]?.rule} ${what}`,
      mend,
      file: configFile,
      pointer: `/waivers/${index}`,
    });
  const results: RuleResult[] = [];
  if (waivers.length > 0) {
    const findings = [
      ...expired.map((index) =>
        about(
          index,
          "error",
          `expired after ${waivers[index]?.expires}`,
          "Fix the finding, or decide again.",
        ),
      ),
      ...unused.map((index) => about(index, "warning", "waives nothing", "Remove it.")),
    ];
    results.push({
      id: "waivers",
      title: "Waivers are in force",
      severity: "error",
      status: expired.length > 0 ? "failed" : unused.length > 0 ? "warned" : "passed",
      lookedAt: [`${waivers.length} waivers`],
      findings,
    });
  }
  if (baseline !== undefined)
    results.push({
      id: "baseline",
      title: "Baseline is no larger than needed",
      severity: "warning",
      status: unusedBaseline > 0 ? "warned" : "passed",
      lookedAt: [`${[...baseline.values()].reduce((sum, it) => sum + it, 0)} known findings`],
      findings:
        unusedBaseline === 0
          ? []
          : [
              finish("baseline", "warning", {
                message: `${unusedBaseline} findings of the baseline are gone`,
                mend: "Write it again with --write-baseline, so that they cannot come back unseen.",
                file: "baseline",
              }),
            ],
    });
  return results;
}

const finish = (rule: string, severity: Severity, raw: RawFinding): Finding => ({
  rule,
  severity,
  ...raw,
  fingerprint: fingerprint(rule, raw),
});
