export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** Reads XML as our own reports are written: elements, attributes in double quotes, text; and refuses all else. */
export function readXml(xml: string): Element {
  const stack: { name: string; attributes: Record<string, string>; children: Element[]; text: string }[] = [
    { name: "", attributes: {}, children: [], text: "" },
  ];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, "");
  const token = /<\/([a-z-]+)>|<([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  let at = 0;
  for (const match of body.matchAll(token)) {
    const [whole, closed, opened, attributes = "", empty, text] = match;
    at = match.index + whole.length;
    const top = stack.at(-1);
    if (top === undefined) throw new TypeError(`nothing is open at ${match.index}`);
    if (text !== undefined) {
      if (/&(?!(?:amp|lt|gt|quot);)/.test(text)) throw new TypeError(`an unknown entity in ${text}`);
      top.text += text;
    } else if (opened !== undefined) {
      const pairs = [...attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [
        key,
        value,
      ]);
      const element = { name: opened, attributes: Object.fromEntries(pairs), children: [], text: "" };
      top.children.push(element);
      if (empty === "") stack.push(element);
    } else if (stack.pop()?.name !== closed) throw new TypeError(`</${closed}> closes something else`);
  }
  const root = stack[0]?.children[0];
  if (at !== body.length || stack.length !== 1 || root === undefined) throw new TypeError(`no XML at ${at}`);
  return root;
}
