import { type DefaultTreeAdapterTypes, parse } from "parse5";

/** An element as the page's reader gets it; contents of templates count, comments do not. */
export interface HtmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** The text right below it, not that of its children; empty for scripts and styles. */
  readonly text: string;
  readonly line: number | undefined;
}

/** A script of the page: what stands in it, or where it is. */
export interface HtmlScript {
  readonly type: string;
  readonly src: string | undefined;
  readonly text: string;
}

/** Every element of a page, parsed as browsers do (WHATWG HTML 13.2). */
export function readHtml(html: string): {
  readonly elements: readonly HtmlElement[];
  readonly scripts: readonly HtmlScript[];
} {
  const document = parse(html, { sourceCodeLocationInfo: true });
  const elements: HtmlElement[] = [];
  const scripts: HtmlScript[] = [];
  // A list instead of recursion: pages can nest elements thousands deep.
  const open: DefaultTreeAdapterTypes.ParentNode[] = [document];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ("tagName" in node) {
      const attributes = new Map(node.attrs.map(({ name, value }) => [name, value]));
      const text = node.childNodes.map((child) => ("value" in child ? child.value : "")).join("");
      const silent = node.tagName === "script" || node.tagName === "style";
      const line = node.sourceCodeLocation?.startLine;
      elements.push({ name: node.tagName, attributes, text: silent ? "" : text, line });
      if (node.tagName === "script")
        scripts.push({ type: attributes.get("type") ?? "", src: attributes.get("src"), text });
    }
    if ("content" in node) open.push(node.content);
    for (const child of node.childNodes.toReversed()) if ("childNodes" in child) open.push(child);
  }
  return { elements, scripts };
}
