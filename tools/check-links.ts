// Every link of the repository's Markdown leads to a file that is there, and every anchor to a heading of it.
//   node tools/check-links.ts
import { existsSync, readFileSync, statSync } from "node:fs";
import { posix } from "node:path";
import { anchorsIn, withoutBlocks } from "./anchors.ts";
import { markdownFiles } from "./markdown-files.ts";

const files = markdownFiles(".");
const headings = new Map<string, ReadonlySet<string>>();
const problems = files.flatMap(problemsOf);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(`links: ${files.length} pages of Markdown${problems.length === 0 ? " hold" : ""}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;

function problemsOf(file: string): string[] {
  const text = prose(readFileSync(file, "utf8"));
  return [...text.matchAll(/\[[^\]]*\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)].flatMap(
    ([, link, source]) => {
      const target = link ?? source ?? "";
      if (/^[a-z][a-z+.-]*:/i.test(target)) return [];
      const [path = "", anchor] = decodeURIComponent(target).split("#");
      const to = path === "" ? file : posix.join(posix.dirname(file), path);
      if (!existsSync(to)) return [`${file}: ${target}: there is no ${to}`];
      const page = statSync(to).isDirectory() ? posix.join(to, "README.md") : to;
      if (anchor === undefined || !page.endsWith(".md")) return [];
      return anchorsOf(page).has(anchor) ? [] : [`${file}: ${target}: ${page} has no such heading`];
    },
  );
}

function anchorsOf(page: string): ReadonlySet<string> {
  const known = headings.get(page) ?? anchorsIn(readFileSync(page, "utf8"));
  headings.set(page, known);
  return known;
}

/** What is read as links: no code. */
function prose(text: string): string {
  return withoutBlocks(text).replaceAll(/`[^`\n]*`/g, "``");
}
