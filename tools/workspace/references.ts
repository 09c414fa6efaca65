import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const path =
  /(?<![\w/.-])(?:packages|apps|tools|docs|bench|contracts|examples|scripts|src|test)\/[\w./-]+\.(?:ts|md|json|jsonl|sol)\b/g;
/** `chain/src/errors.ts`: a file of a package, as docs name it for short. */
const short = /(?<![\w/.-])[a-z-]+\/src\/[\w./-]+\.ts\b/g;
/** Examples of how a package is laid out. */
const example = /\bsrc\/(?:index|errors|x|y)\.ts\b/;
const elsewhere = /\((?:design|issue) \d|\bdesign\.md\b/;

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
          name.endsWith(".md") || isComment(line)
            ? straysIn(line, name).map(
                (it) => `${name}:${index + 1}: ${it} is not in the repository; nobody can look there`,
              )
            : [],
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
