import { type DefaultTreeAdapterTypes, parse } from "parse5";

/** An element as the page's reader gets it; contents of templates count, comments and script texts do not. */
export interface HtmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** The text right below it, not that of its children; empty for scripts and styles. */
  readonly text: string;
  readonly line: number | undefined;
}

/** Every element of a page, parsed as browsers do (WHATWG HTML 13.2). */
export function htmlElements(html: string): HtmlElement[] {
  const document = parse(html, { sourceCodeLocationInfo: true });
  const found: HtmlElement[] = [];
  // A list instead of recursion: pages can nest elements thousands deep.
  const open: DefaultTreeAdapterTypes.ParentNode[] = [document];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ("tagName" in node) {
      const silent = node.tagName === "script" || node.tagName === "style";
      found.push({
        name: node.tagName,
        attributes: new Map(node.attrs.map(({ name, value }) => [name, value])),
        text: silent ? "" : node.childNodes.map((child) => ("value" in child ? child.value : "")).join(""),
        line: node.sourceCodeLocation?.startLine,
      });
    }
    if ("content" in node) open.push(node.content);
    for (const child of node.childNodes.toReversed()) if ("childNodes" in child) open.push(child);
  }
  return found;
}
