import type { JsonDocument } from "../json-document.ts";
import { layout } from "../layout.ts";
import type { ManifestFacts } from "../manifest-facts.ts";
import type { RawFinding, Rule, RuleOutcome } from "../rule.ts";

/** A finding about a value of the manifest. */
type AtPointer = Pick<RawFinding, "message" | "mend" | "subject"> & { readonly pointer: string };

type ManifestRule = Omit<Rule, "check"> & {
  readonly check: (facts: ManifestFacts) => {
    readonly lookedAt: readonly string[];
    readonly findings: readonly AtPointer[];
    /** Values that the rule needs have the wrong type, so it could not look at everything. */
    readonly incomplete?: boolean;
  };
};

/** More findings of one rule help nobody, and a hostile manifest could make a hundred thousand. */
export const maxShown = 100;

const more = (count: number): RawFinding[] =>
  count <= 0
    ? []
    : [{ message: `${count} more like these`, mend: "Fix those shown first.", file: layout.manifest }];

/** A rule over the manifest's values. Where the manifest cannot be read at all, it says which rule tells why. */
export function manifestRule({ check, ...rule }: ManifestRule): Rule {
  return {
    ...rule,
    check: async (tree): Promise<RuleOutcome> => {
      const read = await tree.facts();
      if (read === undefined) return { lookedAt: [], findings: [], blockedBy: "manifest-json" };
      const { lookedAt, findings, incomplete } = check(read.facts);
      return {
        lookedAt,
        findings: [
          ...findings.slice(0, maxShown).map((finding) => inManifest(finding, read.document)),
          ...more(findings.length - maxShown),
        ],
        ...(incomplete === true ? { blockedBy: "manifest-schema" } : {}),
      };
    },
  };
}

function inManifest(finding: AtPointer, document: JsonDocument): RawFinding {
  return { ...finding, file: layout.manifest, ...document.locate(finding.pointer) };
}
