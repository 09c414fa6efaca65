import { pure } from "./house.ts";
import type { SourceFile } from "./sources.ts";

interface Rule {
  readonly forbidden: RegExp;
  readonly why: string;
  /** Of which packages; all of them where it is left out. */
  readonly of?: (name: string) => boolean;
}

const library = (name: string): boolean => name.startsWith("@");
const isPure = (name: string): boolean => pure.includes(name);

const rules: readonly Rule[] = [
  {
    forbidden: /\bthrow new Error\(/,
    why: "nobody can tell such an error by its code: make one in errors.ts; a broken invariant of our own is a TypeError or a RangeError",
  },
  {
    forbidden: /\bMath\.random\(|\bDate\.now\(\)|\bnew Date\(\)/,
    why: "chance and the clock are passed in, or no test can say what comes out",
    of: library,
  },
  {
    forbidden: /\bprocess\.exit\(|\bconsole\./,
    why: "a library leaves exit and output to the program",
    of: library,
  },
  {
    forbidden:
      /"node:(?:fs|net|http|https|tls|dns|os|child_process|worker_threads|cluster|timers)[^"]*"|\bperformance\.now\(|\bDate\.now\b|\brandom(?:UUID|Bytes)\(|\bset(?:Timeout|Interval)\(|\bprocess\.(?:env|cwd|argv|std)|(?<![.\w])fetch\(/,
    why: "the package promises to have no effect (tools/workspace/house.ts): pass in what it needs",
    of: isPure,
  },
];

const isComment = (line: string): boolean => /^\s*(?:\/\/|\/?\*)/.test(line);

/** What an exemption looks like, in the line above: the reason belongs to it. */
const exempt = /^\s*\/\/ off the rule: \S/;

/** Lines of a file that break a rule of the house. Comments may say what they like. */
export function brokenRules(name: string, { path, text }: SourceFile): readonly string[] {
  const lines = text.split("\n");
  return rules
    .filter(({ of = () => true }) => of(name))
    .flatMap(({ forbidden, why }) =>
      lines.flatMap((line, index) => {
        if (isComment(line) || exempt.test(lines[index - 1] ?? "")) return [];
        const [found] = forbidden.exec(line) ?? [];
        return found === undefined ? [] : [`${path}:${index + 1}: ${found} is refused: ${why}`];
      }),
    );
}
