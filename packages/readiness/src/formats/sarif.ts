import type { ReadinessReport } from "../report.ts";
import type { Rule } from "../rule.ts";
import { pathOf } from "./place.ts";

/** What a SARIF report says of the program that made it. */
export interface SarifTool {
  readonly version: string;
  /** Where a rule is explained: an absolute URI. */
  readonly helpUri: (rule: string) => string;
}

/** SARIF 2.1.0, for code scanning. Waived and known findings are in it, marked as suppressed. */
export function formatSarif(
  report: ReadinessReport,
  rules: readonly Rule[],
  { version, helpUri }: SarifTool,
): string {
  const results = report.rules
    .flatMap(({ findings }) => findings)
    .map((finding) => ({
      ruleId: finding.rule,
      level: finding.severity,
      message: { text: `${finding.message}. ${finding.mend}` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: encodeURI(pathOf(finding, report)), uriBaseId: "%SRCROOT%" },
            ...(finding.line === undefined
              ? {}
              : {
                  region: {
                    startLine: finding.line,
                    ...(finding.column === undefined ? {} : { startColumn: finding.column }),
                  },
                }),
          },
          ...(finding.pointer === undefined
            ? {}
            : { logicalLocations: [{ fullyQualifiedName: finding.pointer, kind: "member" }] }),
        },
      ],
      partialFingerprints: { "phase8Gate/v1": finding.fingerprint },
      ...(finding.suppressed === undefined
        ? {}
        : {
            suppressions: [
              {
                kind: "external",
                justification:
                  finding.suppressed.by === "baseline"
                    ? "in the baseline"
                    : `${finding.suppressed.owner}, until ${finding.suppressed.expires}: ${finding.suppressed.reason}`,
              },
            ],
          }),
    }));
  const document = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "phase8-gate",
            version,
            rules: rules.map(({ id, title, why, mend, severity }) => ({
              id,
              shortDescription: { text: title },
              fullDescription: { text: why },
              help: { text: mend },
              helpUri: helpUri(id),
              defaultConfiguration: { level: severity },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        results,
      },
    ],
  };
  return JSON.stringify(document, null, 2);
}
