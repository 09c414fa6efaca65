// The repository's Markdown as pages of the site: each file stays where people read it in a checkout, and is the one source.
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { markdownFiles } from "../../tools/markdown-files.ts";

/** Which file of the repository is which page. */
export function pagesOf(repository: string): ReadonlyMap<string, string> {
  return new Map(
    markdownFiles(repository).flatMap((file) => pageOf(file).map((page) => [file, page] as const)),
  );
}

function pageOf(file: string): readonly string[] {
  if (file === "README.md") return ["index.md"];
  if (!file.includes("/")) return [`project/${file.toLowerCase()}`];
  if (file.startsWith("docs/")) return [file.slice("docs/".length)];
  const [, member] = /^(?:packages\/|apps\/)?([\w-]+)\/README\.md$/.exec(file) ?? [];
  return member === undefined ? [] : [`packages/${member}.md`];
}

/** Writes the pages, and the README's first hour as one of its own. */
export function collect(repository: string, out: string): void {
  const pages = pagesOf(repository);
  for (const [file, page] of pages) {
    const text = readFileSync(join(repository, file), "utf8");
    if (file !== "README.md") put(out, page, relinked(text, file, page, { repository, pages }));
    else {
      const [before = "", rest = ""] = text.split("\n## Your first hour\n");
      const [hour = "", after = ""] = rest.split("\n## Working on it\n");
      const whole = `${before}\n## Working on it\n${after}`;
      put(out, page, relinked(whole, file, page, { repository, pages }));
      put(
        out,
        "first-hour.md",
        relinked(`# Your first hour\n${hour}`, file, "first-hour.md", { repository, pages }),
      );
    }
  }
  cpSync(join(repository, "docs/pictures"), join(out, "public/pictures"), { recursive: true });
}

export function put(out: string, page: string, text: string): void {
  const path = join(out, page);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

interface Site {
  readonly repository: string;
  readonly pages: ReadonlyMap<string, string>;
}

/** Links to files as links to pages; what is no page is named by its path, since the site does not hold it. */
function relinked(text: string, file: string, page: string, site: Site): string {
  const parts = withoutHtml(text).split(/(^ *```.*?^ *```$)/ms);
  return parts
    .map((part, index) => (index % 2 === 1 ? part : linked(part, file, page, site)))
    .join("")
    .replaceAll("](docs/pictures/", "](/pictures/");
}

/** The site takes no HTML: the picture of the README becomes an image, comments for tools go. */
const withoutHtml = (text: string): string =>
  text
    .replaceAll(/<picture>.*?<img alt="([^"]*)" src="([^"]*)"[^>]*>\s*<\/picture>/gs, "![$1]($2)")
    .replaceAll(/^<!--.*?-->\n/gms, "");

function linked(text: string, file: string, page: string, { repository, pages }: Site): string {
  return text.replace(
    /(?<!!)\[([^\]]*)\]\(([^)\s#:]+)(#[^)\s]*)?\)/g,
    (whole, said: string, target: string, anchor = "") => {
      const path = posix.normalize(posix.join(posix.dirname(file), target)).replace(/\/$/, "");
      const absolute = join(repository, path);
      const isFolder = existsSync(absolute) && statSync(absolute).isDirectory();
      const to = pages.get(isFolder ? `${path}/README.md` : path);
      if (to !== undefined)
        return `[${said}](${posix.relative(posix.dirname(page), to) || basename(to)}${anchor})`;
      if (!existsSync(absolute)) throw new TypeError(`${file}: ${whole} leads nowhere`);
      return said === path ? `\`${path}\`` : `${said} (\`${path}\` of the repository)`;
    },
  );
}
