/** The anchor of a heading, as GitHub makes it; the docs site makes the same. */
export const githubSlug = (heading: string): string =>
  heading
    .toLowerCase()
    .trim()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");

/** Every anchor of a page of Markdown. */
export function anchorsIn(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of withoutBlocks(text).matchAll(/^#+ +(.*)$/gm)) {
    const slug = githubSlug(heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1"));
    let unused = slug;
    for (let n = 1; anchors.has(unused); n++) unused = `${slug}-${n}`;
    anchors.add(unused);
  }
  return anchors;
}

/** Without blocks of code. */
export const withoutBlocks = (text: string): string => text.replaceAll(/^ *```.*?^ *```$/gms, "");
