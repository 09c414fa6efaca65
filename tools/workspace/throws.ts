import type { SourceFile } from "./sources.ts";

const code = "[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*";
const name = "`[\\w.]+`";
const thrown = `(?:${code}(?: \\([^)]*\\))?|one of ${name}(?: or ${name})*|what ${name}(?:(?:, | and )${name})* throws?|(?:Range|Type|Syntax)Error)`;
/** One way to say what is thrown: `@throws CODE, CODE, what `x` throws`; behind it, in words, when. */
const dialect = new RegExp(
  `^${thrown}(?:, ${thrown})*(?:$|[;.:]| (?:where|when|with|before|after|while|from|at|in|for)\\b)`,
);
const tag = /@throws\s+(.*?)(?=\n\s*\*?\s*\n|\n\s*\*\s*@|\s*\*\/)/gs;
const bySentence = /(?<!@)\bThrows(?:\s+\*)?\s+(?:as (?:`|the )|`?[A-Z]{2}[A-Z_]+\b)/g;
const codeIn = /(?<![\w`.])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g;
const declared = /^\s*([A-Z][A-Z0-9_]*):/gm;
const called = /what (`.*?`) throws?/g;
const advice =
  'say it as "@throws CODE, CODE, what `x` throws where …", so that editors show it and one search finds it';

const plain = (text: string): string => text.replaceAll(/\s*\n\s*\*?\s*/g, " ").trim();
const firsts = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([all, it]) => it ?? all);

/** Comments that say in another way what is thrown, or name a code or a function that is not there. */
export function throwsProblems(files: readonly SourceFile[]): readonly string[] {
  const codes = new Set(files.flatMap(({ text }) => firsts(text, declared)));
  const words = new Set(
    files.flatMap(({ text }) => firsts(text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, ""), /\w+/g)),
  );
  return files.flatMap(({ path, text }) => {
    const at = (index: number): string => `${path}:${text.slice(0, index).split("\n").length}`;
    const inTags = [...text.matchAll(tag)].flatMap((match) => {
      const said = plain(match[1] ?? "");
      const functions = firsts(said, called).flatMap((names) => firsts(names, /(\w+)`/g));
      return [
        ...firsts(said, codeIn).filter((it) => !codes.has(it)),
        ...functions.filter((it) => !words.has(it)),
      ]
        .map((it) => `${at(match.index)}: there is no ${it}; nobody can be thrown that`)
        .concat(dialect.test(said) && !said.includes("_*") ? [] : [`${at(match.index)}: ${advice}`]);
    });
    return [...inTags, ...[...text.matchAll(bySentence)].map(({ index }) => `${at(index)}: ${advice}`)];
  });
}
