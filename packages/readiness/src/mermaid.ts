import type { Manifest } from "./manifest-schema.ts";
import { domainCoverage } from "./metrics.ts";

/**
 * The system as a Mermaid flowchart: who guards, funds and improves which domain. Names come from the manifest and are
 * written as entities, so that none can end a label or add an arrow. On a narrow screen it grows downwards, and the arrows
 * carry no words.
 */
export function mermaidDiagram(manifest: Manifest, look: "wide" | "narrow" = "wide"): string {
  const wide = look === "wide";
  const { domains, sentinels, capitalStreams, selfImprovement } = manifest;
  const on = ({ active }: { readonly active?: boolean | undefined }) =>
    active === false ? " (inactive)" : "";
  const ids = new Map(domains.map(({ slug }, index) => [slug.toLowerCase(), `D${index}`]));
  const arrows = (from: string, named: readonly string[] | undefined, kind: string): string[] =>
    (named ?? []).flatMap((slug) => {
      const to = ids.get(slug.toLowerCase());
      return to === undefined ? [] : [`  ${from} ${kind} ${to}`];
    });
  return [
    wide ? "flowchart TD" : "flowchart LR",
    '  guardians["Guardian Council"]',
    '  pause["System Pause"]',
    `  kernel["Self-improvement kernel · ${escapeLabel(String(selfImprovement.plan.cadenceSeconds))} s"]`,
    "  guardians --> pause",
    "  guardians --> kernel",
    ...domains.map((domain, index) => `  D${index}["${escapeLabel(domain.name + on(domain))}"]`),
    ...sentinels.flatMap((sentinel, index) => [
      `  S${index}(["${escapeLabel(sentinel.name + on(sentinel))}"])`,
      `  guardians --> S${index}`,
      ...arrows(`S${index}`, sentinel.domains, wide ? "-. guards .->" : "-.->"),
    ]),
    ...capitalStreams.flatMap((stream, index) => [
      `  C${index}[("${escapeLabel(stream.name + on(stream))}")]`,
      ...arrows(`C${index}`, stream.domains, wide ? "== funds ==>" : "==>"),
    ]),
    ...domains.map((_, index) => `  kernel --> D${index}`),
    "",
  ].join("\n");
}

/** The same in sentences, for readers who have no diagram. */
export function diagramText(manifest: Manifest): string[] {
  const list = (names: readonly string[]): string => (names.length === 0 ? "nobody" : names.join(", "));
  return [
    "The Guardian Council commands the System Pause, the sentinels and the self-improvement kernel.",
    ...domainCoverage(manifest).map(
      ({ name, sentinels, streams }) => `${name}: guarded by ${list(sentinels)}; funded by ${list(streams)}.`,
    ),
  ];
}

/** Mermaid's own entities, `#123;` for a code point; letters, digits and a few signs stay as they are. */
function escapeLabel(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,·()+-]/gu, (char) => `#${char.codePointAt(0)};`);
}
