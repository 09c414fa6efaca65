import { looked } from "../rule.ts";
import { manifestRule } from "./manifest-rule.ts";

const sections = ["domains", "sentinels", "capitalStreams"] as const;

export const uniqueSlugs = manifestRule({
  id: "unique-slugs",
  title: "Slugs are unique",
  severity: "error",
  why: "On chain a slug is the hash of its lower-case form: two that differ in case only overwrite each other.",
  mend: "Give one of the two another slug, and mend what refers to it.",
  check: (facts) => {
    const all = sections.flatMap((section) => facts[section].map((entry) => ({ section, ...entry })));
    const first = new Map<string, string>();
    const findings = [];
    for (const { section, slug, pointer } of all) {
      if (slug === undefined) continue;
      const key = `${section}/${slug.toLowerCase()}`;
      const earlier = first.get(key);
      if (earlier === undefined) first.set(key, pointer);
      else
        findings.push({
          message: `duplicate slug ${JSON.stringify(slug)}: ${earlier} has it already (case does not count)`,
          mend: `Give ${pointer} or ${earlier} another slug.`,
          pointer: `${pointer}/slug`,
          subject: key,
        });
    }
    return {
      lookedAt: looked(first.size + findings.length, "slug"),
      findings,
      incomplete: all.length === 0 || all.some(({ slug }) => slug === undefined),
    };
  },
});

export const knownDomains = manifestRule({
  id: "known-domains",
  title: "References name known domains",
  severity: "error",
  why: "A sentinel or stream that names a domain which does not exist guards or funds nothing, and looks as if it did.",
  mend: "Correct the reference, or add the domain.",
  check: (facts) => {
    const known = new Set(facts.domains.flatMap(({ slug }) => slug?.toLowerCase() ?? []));
    const referring = [...facts.sentinels, ...facts.capitalStreams];
    return {
      lookedAt: [
        ...looked(facts.sentinels.length, "sentinel"),
        ...looked(facts.capitalStreams.length, "capital stream"),
      ],
      findings: referring.flatMap(({ pointer, slug, domains }) =>
        (domains ?? []).flatMap((domain, index) =>
          known.has(domain)
            ? []
            : [
                {
                  message: `${slug ?? pointer} refers to the unknown domain ${JSON.stringify(domain)}`,
                  mend: `Name one of ${[...known].slice(0, 8).join(", ")}, or add the domain.`,
                  pointer: `${pointer}/domains/${index}`,
                  subject: `${slug ?? pointer}->${domain}`,
                },
              ],
        ),
      ),
      incomplete: referring.length === 0 || referring.some(({ domains }) => domains === undefined),
    };
  },
});
