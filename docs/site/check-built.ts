// Every link and anchor of the built site: to a page that is there, and to an id on that page.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

export interface Broken {
  readonly page: string;
  readonly link: string;
}

export function brokenLinks(dist: string): readonly Broken[] {
  const pages = readdirSync(dist, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".html"))
    .map((path) => path.replaceAll("\\", "/"));
  const texts = new Map(pages.map((page) => [page, readFileSync(join(dist, page), "utf8")]));
  const ids = new Map([...texts].map(([page, text]) => [page, new Set(found(text, /\sid="([^"]+)"/g))]));
  return [...texts].flatMap(([page, text]) =>
    found(text, /\s(?:href|src)="([^"]+)"/g)
      .filter((link) => !/^[a-z][a-z+.-]*:|^\/\//i.test(link))
      .filter((link) => !holds(link, page))
      .map((link) => ({ page, link })),
  );

  function holds(link: string, page: string): boolean {
    const [path = "", anchor] = decodeURIComponent(link.replaceAll("&amp;", "&")).split("#");
    const target =
      path === "" ? page : path.startsWith("/") ? path.slice(1) : posix.join(posix.dirname(page), path);
    const file = target === "" || target.endsWith("/") ? `${target}index.html` : target;
    if (anchor === undefined || anchor === "") return existsSync(join(dist, file));
    return ids.get(file)?.has(anchor) ?? false;
  }
}

const found = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, it = ""]) => it);
