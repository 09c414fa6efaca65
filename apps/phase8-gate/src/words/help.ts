import { wrapped } from "@mvcrs/terminal";
import { type CommandWords, jobs } from "./commands.ts";
import { options, spelled } from "./options.ts";

/** `phase8-gate --help`: every command, by the job that brings somebody to it. */
export const overview = (columns: number): string =>
  text(columns, [
    "phase8-gate [command] [options]: is Phase 8 ready to ship?",
    ...jobs.flatMap(([job, commands]) => [
      "",
      job,
      ...rows(
        columns,
        commands.map((command) => [labelOf(command), command.describe] as const),
        widest,
      ),
    ]),
    "",
    "Examples",
    ...rows(
      columns,
      jobs.flatMap(([, [command]]) => (command === undefined ? [] : command.examples.slice(0, 2))),
    ),
    "",
    "`phase8-gate <command> --help` says all of one; `--version` prints the version.",
    closing,
  ]);

const labelOf = ({ name, operands }: CommandWords): string => [name, ...operands].join(" ");
const widest = Math.max(...jobs.flatMap(([, commands]) => commands.map((it) => labelOf(it).length)));

/** The help of one command. */
export const helpOf = (command: CommandWords, columns: number): string => {
  const { describe, options: own, formats, examples } = command;
  return text(columns, [
    `phase8-gate ${labelOf(command)} [options]: ${describe}`,
    "",
    "Options",
    ...rows(
      columns,
      own.map((it) => [spelled(it), it === "format" ? formats.join(" | ") : options[it].describe]),
    ),
    "",
    "Examples",
    ...rows(columns, examples),
    "",
    closing,
  ]);
};

const closing =
  "Exit codes: 0 all guardrails hold, 1 findings, 2 could not run, 4 the output could not be written. DEBUG=phase8 tells more on stderr. NO_COLOR and FORCE_COLOR are honoured.";

/** Two columns; where the second would have no room, it stands below. */
function rows(
  columns: number,
  pairs: readonly (readonly [label: string, text: string])[],
  width = Math.max(...pairs.map(([label]) => label.length)),
): readonly string[] {
  const indent = width + 4;
  return indent <= columns / 2
    ? pairs.flatMap(([label, says]) => wrapped(`  ${label}`, says, { indent, columns }))
    : pairs.flatMap(([label, says]) => [`  ${label}`, ...wrapped("", says, { indent: 6, columns })]);
}

const text = (columns: number, lines: readonly string[]): string =>
  lines
    .flatMap((line) => (line.length <= columns ? [line] : wrapped("", line, { indent: 0, columns })))
    .map((line) => `${line}\n`)
    .join("");
