import type { ManifestFacts } from "../manifest-facts.ts";
import { looked } from "../rule.ts";
import { formatDuration } from "../units.ts";
import { manifestRule } from "./manifest-rule.ts";

const active = <T extends { readonly active: boolean }>(entries: readonly T[]): T[] =>
  entries.filter((entry) => entry.active);

const secondsOf = (sentinels: readonly { readonly coverageSeconds: number | undefined }[]): number =>
  sentinels.reduce((sum, { coverageSeconds }) => sum + (coverageSeconds ?? 0), 0);

/** The domains that no active entry names. An entry that names no domain is there for none. */
function namedIn(
  domains: ManifestFacts["domains"],
  entries: readonly { readonly active: boolean; readonly domains: readonly string[] | undefined }[],
) {
  const named = new Set(active(entries).flatMap((entry) => entry.domains ?? []));
  const unsure = active(entries).some((entry) => entry.domains === undefined);
  return {
    unnamed: domains.flatMap(({ slug, pointer }) =>
      slug === undefined || unsure || named.has(slug.toLowerCase()) ? [] : [{ slug, pointer }],
    ),
    incomplete: unsure || domains.length === 0 || domains.some(({ slug }) => slug === undefined),
  };
}

export const sentinelCoverage = manifestRule({
  id: "sentinel-coverage",
  title: "Every domain has a sentinel",
  severity: "error",
  why: "A domain that no active sentinel watches can fail unseen. A sentinel watches the domains that it names; one that names none watches none.",
  mend: "Add the domain to an active sentinel's `domains`, or add a sentinel.",
  check: ({ domains, sentinels }) => {
    const { unnamed, incomplete } = namedIn(domains, sentinels);
    return {
      lookedAt: looked(domains.length, "domain"),
      findings: unnamed.map(({ slug, pointer }) => ({
        message: `missing sentinel coverage: no active sentinel covers the domain ${slug}`,
        mend: `Add ${JSON.stringify(slug)} to the domains of an active sentinel.`,
        pointer,
        subject: slug,
      })),
      incomplete,
    };
  },
});

export const capitalFunding = manifestRule({
  id: "capital-funding",
  title: "Every domain is funded",
  severity: "warning",
  why: "A domain without a capital stream runs on what it has left. A stream funds the domains that it names.",
  mend: "Add the domain to an active capital stream's `domains`, or add a stream.",
  check: ({ domains, capitalStreams }) => {
    const { unnamed, incomplete } = namedIn(domains, capitalStreams);
    return {
      lookedAt: looked(domains.length, "domain"),
      findings: unnamed.map(({ slug, pointer }) => ({
        message: `no active capital stream funds the domain ${slug}`,
        mend: `Add ${JSON.stringify(slug)} to the domains of an active capital stream.`,
        pointer,
        subject: slug,
      })),
      incomplete,
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
    const awake = active(sentinels);
    const total = secondsOf(awake);
    const incomplete =
      window === undefined || awake.some(({ coverageSeconds }) => coverageSeconds === undefined);
    return {
      lookedAt: window === undefined ? [] : [`${total} s by ${awake.length} sentinels`, `${window} s window`],
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

export const domainCoverage = manifestRule({
  id: "domain-coverage",
  title: "Each domain's own sentinels cover the review window",
  severity: "warning",
  why: "All sentinels together may hold for the review window while those of one domain do not; then that domain leans on sentinels that do not watch it.",
  mend: "Have more sentinels name the domain, or raise their coverageSeconds.",
  check: ({ domains, sentinels, guardianReviewWindow: window }) => {
    const awake = active(sentinels);
    const watched = domains.map(({ slug }) =>
      awake.filter((it) => slug !== undefined && it.domains?.includes(slug.toLowerCase())),
    );
    const incomplete =
      window === undefined ||
      domains.length === 0 ||
      domains.some(({ slug }) => slug === undefined) ||
      awake.some((it) => it.domains === undefined || it.coverageSeconds === undefined);
    return {
      lookedAt: window === undefined ? [] : looked(domains.length, "domain"),
      // Where all together are too short, that is the finding of coverage-window.
      findings:
        incomplete || secondsOf(awake) < window
          ? []
          : domains.flatMap(({ slug, name, pointer }, index) => {
              const by = watched[index] ?? [];
              const covered = secondsOf(by);
              // A domain that nobody watches is the finding of sentinel-coverage.
              if (by.length === 0 || covered >= window) return [];
              return [
                {
                  message: `${name ?? slug} is watched for ${formatDuration(covered)} of the guardian review window of ${formatDuration(window)}; ${formatDuration(window - covered)} are missing`,
                  mend: "Have more sentinels name this domain, or raise their coverageSeconds.",
                  pointer,
                  ...(slug === undefined ? {} : { subject: slug }),
                },
              ];
            }),
      incomplete,
    };
  },
});
