import type { Manifest } from "./manifest-schema.ts";

/** The figures on the stat cards and in the telemetry report. Inactive entries do not count. */
export interface ReadinessMetrics {
  readonly monthlyFlowUSD: number;
  readonly annualBudgetUSD: number;
  /** 0..1 */
  readonly averageResilience: number;
  readonly sentinelCoverageSeconds: number;
  readonly cadenceSeconds: number;
  /** Unix seconds; `undefined` where no cycle ran. */
  readonly lastExecutedAt: number | undefined;
}

type Active = { readonly active?: boolean | undefined };
const isActive = ({ active }: Active): boolean => active !== false;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export function readinessMetrics({
  domains,
  sentinels,
  capitalStreams,
  selfImprovement,
}: Manifest): ReadinessMetrics {
  const active = domains.filter(isActive);
  const { cadenceSeconds, lastExecutedAt = 0 } = selfImprovement.plan;
  return {
    monthlyFlowUSD: sum(active.map(({ valueFlowMonthlyUSD }) => valueFlowMonthlyUSD)),
    annualBudgetUSD: sum(capitalStreams.filter(isActive).map(({ annualBudget }) => annualBudget)),
    averageResilience:
      active.length === 0 ? 0 : sum(active.map(({ resilienceIndex }) => resilienceIndex)) / active.length,
    sentinelCoverageSeconds: sum(sentinels.filter(isActive).map(({ coverageSeconds }) => coverageSeconds)),
    cadenceSeconds,
    lastExecutedAt: lastExecutedAt > 0 ? lastExecutedAt : undefined,
  };
}

export interface DomainCoverage {
  readonly slug: string;
  readonly name: string;
  readonly sentinels: readonly string[];
  readonly streams: readonly string[];
  readonly coverageSeconds: number;
  /** How much its sentinels are short of the guardian review window; 0 where they cover it. */
  readonly shortfallSeconds: number;
  readonly fundingUSD: number;
}

/** For each domain, who watches and who funds it: those that name it. */
export function domainCoverage({ global, domains, sentinels, capitalStreams }: Manifest): DomainCoverage[] {
  return domains.map(({ slug, name }) => {
    const names = ({ domains: named }: { readonly domains?: readonly string[] | undefined }): boolean =>
      named?.some((it) => it.toLowerCase() === slug.toLowerCase()) === true;
    const watching = sentinels.filter(isActive).filter(names);
    const funding = capitalStreams.filter(isActive).filter(names);
    const coverageSeconds = sum(watching.map((sentinel) => sentinel.coverageSeconds));
    return {
      slug,
      name,
      sentinels: watching.map((sentinel) => sentinel.name),
      streams: funding.map((stream) => stream.name),
      coverageSeconds,
      shortfallSeconds: Math.max(0, global.guardianReviewWindow - coverageSeconds),
      fundingUSD: sum(funding.map(({ annualBudget }) => annualBudget)),
    };
  });
}
