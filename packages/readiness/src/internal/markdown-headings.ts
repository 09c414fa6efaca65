export interface Heading {
  /** As written, without trailing spaces: `## Quickstart`. */
  readonly text: string;
  readonly line: number;
}

/**
 * The ATX headings of a Markdown text (CommonMark 4.2), and the text without HTML comments. Headings inside fenced code
 * (4.5) and inside comments (4.6) are none: a commented-out section is not there for the reader.
 */
export function readMarkdown(text: string): {
  readonly headings: readonly Heading[];
  readonly visible: string;
} {
  const headings: Heading[] = [];
  const visible: string[] = [];
  let fence: string | undefined;
  let inComment = false;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (fence !== undefined) {
      visible.push(raw);
      const closing = /^ {0,3}(`{3,}|~{3,})\s*$/.exec(raw)?.[1];
      if (closing?.startsWith(fence)) fence = undefined;
      continue;
    }
    const cut = withoutComments(raw, inComment);
    inComment = cut.inComment;
    visible.push(cut.line);
    fence = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(cut.line)?.[1];
    if (fence === undefined && /^ {0,3}#{1,6}(?:\s|$)/.test(cut.line))
      headings.push({ text: withoutClosing(cut.line.trim()), line: index + 1 });
  }
  return { headings, visible: visible.join("\n") };
}

function withoutComments(raw: string, open: boolean): { line: string; inComment: boolean } {
  let line = "";
  let rest = raw;
  let inComment = open;
  for (;;) {
    const mark = inComment ? "-->" : "<!--";
    const at = rest.indexOf(mark);
    if (at < 0) return { line: inComment ? line : line + rest, inComment };
    if (!inComment) line += rest.slice(0, at);
    rest = rest.slice(at + mark.length);
    inComment = !inComment;
  }
}

/** Without the `#`s that may close a heading. A loop: a pattern anchored at the end takes quadratic time on hostile lines. */
function withoutClosing(heading: string): string {
  let end = heading.length;
  while (heading[end - 1] === "#") end--;
  return end > 0 && end < heading.length && /\s/.test(heading[end - 1] ?? "")
    ? heading.slice(0, end).trimEnd()
    : heading;
}
