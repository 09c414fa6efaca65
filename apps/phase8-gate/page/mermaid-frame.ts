import type { DrawnNode } from "./safe-svg.ts";

/** What the frame uses of Mermaid. */
interface Mermaid {
  initialize(options: object): void;
  render(id: string, source: string): Promise<{ readonly svg: string }>;
}

/** The page takes data, not markup: it builds the drawing itself. */
function asData(element: Element): DrawnNode {
  return {
    name: element.localName,
    attributes: [...element.attributes].map(({ name, value }): [string, string] => [name, value]),
    children: [...element.childNodes].flatMap((child): (DrawnNode | string)[] =>
      child instanceof Element ? [asData(child)] : child instanceof Text ? [child.data] : [],
    ),
  };
}

const { mermaid } = globalThis as { readonly mermaid?: Mermaid };

addEventListener("message", ({ source: from, data }: MessageEvent<unknown>) => {
  if (from !== parent || mermaid === undefined) return;
  if (typeof data !== "object" || data === null || !("source" in data) || !("dark" in data)) return;
  const narrow = "narrow" in data && data.narrow === true;
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    theme: data.dark === true ? "dark" : "neutral",
    // Labels as SVG text: HTML in a drawing is what the page will not take.
    htmlLabels: false,
    flowchart: {
      htmlLabels: false,
      useMaxWidth: false,
      // A phone is some 330 px wide inside; smaller letters than these nobody reads.
      ...(narrow
        ? { wrappingWidth: 92, nodeSpacing: 10, rankSpacing: 18, padding: 4, diagramPadding: 2 }
        : {}),
    },
    ...(narrow ? { themeVariables: { fontSize: "12px" } } : {}),
    fontFamily: "system-ui, sans-serif",
    maxTextSize: 200_000,
    maxEdges: 5000,
  });
  mermaid.render("phase8", String(data.source)).then(
    ({ svg }) => {
      const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
      parent.postMessage({ drawing: asData(root) }, "*");
    },
    () => parent.postMessage({ failed: true }, "*"),
  );
});
parent.postMessage(mermaid === undefined ? { failed: true } : { ready: true }, "*");
