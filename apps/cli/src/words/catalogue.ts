import yargs, { type Argv } from "yargs";
import { z } from "zod";
import type { Command, GlobalArgs, Noun } from "../command.ts";
import { globalOptions } from "./global-options.ts";

/** What may be typed: every command with its options, as help, completion and suggestions need it. */
export interface Spoken {
  /** `challenges show`, without the program. */
  readonly words: string;
  /** `<id>`: what else the command takes, in order. */
  readonly operands: readonly string[];
  readonly describe: string;
  readonly options: readonly SpokenOption[];
}

interface SpokenOption {
  readonly name: string;
  readonly describe: string;
  readonly takesValue: boolean;
  readonly required: boolean;
  readonly choices: readonly string[];
}

export interface Commands {
  readonly commands: readonly Command[];
  readonly nouns: readonly Noun[];
}

export const spokenOf = ({ commands, nouns }: Commands): readonly Spoken[] => [
  ...commands.map((command) => spoken(command, "")),
  ...nouns.flatMap(({ name, verbs }) => verbs.map((verb) => spoken(verb, `${name} `))),
];

function spoken({ command, describe, declare }: Command, prefix: string): Spoken {
  const [word = "", ...operands] = command.split(" ");
  return { words: prefix + word, operands, describe, options: optionsOf(declare, operands) };
}

/** yargs does not type what it says of itself. */
const toldSchema = z.object({
  key: z.record(z.string(), z.unknown()),
  boolean: z.array(z.string()),
  alias: z.record(z.string(), z.array(z.string())),
  choices: z.record(z.string(), z.array(z.string())),
  demandedOptions: z.record(z.string(), z.unknown()),
});

function optionsOf(declare: Command["declare"], operands: readonly string[]): readonly SpokenOption[] {
  const parser: Argv<GlobalArgs> = declare(globalOptions(yargs()));
  if (!("getOptions" in parser && typeof parser.getOptions === "function"))
    throw new TypeError("yargs has no getOptions any more");
  const told = toldSchema.parse(parser.getOptions());
  const described = describedBy(parser);
  const positional = new Set(operands.map((operand) => operand.replace(/^[<[]|\.{0,3}[\]>]$/g, "")));
  return Object.keys(told.key)
    .filter((name) => !positional.has(name))
    .map((name) => ({
      name,
      describe: described[name] ?? "",
      takesValue: !told.boolean.includes(name),
      required: name in told.demandedOptions,
      choices: told.choices[name] ?? [],
    }));
}

const usageSchema = z.record(z.string(), z.string().optional());

function describedBy(parser: Argv<GlobalArgs>): Readonly<Record<string, string | undefined>> {
  if (!("getInternalMethods" in parser && typeof parser.getInternalMethods === "function"))
    throw new TypeError("yargs has no getInternalMethods any more");
  return usageSchema.parse(parser.getInternalMethods().getUsageInstance().getDescriptions());
}
