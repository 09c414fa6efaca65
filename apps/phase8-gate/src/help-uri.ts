import { packageFacts } from "./version.ts";

/**
 * Where GUARDRAILS.md explains a rule: below the address that is given, else that of the package; while it has none, the name of
 * the file in the package, which is a URI as well (a purl), if none that a browser opens.
 */
export function helpUriOf(docs: string | undefined): (rule: string) => string {
  const { version, homepage } = packageFacts();
  const page = docs ?? homepage?.replace(/#.*$/, "").concat("/GUARDRAILS.md");
  return (rule) =>
    page === undefined
      ? `pkg:npm/phase8-gate@${version}#GUARDRAILS.md`
      : `${page}#${encodeURIComponent(rule)}`;
}
