import { looked } from "../rule.ts";
import { manifestRule } from "./manifest-rule.ts";

export const sentinelCoverage = manifestRule({
  id: "sentinel-coverage",
  title: "Every domain has a sentinel",
  severity: "error",
  why: "A domain that no active sentinel watches can fail unseen. A sentinel that names no domains watches all.",
  mend: "Add the domain to an active sentinel's `domains`, or add a sentinel.",
  check: (facts) => {
    const active = facts.sentinels.filter((sentinel) => sentinel.active);
    const unsure = active.some(({ domains }) => domains === undefined);
    const all = active.some(({ domains }) => domains === "all");
    const covered = new Set(active.flatMap(({ domains }) => (Array.isArray(domains) ? domains : [])));
    return {
      lookedAt: looked(facts.domains.length, "domain"),
      findings: facts.domains.flatMap(({ slug, pointer }) =>
        slug === undefined || all || unsure || covered.has(slug.toLowerCase())
          ? []
          : [
              {
                message: `missing sentinel coverage: no active sentinel covers the domain ${slug}`,
                mend: `Add ${JSON.stringify(slug)} to the domains of an active sentinel.`,
                pointer,
                subject: slug,
              },
            ],
      ),
      incomplete:
        unsure || facts.domains.length === 0 || facts.domains.some(({ slug }) => slug === undefined),
    };
  },
});

export const capitalFunding = manifestRule({
  id: "capital-funding",
  title: "Every domain is funded",
  severity: "warning",
  why: "A domain without a capital stream runs on what it has left. A stream that names no domains funds all.",
  mend: "Add the domain to an active capital stream's `domains`, or add a stream.",
  check: (facts) => {
    const active = facts.capitalStreams.filter((stream) => stream.active);
    const unsure = active.some(({ domains }) => domains === undefined);
    const all = active.some(({ domains }) => domains === "all");
    const funded = new Set(active.flatMap(({ domains }) => (Array.isArray(domains) ? domains : [])));
    return {
      lookedAt: looked(facts.domains.length, "domain"),
      findings: facts.domains.flatMap(({ slug, pointer }) =>
        slug === undefined || all || unsure || funded.has(slug.toLowerCase())
          ? []
          : [
              {
                message: `no active capital stream funds the domain ${slug}`,
                mend: `Add ${JSON.stringify(slug)} to the domains of an active capital stream.`,
                pointer,
                subject: slug,
              },
            ],
      ),
      incomplete:
        unsure || facts.domains.length === 0 || facts.domains.some(({ slug }) => slug === undefined),
    };
  },
});

export const coverageWindow = manifestRule({
  id: "coverage-window",
  title: "Sentinels cover the review window",
  severity: "error",
  why: "The guardians take the review window to answer; the sentinels together must hold at least that long.",
  mend: "Raise coverageSeconds, activate a sentinel, or shorten global.guardianReviewWindow.",
  check: ({ sentinels, guardianReviewWindow: window }) => {
    const active = sentinels.filter((sentinel) => sentinel.active);
    const total = active.reduce((sum, { coverageSeconds }) => sum + (coverageSeconds ?? 0), 0);
    const incomplete =
      window === undefined || active.some(({ coverageSeconds }) => coverageSeconds === undefined);
    return {
      lookedAt:
        window === undefined ? [] : [`${total} s by ${active.length} sentinels`, `${window} s window`],
      findings:
        incomplete || total >= window
          ? []
          : [
              {
                message: `total sentinel coverage of ${total} s is below the guardian review window of ${window} s`,
                mend: `Raise the sentinels' coverageSeconds by ${window - total} s together, or shorten the window.`,
                pointer: "/global/guardianReviewWindow",
              },
            ],
      incomplete,
    };
  },
});
