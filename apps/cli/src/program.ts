import yargs, { type Argv } from "yargs";
import type { Command, Execute, GlobalArgs } from "./command.ts";
import { cliErrors } from "./errors.ts";
import { plainArgs } from "./plain-args.ts";
import { version } from "./version.ts";
import type { Commands } from "./words/catalogue.ts";
import { globalOptions } from "./words/global-options.ts";

/** Two command lines of each command, as its help shows them. */
export type Examples = Readonly<Record<string, readonly (readonly [line: string, does: string])[]>>;

/** What a program does beside what its commands declare. */
export interface ProgramOptions {
  readonly columns: number;
  readonly execute: Execute;
  /** Called where the line is refused before any command sees it. */
  readonly refused: () => void;
  readonly examples: Examples;
}

/** The parser of command lines. */
export function programOf(
  { commands, nouns }: Commands,
  { columns, execute, refused, examples }: ProgramOptions,
): Argv<GlobalArgs> {
  const add = (parent: Argv<GlobalArgs>, command: Command, prefix = ""): Argv<GlobalArgs> =>
    command.register(parent, execute, (parser) =>
      parser.epilogue(shown(examples[prefix + command.command.split(" ", 1)[0]])),
    );
  const program = globalOptions(yargs().scriptName("mvcrs"))
    .usage("$0 <command>: judge governance signals, record and answer deviations")
    .version(version)
    .strict()
    .demandCommand(1, "mvcrs needs a command")
    .exitProcess(false)
    .showHelpOnFail(false)
    .wrap(Math.min(110, columns))
    .check(plainArgs)
    .fail((message: string | null, thrown: Error | undefined) => {
      if (thrown) throw thrown;
      refused();
      throw cliErrors.create("USAGE", { problem: message ?? "wrong arguments" });
    });
  for (const command of commands) add(program, command);
  for (const { name, describe, verbs } of nouns)
    program.command(name, describe, (builder: Argv<GlobalArgs>) =>
      verbs
        .reduce((parent, verb) => add(parent, verb, `${name} `), builder)
        .demandCommand(1, `mvcrs ${name} needs a verb`),
    );
  return program;
}

const shown = (examples: Examples[string] = []): string =>
  examples.length === 0
    ? ""
    : ["Examples:", ...examples.flatMap(([line, does]) => [`  # ${does}`, `  ${line}`])].join("\n");
