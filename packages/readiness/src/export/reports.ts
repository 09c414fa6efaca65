import type { Manifest } from "../manifest-schema.ts";
import { domainCoverage, readinessMetrics } from "../metrics.ts";
import { formatBps, formatDuration, formatInstant, formatShare, formatUSD } from "../units.ts";
import { type GovernanceCall, managerOf } from "./calldata.ts";

export interface ReportInput {
  readonly manifest: Manifest;
  readonly planHash: string;
  /** The hash follows from the plan, rather than having been set by hand. */
  readonly derived: boolean;
  readonly calls: readonly GovernanceCall[];
  /** Unix seconds that the reports speak of; 0 where nothing tells. */
  readonly asOf: number;
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
/** Manifest text inside a Markdown table: nothing in it may act as Markdown or HTML. */
const cell = (text: string): string =>
  oneLine(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/[\\`*_[\]|~#>!]/g, (char) => `\\${char}`);
const figures = (manifest: Manifest): [string, string][] => {
  const metrics = readinessMetrics(manifest);
  return [
    ["Monthly value flow", formatUSD(metrics.monthlyFlowUSD)],
    ["Annual budget", formatUSD(metrics.annualBudgetUSD)],
    ["Average resilience", formatShare(metrics.averageResilience)],
    ["Sentinel coverage", formatDuration(metrics.sentinelCoverageSeconds)],
    ["Guardian review window", formatDuration(manifest.global.guardianReviewWindow)],
    ["Improvement cadence", formatDuration(metrics.cadenceSeconds)],
    [
      "Last improvement",
      metrics.lastExecutedAt === undefined ? "never" : formatInstant(metrics.lastExecutedAt),
    ],
  ];
};

/** `phase8-orchestration-report.txt`: what an operator reads before signing. */
export function orchestrationReport({ manifest, planHash, derived, calls, asOf }: ReportInput): string {
  const { global, domains, selfImprovement } = manifest;
  const manager = managerOf(manifest);
  const table = (rows: readonly (readonly [string, string])[]): string[] => {
    const width = Math.max(0, ...rows.map(([label]) => label.length));
    return rows.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`);
  };
  const section = (title: string, lines: readonly string[]): string[] => [
    "",
    title,
    "-".repeat(title.length),
    ...lines,
  ];
  return [
    "PHASE 8 ORCHESTRATION REPORT",
    "============================",
    `As of ${asOf === 0 ? "no recorded execution" : formatInstant(asOf)}, from config/universal.value.manifest.json.`,
    ...section("Figures", table(figures(manifest))),
    ...section(
      "Domains",
      domainCoverage(manifest).flatMap((it, index) => [
        `  ${oneLine(it.name)} (${it.slug})${domains[index]?.active === false ? ", inactive" : ""}`,
        `    autonomy ${formatBps(domains[index]?.autonomyLevelBps ?? 0)} of at most ${formatBps(selfImprovement.autonomyGuards.maxAutonomyBps)}`,
        `    guarded ${formatDuration(it.coverageSeconds)} by ${it.sentinels.map(oneLine).join(", ") || "nobody"}${
          it.shortfallSeconds > 0
            ? `; short of the review window by ${formatDuration(it.shortfallSeconds)}`
            : ""
        }`,
        `    funded ${formatUSD(it.fundingUSD)}/yr by ${it.streams.map(oneLine).join(", ") || "nobody"}`,
      ]),
    ),
    ...section(
      "Self-improvement plan",
      table([
        ["URI", selfImprovement.plan.planURI],
        ["keccak256", `${planHash}${derived ? "" : " (set by hand)"}`],
        ["human override", `${selfImprovement.autonomyGuards.humanOverrideMinutes} min`],
        ["escalation", selfImprovement.autonomyGuards.escalationChannels.map(oneLine).join(", ")],
      ]),
    ),
    ...section("Governance calls", [
      `  to ${manager.address} (${manager.from}) on chain ${global.chainId ?? 1}`,
      ...calls.map(
        ({ label, slug, data }, index) =>
          `  ${String(index + 1).padStart(3)}. ${label}${slug === undefined ? "" : ` ${slug}`}  ${data.slice(0, 10)}`,
      ),
    ]),
    "",
  ].join("\n");
}

/** `phase8-telemetry-report.md`. */
export function telemetryReport({ manifest, asOf }: ReportInput): string {
  return [
    "# Phase 8 telemetry",
    "",
    `As of ${asOf === 0 ? "no recorded execution" : formatInstant(asOf)}.`,
    "",
    "| figure | value |",
    "| --- | --- |",
    ...figures(manifest).map(([label, value]) => `| ${label} | ${value} |`),
    "",
    "| domain | monthly flow | resilience | autonomy | guarded | shortfall | funded per year |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...domainCoverage(manifest).map((it, index) => {
      const domain = manifest.domains[index];
      const values = [
        formatUSD(domain?.valueFlowMonthlyUSD ?? 0),
        formatShare(domain?.resilienceIndex ?? 0),
        formatBps(domain?.autonomyLevelBps ?? 0),
        formatDuration(it.coverageSeconds),
        it.shortfallSeconds === 0 ? "none" : formatDuration(it.shortfallSeconds),
        formatUSD(it.fundingUSD),
      ];
      return `| ${cell(it.name)} | ${values.join(" | ")} |`;
    }),
    "",
  ].join("\n");
}
