const namespace = "http://www.w3.org/2000/svg";

// What Mermaid's flowcharts are made of. Everything else is dropped, scripts, links and foreign content above all.
const elements = new Set(
  "svg g path rect circle ellipse line polygon polyline text tspan defs marker title desc style".split(" "),
);
const attributes = new Set(
  (
    "id class d x y x1 y1 x2 y2 cx cy r rx ry dx dy width height points transform viewBox preserveAspectRatio " +
    "fill stroke stroke-width stroke-dasharray stroke-linecap opacity fill-opacity text-anchor dominant-baseline " +
    "alignment-baseline font-size font-weight marker-start marker-end refX refY markerUnits markerWidth markerHeight orient"
  ).split(" "),
);

/**
 * Builds a drawing anew from SVG text, out of known elements and attributes only. Inline styles, which the page's policy
 * forbids in markup, are set one by one through the object model; style sheets come back as text.
 */
export function safeSvg(text: string): { readonly svg: SVGElement; readonly css: string } | undefined {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  if (parsed.localName !== "svg" || parsed.namespaceURI !== namespace) return undefined;
  const css: string[] = [];
  const copy = (from: Element): SVGElement | undefined => {
    if (from.namespaceURI !== namespace || !elements.has(from.localName)) return undefined;
    if (from.localName === "style") {
      css.push(from.textContent ?? "");
      return undefined;
    }
    const made = document.createElementNS(namespace, from.localName);
    for (const { name, value } of from.attributes) {
      if (name === "style") made.style.cssText = withoutAddresses(value);
      else if (attributes.has(name)) made.setAttribute(name, withoutAddresses(value));
    }
    for (const child of from.childNodes) {
      if (child instanceof Text) made.append(child.data);
      else if (child instanceof Element) made.append(...[copy(child)].filter((it) => it !== undefined));
    }
    return made;
  };
  const svg = copy(parsed);
  return svg === undefined ? undefined : { svg, css: withoutAddresses(css.join("\n")) };
}

/** References may lead to something inside the drawing, nowhere else. */
const withoutAddresses = (value: string): string => value.replace(/url\(\s*["']?(?!["']?#)[^)]*\)/gi, "none");
