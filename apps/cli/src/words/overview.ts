import { wrapped } from "@mvcrs/terminal";
import type { Commands } from "./catalogue.ts";
import { jobs } from "./jobs.ts";

/** `mvcrs --help`: every command, grouped by job. */
export function overview({ commands, nouns }: Commands, columns: number): string {
  const described = new Map([
    ...commands.map(({ command, describe }) => [command.split(" ", 1)[0] ?? "", describe] as const),
    ...nouns.map(({ name, describe }) => [name, describe] as const),
  ]);
  const verbs = new Set(nouns.map(({ name }) => name));
  const label = (name: string): string => (verbs.has(name) ? `${name} …` : name);
  const width = Math.max(...[...described.keys()].map((name) => label(name).length)) + 4;
  const rows = (names: readonly string[]): readonly string[] =>
    names.flatMap((name) => {
      const text = described.get(name);
      return text === undefined ? [] : wrapped(`  ${label(name)}`, text, { indent: width, columns });
    });
  return [
    "mvcrs <command>: judge governance signals, record and answer deviations",
    ...jobs.flatMap(([job, names]) => ["", job, ...rows(names)]),
    "",
    "Every command",
    ...globals.flatMap(([name, text]) => wrapped(`  ${name}`, text, { indent: width, columns })),
    "",
    "Examples",
    "  mvcrs run --signals signals.jsonl --dry-run   what a run would find",
    "  mvcrs challenges list                         what is open",
    "",
    "A command with … has verbs: `mvcrs <command> --help` lists them, `mvcrs help <command> <verb>` says all of one. Exit codes: 0 holds, 1 does not, 2 wrong input, 3 refused, 4 an outside part failed.",
  ]
    .flatMap((line) => (line.length <= columns ? [line] : wrapped("", line, { indent: 0, columns })))
    .map((line) => `${line}\n`)
    .join("");
}

const globals = [
  [
    "--root",
    "Folder that holds state/ and the rest (default: $MVCRS_ROOT, then the nearest root from here up)",
  ],
  ["--json", "One JSON document on stdout, nothing else"],
  ["--now", "Take this time for the present (replays, rehearsals, tests)"],
  ["--help", "Help of a command; --version prints the version"],
] as const;
