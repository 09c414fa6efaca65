import type { Rule } from "../rule.ts";
import { addressSanity } from "./addresses.ts";
import { capitalFunding, coverageWindow, domainCoverage, sentinelCoverage } from "./coverage.ts";
import { manifestJson } from "./manifest-json.ts";
import { manifestSchemaRule } from "./manifest-schema.ts";
import { autonomyGuard, planCadence, planReport } from "./plan.ts";
import { knownDomains, uniqueSlugs } from "./slugs.ts";

/** The guardrails that need nothing but the manifest; the control room runs them on an uploaded one. */
export const manifestRules: readonly Rule[] = [
  manifestJson,
  manifestSchemaRule,
  uniqueSlugs,
  sentinelCoverage,
  knownDomains,
  capitalFunding,
  coverageWindow,
  domainCoverage,
  autonomyGuard,
  planCadence,
  planReport,
  addressSanity,
];
