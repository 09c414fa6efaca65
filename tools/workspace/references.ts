import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const path =
  /(?<![\w/.-])(?:packages|apps|tools|docs|bench|contracts|examples|scripts|src|test)\/[\w./-]+\.(?:ts|md|json|jsonl|sol)\b/g;
/** `chain/src/errors.ts`: a file of a package, as docs name it for short. */
const short = /(?<![\w/.-])[a-z-]+\/src\/[\w./-]+\.ts\b/g;
/** Examples of how a package is laid out. */
const example = /\bsrc\/(?:index|errors|x|y|y\/index)\.ts\b/;
const elsewhere = /\((?:design|issue) \d|\bdesign\.md\b|\bin the design\b|\bfacts,? \d/i;

/** A page that a message sends its reader to. */
const page = /\bdocs\/[\w./-]+\.md\b/;
const link = /\]\(([^)\s#]*)(?:#([^)\s]*))?\)/g;
const heading = /^#+ (.*)$/gm;

const isComment = (line: string): boolean => /^\s*(?:\/\/|\/?\*)/.test(line);

/** Comments and documents that send the reader to a page which is not in the repository. */
export function strayReferences(): readonly string[] {
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.ts", "*.md"], {
    encoding: "utf8",
  });
  return files
    .split("\n")
    .filter((name) => name !== "" && existsSync(name) && !name.startsWith(".changeset/"))
    .flatMap((name) =>
      readFileSync(name, "utf8")
        .split("\n")
        .flatMap((line, index) =>
          [
            ...(name.endsWith(".md") ? brokenLinks(line, name) : []),
            ...(name.endsWith(".md") || isComment(line) || page.test(line) ? straysIn(line, name) : []),
          ].map((it) => `${name}:${index + 1}: ${it} is not in the repository; nobody can look there`),
        ),
    );
}

function straysIn(line: string, name: string): readonly string[] {
  const [first = "", second = ""] = name.split("/");
  const places = ["", `${first}/`, `${first}/${second}/`];
  const missing = [...line.matchAll(path)]
    .map(([it]) => it)
    .filter((it) => !example.test(it) && !places.some((place) => existsSync(place + it)));
  const missingShort = [...line.matchAll(short)]
    .map(([it]) => it)
    .filter((it) => !/^(?:packages|apps|contracts)\//.test(it))
    .filter((it) => !existsSync(`packages/${it}`) && !existsSync(`apps/${it}`));
  return [...missing, ...missingShort, ...(elsewhere.exec(line) ?? [])];
}

/** Links of a page to files that are not there, or to a heading that its target does not have. */
function brokenLinks(line: string, name: string): readonly string[] {
  return [...line.matchAll(link)].flatMap(([, path = "", anchor]) => {
    if (/^[a-z]+:/.test(path)) return [];
    const target = path === "" ? name : join(dirname(name), path);
    if (!existsSync(target)) return [target];
    return anchor === undefined || anchorsOf(target).includes(anchor) ? [] : [`${target}#${anchor}`];
  });
}

/** As GitHub makes them of headings. */
const anchorsOf = (page: string): readonly string[] =>
  [...readFileSync(page, "utf8").matchAll(heading)].map(([, text = ""]) =>
    text
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
