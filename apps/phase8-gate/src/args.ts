import { parseArgs } from "node:util";
import { type CommandWords, commandNamed, defaultCommand } from "./words/commands.ts";
import { wrongCommand, wrongOperands, wrongOption, wrongValue } from "./words/mistake.ts";
import { type Format, type OptionName, optionNames, takenBy } from "./words/options.ts";

export interface Args {
  readonly command: string;
  readonly operands: readonly string[];
  readonly root: string;
  readonly folder: string | undefined;
  readonly rev: string | undefined;
  readonly zip: string | undefined;
  readonly config: string | undefined;
  readonly format: Format;
  readonly baseline: string | undefined;
  readonly writeBaseline: string | undefined;
  readonly failOn: "error" | "warning";
  readonly output: string | undefined;
  readonly summary: string | undefined;
  readonly docs: string | undefined;
  readonly verdict: boolean;
  readonly log: string | undefined;
  readonly check: boolean;
}

/** What a command line asks for: a command, or only to be told something. */
export type Asked =
  | { readonly tell: "version" }
  | { readonly tell: "help"; readonly of: CommandWords | undefined }
  | { readonly tell: "nothing"; readonly args: Args };

// node:util instead of a parser package: the gate runs on every change, and starting is most of its time. Not strict: what is wrong
// is said in our own words, with what was probably meant.
const parse = (argv: readonly string[]) =>
  parseArgs({
    args: [...argv],
    options: {
      ...Object.fromEntries(
        optionNames.map(
          (name) => [name, { type: takenBy(name) === undefined ? "boolean" : "string" }] as const,
        ),
      ),
      help: { type: "boolean", short: "h" },
      version: { type: "boolean" },
    },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });

/** @throws USAGE */
export function readArgs(argv: readonly string[]): Asked {
  const { tokens, positionals } = parse(argv);
  const given = tokens.filter((token) => token.kind === "option");
  if (given.some(({ name }) => name === "version")) return { tell: "version" };
  const asksHelp = given.some(({ name }) => name === "help");
  const words = positionals[0] === "help" ? positionals.slice(1) : positionals;
  const [first, ...operands] = words;
  const command = first === undefined ? defaultCommand : commandNamed(first);
  // What no command has comes first: the word behind it may be its value, and no command.
  const stranger = given.find(({ name }) => !["help", ...optionNames].includes(name));
  if (stranger !== undefined) throw wrongOption(stranger.name, command ?? defaultCommand);
  if (command === undefined) throw wrongCommand(words[0] ?? "");
  if (asksHelp || positionals[0] === "help")
    return { tell: "help", of: first === undefined ? undefined : command };

  const values = new Map<OptionName, string | true>();
  for (const { name, value, inlineValue } of given) {
    const own = command.options.find((it) => it === name);
    if (own === undefined) throw wrongOption(name, command);
    values.set(own, readValue(own, value, inlineValue ?? false, command));
  }
  if (operands.length !== command.operands.length)
    throw wrongOperands(countProblem(command, operands), command);
  return { tell: "nothing", args: argsOf(command, operands, values) };
}

/** Behind an option that takes something, something stands; and behind another, nothing. */
function readValue(
  name: OptionName,
  value: string | undefined,
  isInline: boolean,
  command: CommandWords,
): string | true {
  const takes = takenBy(name);
  if (takes === undefined) {
    if (value !== undefined) throw wrongValue(`--${name} takes no value`, command);
    return true;
  }
  if (value === undefined || value === "" || (value.startsWith("-") && !isInline))
    throw wrongValue(`--${name} needs a ${takes}`, command);
  return value;
}

function countProblem({ name, operands }: CommandWords, given: readonly string[]): string {
  const [wanted] = operands;
  if (wanted === undefined) return `phase8-gate ${name} takes no \`${given[0]}\``;
  return given.length === 0
    ? `phase8-gate ${name} needs a ${wanted}`
    : `phase8-gate ${name} takes one ${wanted}, not ${given.length}`;
}

function argsOf(
  command: CommandWords,
  operands: readonly string[],
  values: ReadonlyMap<OptionName, string | true>,
): Args {
  const text = (name: OptionName): string | undefined => {
    const value = values.get(name);
    return value === true ? undefined : value;
  };
  const wanted = values.has("json") ? "json" : (text("format") ?? "pretty");
  const format = command.formats.find((it) => it === wanted);
  if (format === undefined)
    throw wrongValue(
      `--format of phase8-gate ${command.name} must be one of ${command.formats.join(", ")}`,
      command,
    );
  const failOn = text("fail-on") ?? "error";
  if (failOn !== "error" && failOn !== "warning")
    throw wrongValue("--fail-on must be error or warning", command);
  if (values.has("rev") && values.has("zip"))
    throw wrongValue("--rev and --zip name two different sources; give one", command);
  return {
    ...{ command: command.name, operands, format, failOn, root: text("root") ?? "." },
    ...{ folder: text("folder"), rev: text("rev"), zip: text("zip"), config: text("config") },
    ...{ baseline: text("baseline"), writeBaseline: text("write-baseline"), docs: text("docs") },
    ...{ output: text("output"), summary: text("summary"), log: text("log") },
    ...{ verdict: values.has("verdict"), check: values.has("check") },
  };
}
