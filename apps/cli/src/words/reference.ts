import type { Examples } from "../program.ts";
import { type Commands, type Spoken, spokenOf } from "./catalogue.ts";
import { jobs } from "./jobs.ts";

const everywhere = new Set(["root", "json", "now", "help", "version"]);

/** Every command under its job, in the order of the overview. */
function byJob(known: Commands): readonly (readonly [job: string, spoken: readonly Spoken[]])[] {
  const spoken = spokenOf(known);
  return jobs.map(([job, names]) => [
    job,
    names.flatMap((name) => spoken.filter(({ words }) => words === name || words.startsWith(`${name} `))),
  ]);
}

const lineOf = ({ words, operands }: Spoken): string => ["mvcrs", words, ...operands].join(" ");
const ownOptions = ({ options }: Spoken) => options.filter(({ name }) => !everywhere.has(name));

/** The reference as a page of Markdown. */
export function markdownReference(known: Commands, examples: Examples): string {
  const lines = byJob(known).flatMap(([job, spoken]) => [
    "",
    `## ${job}`,
    ...spoken.flatMap((it) => [
      "",
      `### \`${lineOf(it)}\``,
      "",
      `${it.describe}.`,
      ...(ownOptions(it).length === 0
        ? []
        : [
            "",
            "| option | what for |",
            "| --- | --- |",
            ...ownOptions(it).map(
              ({ name, describe, takesValue }) =>
                `| \`--${name}${takesValue ? " …" : ""}\` | ${describe.replaceAll("|", "\\|")} |`,
            ),
          ]),
      "",
      "```sh",
      ...(examples[it.words] ?? []).map(([line, does]) => `${line}   # ${does}`),
      "```",
    ]),
  ]);
  return `# Commands

Written by \`mvcrs man --markdown\`. Every command has \`--root\`, \`--json\`, \`--now\`, \`--help\` and \`--version\` besides.
${lines.join("\n")}
`;
}

/** The reference as a manual page. */
export function manPage(known: Commands, examples: Examples): string {
  const lines = byJob(known).flatMap(([job, spoken]) => [
    `.SH ${troff(job.toUpperCase())}`,
    ...spoken.flatMap((it) => [
      ".TP",
      `.B ${troff(lineOf(it))}`,
      `${troff(it.describe)}.`,
      ...ownOptions(it).flatMap(({ name, describe, takesValue }) => [
        ".RS",
        ".TP",
        `.B ${troff(`--${name}${takesValue ? " …" : ""}`)}`,
        troff(describe),
        ".RE",
      ]),
      ...(examples[it.words] ?? []).flatMap(([line, does]) => [
        ".RS",
        ".PP",
        `${troff(does)}:`,
        ".br",
        `.B ${troff(line)}`,
        ".RE",
      ]),
    ]),
  ]);
  return `.TH MVCRS 1
.SH NAME
mvcrs \\- judge governance signals, record and answer deviations
.SH SYNOPSIS
.B mvcrs
command [\\-\\-root DIR] [\\-\\-json] [options]
${lines.join("\n")}
.SH EXIT STATUS
0 done, and what was checked holds; 1 something does not hold; 2 wrong arguments, configuration or input; 3 refused; 4 an outside part failed.
.SH ENVIRONMENT
.B MVCRS_ROOT
the root where \\-\\-root is not given;
.B MVCRS_ACTOR
who you are;
.B ETH_RPC_URL
the node;
.B NO_COLOR
and
.B FORCE_COLOR
whether to paint;
.B DEBUG
a trace of what went wrong.
`;
}

/** Text that troff prints as it is: \`-\` stays what can be copied, and no line is taken for a request. */
const troff = (text: string): string =>
  text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replace(/^(?=[.'])/, "\\&");
