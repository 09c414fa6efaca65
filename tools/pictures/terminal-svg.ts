// A recorded terminal as an SVG that plays by itself, without a script and without a font from elsewhere.
import { runsOf } from "./ansi.ts";

/** What was typed, and what came. */
export interface Said {
  readonly typed: string;
  readonly output: string;
}

const columns = 80;
const rows = 26;
const [cell, line, margin, bar] = [8.4, 19, 16, 30];
const width = columns * cell + 2 * margin;
const height = rows * line + 2 * margin + bar;
/** Seconds: before what is typed, before its output comes, and to read a line of it. */
const [beforeTyping, beforeOutput, reading] = [0.7, 0.6, 0.22];

export function terminalSvg(session: readonly Said[], title: string): string {
  const lines: { readonly text: string; readonly at: number }[] = [];
  let now = 0;
  for (const { typed, output } of session) {
    now += beforeTyping;
    lines.push({ text: `\u001b[32m$\u001b[0m \u001b[1m${typed}\u001b[0m`, at: now });
    now += beforeOutput;
    const shown = output.trimEnd().split("\n");
    for (const text of shown) lines.push({ text, at: now });
    lines.push({ text: "", at: now });
    now += reading * shown.length;
  }
  const length = now + 1;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">
<title>${escaped(title)}</title>
<style>
text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;fill:#d7dde5;white-space:pre}
.strong{font-weight:700;fill:#fff}.red{fill:#ff7b72}.green{fill:#56d364}.yellow{fill:#e3b341}.cyan{fill:#76e3ea}.faint{fill:#8b949e}
@keyframes on{from{visibility:hidden}to{visibility:visible}}
.l{animation:on .01s both}
${scrolling(lines, length)}
@media (prefers-reduced-motion:reduce){.l{animation:none}}
</style>
<rect width="${width}" height="${height}" rx="9" fill="#0d1117"/>
<circle cx="20" cy="17" r="6" fill="#ff5f57"/><circle cx="40" cy="17" r="6" fill="#febc2e"/><circle cx="60" cy="17" r="6" fill="#28c840"/>
<clipPath id="screen"><rect width="${columns * cell}" height="${rows * line + margin}"/></clipPath>
<g transform="translate(${margin} ${bar + margin / 2})" clip-path="url(#screen)"><g class="s">
${lines.map(({ text, at }, index) => textLine(text, index, at)).join("\n")}
</g></g>
</svg>
`;
}

/** The lines move up as they come, and stay with the last ones. */
function scrolling(lines: readonly { readonly at: number }[], length: number): string {
  const offsets = new Map<number, number>();
  for (const [index, { at }] of lines.entries()) offsets.set(at, Math.max(0, index + 1 - rows) * line);
  const frames = [...offsets].map(
    ([at, offset]) => `${((at / length) * 100).toFixed(2)}%{transform:translateY(${-offset}px)}`,
  );
  const last = Math.max(0, ...offsets.values());
  return `@keyframes up{0%{transform:none}${frames.join("")}}
.s{transform:translateY(${-last}px);animation:up ${length.toFixed(1)}s steps(1,end)}
@media (prefers-reduced-motion:reduce){.s{animation:none}}`;
}

function textLine(text: string, index: number, at: number): string {
  const seen = runsOf(text).reduce((sum, run) => sum + run.text.length, 0);
  if (seen > columns) throw new TypeError(`wider than ${columns} columns: ${text}`);
  let column = 0;
  const spans = runsOf(text).map(({ text: said, style }) => {
    const x = (column * cell).toFixed(1);
    column += said.length;
    const blank = said.length - said.trimStart().length;
    const shown = said.trim();
    // Each run at its column, and as wide as its columns, whatever font there is.
    const from = ((column - said.length + blank) * cell).toFixed(1);
    return shown === ""
      ? ""
      : `<tspan x="${blank === 0 ? x : from}" textLength="${(shown.length * cell).toFixed(1)}"${style === "" ? "" : ` class="${style}"`}>${escaped(shown)}</tspan>`;
  });
  const drawn = spans.join("");
  return drawn === ""
    ? ""
    : `<text class="l" style="animation-delay:${at.toFixed(2)}s" y="${(index + 1) * line - 4}">${drawn}</text>`;
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
