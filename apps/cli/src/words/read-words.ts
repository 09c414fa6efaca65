import { globalWithValue } from "./global-options.ts";

/** The words of a command line that are no options, in order, as far as can be said without knowing its command. */
export function readWords(
  argv: readonly string[],
  withValue: readonly string[] = globalWithValue,
): readonly string[] {
  const words: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? "";
    if (word === "--") return [...words, ...argv.slice(at + 1)];
    if (!/^-[^\d]/.test(word)) words.push(word);
    else if (withValue.includes(word.replace(/^-+/, ""))) at += 1;
  }
  return words;
}
