import { wrapped } from "@mvcrs/terminal";
import type { Finding, ReadinessReport, RuleResult, RuleStatus } from "../report.ts";
import { placeOf, printable } from "./place.ts";

const signs: Readonly<Record<RuleStatus, string>> = {
  passed: "✅",
  failed: "❌",
  warned: "⚠️ ",
  suppressed: "🟡",
  blocked: "⛔",
  beside: "➖",
  off: "⚪",
};

/** What a report is shown on. Without one, nothing is painted and no line is broken: programs search it for what they know. */
export interface PrettyScreen {
  readonly columns?: number;
  readonly colour?: boolean;
}

const colours = { problem: 31, ok: 32, warning: 33 } as const;

/** For people: a line for each rule with what it looked at, below it each finding and how to fix it. */
export function formatPretty(
  report: ReadinessReport,
  { columns, colour = false }: PrettyScreen = {},
): string {
  const paint = (name: keyof typeof colours, text: string): string =>
    colour ? `\u001b[${colours[name]}m${text}\u001b[0m` : text;
  const fitted = (label: string, text: string, width = label.length): string[] =>
    columns === undefined ? [label + text] : besides(label, text, Math.max(20, columns - width), width);

  const { errors, warnings, suppressed, rules } = report.counts;
  const width = Math.max(...report.rules.map(({ id }) => id.length));
  const lines = report.rules.flatMap((rule) => [
    // The sign takes two columns, however many characters it is made of.
    ...fitted(`${signs[rule.status]} ${rule.id.padEnd(width)}  `, aboutOf(rule), width + 5),
    ...rule.findings.flatMap((finding) =>
      describe(finding, report).flatMap(({ label, text, tone }) => {
        const [first = "", ...rest] = fitted(label, text);
        return tone === undefined ? [first, ...rest] : [first, ...rest].map((line) => paint(tone, line));
      }),
    ),
  ]);
  const extra = [
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? "warning" : "warnings"}`] : []),
    ...(suppressed > 0 ? [`${suppressed} waived or in the baseline`] : []),
  ].join(", ");
  const verdict = report.ok
    ? paint("ok", `✅ Phase 8 readiness: ${rules} guardrails hold${extra === "" ? "" : `, ${extra}`}`)
    : paint(
        "problem",
        `❌ Phase 8 readiness: ${errors} ${errors === 1 ? "finding" : "findings"}${extra === "" ? "" : `, ${extra}`}`,
      );
  return [`${report.folder} of ${printable(report.source)}`, "", ...lines, "", verdict].join("\n");
}

const aboutOf = ({ title, status, lookedAt, blockedBy }: RuleResult): string =>
  `${title}  [${status === "off" ? "off" : printable(lookedAt.join(", ")) || "nothing"}${
    blockedBy === undefined ? "" : `; the rest is blocked by ${blockedBy}`
  }]`;

/** `text` beside its label, in whole words. */
function besides(label: string, text: string, room: number, indent: number): string[] {
  const [first = "", ...rest] = wrapped("", text, { indent: 0, columns: room });
  return [label + first, ...rest.map((line) => " ".repeat(indent) + line)];
}

interface Line {
  readonly label: string;
  readonly text: string;
  readonly tone?: keyof typeof colours;
}

function describe(finding: Finding, report: ReadinessReport): readonly Line[] {
  const { suppressed } = finding;
  const why =
    suppressed === undefined
      ? []
      : suppressed.by === "baseline"
        ? [{ label: "     ", text: "known: it is in the baseline" }]
        : [
            {
              label: "     ",
              text: `waived until ${suppressed.expires} by ${printable(`${suppressed.owner}: ${suppressed.reason}`)}`,
            },
          ];
  const tone = finding.severity === "error" ? "problem" : "warning";
  return [
    {
      label: `   ${finding.severity}: `,
      text: printable(finding.message),
      ...(suppressed === undefined ? { tone } : {}),
    },
    { label: "     at ", text: printable(placeOf(finding, report)) },
    { label: "     fix: ", text: printable(finding.mend) },
    ...why,
  ];
}
