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

/** An element as the frame sends it: plain data, so that the page never parses markup. */
export interface DrawnNode {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: readonly (DrawnNode | string)[];
}

/**
 * Rebuilds a drawing out of known elements and attributes only. Inline styles, which the page's policy forbids in
 * markup, are set through the object model; style sheets come back as text. What does not look like a drawing becomes
 * nothing.
 */
export function safeSvg(drawing: unknown): { readonly svg: SVGElement; readonly css: string } | undefined {
  const css: string[] = [];
  const copy = (from: DrawnNode): SVGElement[] => {
    if (!elements.has(from.name)) return [];
    if (from.name === "style") {
      css.push(from.children.filter((child) => typeof child === "string").join(""));
      return [];
    }
    const made = document.createElementNS(namespace, from.name);
    if (!(made instanceof SVGElement)) return [];
    for (const [name, value] of from.attributes) {
      if (name === "style") made.style.cssText = withoutAddresses(value);
      else if (attributes.has(name)) made.setAttribute(name, withoutAddresses(value));
    }
    for (const child of from.children) made.append(...(typeof child === "string" ? [child] : copy(child)));
    return [made];
  };
  if (!isDrawnNode(drawing) || drawing.name !== "svg") return undefined;
  const [svg] = copy(drawing);
  return svg === undefined ? undefined : { svg, css: withoutAddresses(css.join("\n")) };
}

function isDrawnNode(value: unknown): value is DrawnNode {
  if (typeof value !== "object" || value === null) return false;
  const { name, attributes: pairs, children } = value as Readonly<Record<string, unknown>>;
  return (
    typeof name === "string" &&
    Array.isArray(pairs) &&
    pairs.every(
      (pair) => Array.isArray(pair) && pair.length === 2 && pair.every((it) => typeof it === "string"),
    ) &&
    Array.isArray(children) &&
    children.every((child) => typeof child === "string" || isDrawnNode(child))
  );
}

/** References may lead to something inside the drawing, nowhere else. */
const withoutAddresses = (value: string): string => value.replace(/url\(\s*["']?(?!["']?#)[^)]*\)/gi, "none");
