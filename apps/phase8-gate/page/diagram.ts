import { diagramText, type Manifest, mermaidDiagram } from "@phase8/readiness/control-room";
import { byId, make } from "./dom.ts";
import { safeSvg } from "./safe-svg.ts";

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);
const darkness = matchMedia("(prefers-color-scheme: dark)");
// As in control-room.css.
const narrowness = matchMedia("(max-width: 40rem)");

let latest = 0;
let shown: Manifest | undefined;
for (const query of [darkness, narrowness])
  query.addEventListener("change", () => {
    if (shown !== undefined) void drawDiagram(shown);
  });

/** Shows the diagram in words at once, and as Mermaid draws it as soon as it has. */
export async function drawDiagram(manifest: Manifest): Promise<void> {
  shown = manifest;
  const turn = ++latest;
  const target = byId("mermaid-diagram");
  // It scrolls on a narrow screen, and people without a pointer must be able to scroll it.
  target.tabIndex = 0;
  target.ariaBusy = "true";
  const look = narrowness.matches ? "narrow" : "wide";
  const source = mermaidDiagram(manifest, look);
  showWords(target, manifest, source);
  const safe = safeSvg(await askFrame({ source, dark: darkness.matches, narrow: narrowness.matches }));
  // A newer manifest has asked meanwhile.
  if (turn !== latest) return;
  if (safe !== undefined) {
    sheet.replaceSync(safe.css);
    safe.svg.setAttribute("role", "img");
    safe.svg.setAttribute("aria-label", "Guardian Council, sentinels, streams and domains; in words below");
    target.replaceChildren(safe.svg);
    target.dataset["rendered"] = "true";
    target.dataset["look"] = look;
  }
  target.ariaBusy = "false";
}

function showWords(target: HTMLElement, manifest: Manifest, source: string): void {
  const list = make("ul");
  list.append(...diagramText(manifest).map((line) => make("li", line)));
  const details = make("details");
  details.append(make("summary", "Mermaid source"), make("pre", source));
  target.replaceChildren(list, details);
  target.dataset["rendered"] = "fallback";
}

/** Has the frame draw, and returns the drawing as data; nothing where it cannot, or takes longer than ten seconds. */
function askFrame(order: { source: string; dark: boolean; narrow: boolean }): Promise<unknown> {
  const frame = document.createElement("iframe");
  frame.className = "mermaid-frame";
  frame.title = "Mermaid at work";
  frame.setAttribute("sandbox", "allow-scripts");
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  return new Promise((resolve) => {
    const finish = (drawing: unknown): void => {
      clearTimeout(timer);
      removeEventListener("message", listen);
      frame.remove();
      resolve(drawing);
    };
    const listen = ({ source: from, data }: MessageEvent<unknown>): void => {
      if (from !== frame.contentWindow || typeof data !== "object" || data === null) return;
      // The frame has no origin of its own, so none can be named.
      if ("ready" in data) frame.contentWindow?.postMessage(order, "*");
      else if ("drawing" in data) finish(data.drawing);
      else if ("failed" in data) finish(undefined);
    };
    const timer = setTimeout(() => finish(undefined), 10_000);
    addEventListener("message", listen);
    frame.src = "mermaid-frame.html";
    document.body.append(frame);
  });
}
