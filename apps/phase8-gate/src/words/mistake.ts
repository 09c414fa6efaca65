import { nearest } from "@mvcrs/terminal";
import { gateErrors } from "../errors.ts";
import { type CommandWords, commands } from "./commands.ts";
import { optionNames } from "./options.ts";

const helpLine = (name: string): string => `\`phase8-gate ${name} --help\` lists what it takes.`;
const hintFor = (meant: string | undefined, help: string): string =>
  meant === undefined ? help : `Did you mean \`${meant}\`? ${help}`;
const usage = (problem: string, hint: string) => gateErrors.create("USAGE", { problem, hint });

/** There is no such command. */
export const wrongCommand = (word: string) =>
  usage(
    `there is no command \`${word}\``,
    hintFor(
      nearest(
        word,
        commands.map(({ name }) => name),
      ),
      "`phase8-gate --help` lists the commands.",
    ),
  );

/** There is no such option, or this command has it not. */
export function wrongOption(given: string, { name, options }: CommandWords) {
  const like = nearest(given, [...options, "help", "version"]);
  const of = commands.find((it) => it.options.some((option) => option === given))?.name;
  const isKnown = optionNames.some((it) => it === given);
  return usage(
    `phase8-gate ${name} has no option --${given}`,
    isKnown && of !== undefined
      ? `It belongs to \`phase8-gate ${of}\`. ${helpLine(name)}`
      : hintFor(like && `--${like}`, helpLine(name)),
  );
}

/** Something is wrong with what stands behind an option. */
export const wrongValue = (problem: string, { name }: CommandWords) => usage(problem, helpLine(name));

/** A word is missing, or one too many. */
export const wrongOperands = (problem: string, { name }: CommandWords) => usage(problem, helpLine(name));

/** There is no such guardrail among `ids`. */
export const wrongRule = (word: string, ids: readonly string[]) =>
  usage(`there is no guardrail \`${word}\``, hintFor(nearest(word, ids), "`phase8-gate list` names them."));
