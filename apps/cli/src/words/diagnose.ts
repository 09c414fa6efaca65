import { nearest } from "@mvcrs/terminal";
import type { Noun } from "../command.ts";
import { type Commands, type Spoken, spokenOf } from "./catalogue.ts";
import { readWords } from "./read-words.ts";

/** What is wrong with a command line that was refused, and what to type instead. */
export interface Diagnosis {
  /** `undefined` where its words and options are all known: then the parser knows better what it missed. */
  readonly problem: string | undefined;
  readonly hint: string;
}

/** Names the first wrong word of `argv`, suggests the right one, and leads to the help of the command that was meant. */
export function diagnose(argv: readonly string[], known: Commands): Diagnosis {
  const words = readWords(argv);
  const [first, second] = words;
  const unknown = unknownWord(words, known);
  if (unknown !== undefined) return unknown;
  if (first === undefined) return { problem: "mvcrs needs a command", hint: all };
  const spoken = spokenOf(known);
  const command =
    spoken.find((it) => it.words === first) ?? spoken.find((it) => it.words === `${first} ${second}`);
  if (command !== undefined) return wrongOption(argv, command);
  const verbs = verbsOf(known.nouns.find(({ name }) => name === first));
  return { problem: `mvcrs ${first} needs a verb: ${verbs.join(", ")}`, hint: helpOfNoun(first) };
}

/** What is to be said of the first word, or the verb after a noun, that no command has. */
export function unknownWord([first, second]: readonly string[], known: Commands): Diagnosis | undefined {
  if (first === undefined) return undefined;
  const noun = known.nouns.find(({ name }) => name === first);
  if (noun !== undefined)
    return second === undefined || verbsOf(noun).includes(second) ? undefined : wrongVerb(noun, second);
  const spoken = spokenOf(known);
  if (spoken.some(({ words }) => words === first)) return undefined;
  return { problem: `there is no command \`${first}\``, hint: meant(commandLike(first, spoken, known), all) };
}

/** `chalenges` is like `challenges`, `ack` is a verb of it. */
function commandLike(word: string, spoken: readonly Spoken[], { nouns }: Commands): string | undefined {
  const tops = [
    ...nouns.map(({ name }) => name),
    ...spoken.map(({ words }) => words).filter((it) => !it.includes(" ")),
  ];
  const asVerb = spoken.find(({ words }) => words.endsWith(` ${word}`))?.words;
  return withProgram(asVerb ?? nearest(word, tops));
}

function wrongVerb(noun: Noun, word: string): Diagnosis {
  const names = verbsOf(noun);
  const help = helpOfNoun(noun.name);
  const like = nearest(word, names);
  return {
    problem: `mvcrs ${noun.name} has no verb \`${word}\``,
    hint:
      like === undefined
        ? `It has ${names.join(", ")}. ${help}`
        : meant(withProgram(`${noun.name} ${like}`), help),
  };
}

function wrongOption(argv: readonly string[], { words, operands, options }: Spoken): Diagnosis {
  const line = `mvcrs ${words}`;
  const hint = helpOf(line, "lists its options");
  const names = [...options.map(({ name }) => name), "help", "version"];
  for (const given of optionsIn(argv)) {
    const name = kebab(given);
    if (names.includes(name) || names.includes(name.replace(/^no-/, ""))) continue;
    const like = nearest(name, names);
    return { problem: `${line} has no option --${given}`, hint: meant(like && `--${like}`, hint) };
  }
  const withValue = options.filter(({ takesValue }) => takesValue).map(({ name }) => name);
  const given = readWords(argv, withValue).length - words.split(" ").length;
  const missing = operands.filter((operand) => operand.startsWith("<")).slice(given);
  if (missing.length > 0) return { problem: `${line} needs ${missing.join(" and ")}`, hint };
  const named = optionsIn(argv).map(kebab);
  const absent = options.filter(({ name, required }) => required && !named.includes(name));
  if (absent.length > 0)
    return { problem: `${line} needs ${absent.map(({ name }) => `--${name}`).join(" and ")}`, hint };
  return { problem: undefined, hint };
}

function optionsIn(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf("--");
  return (end < 0 ? argv : argv.slice(0, end)).flatMap((word) => /^--?([^-=\d][^=]*)/.exec(word)?.[1] ?? []);
}

const verbsOf = (noun: Noun | undefined): readonly string[] =>
  noun?.verbs.map(({ command }) => command.split(" ", 1)[0] ?? "") ?? [];
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const withProgram = (words: string | undefined): string | undefined => words && `mvcrs ${words}`;
const helpOf = (line: string, says: string): string => `\`${line} --help\` ${says}.`;
const helpOfNoun = (name: string): string => helpOf(`mvcrs ${name}`, "says what each verb is for");
const all = helpOf("mvcrs", "lists the commands");
const meant = (like: string | undefined, help: string): string =>
  like === undefined ? help : `Did you mean \`${like}\`? ${help}`;
