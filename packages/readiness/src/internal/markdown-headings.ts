import MarkdownIt, { type Token } from "markdown-it";

export interface Heading {
  /** The signs, one space, the text: `## Quickstart`. */
  readonly text: string;
  readonly line: number;
}

/**
 * The ATX headings of a Markdown text (CommonMark 4.2) that stand on their own, and the words that a reader sees. What is
 * a heading decides the block structure of CommonMark: a line in fenced code (4.5), in any of the seven kinds of HTML block
 * (4.6), in a quotation or in a list is none here, and `<!--` in a code span begins no comment.
 */
export function readMarkdown(text: string): {
  readonly headings: readonly Heading[];
  readonly visible: string;
} {
  const tokens = new MarkdownIt("commonmark").parse(text, {});
  const headings = tokens.flatMap((token, index): Heading[] => {
    const { type, level, markup, map } = token;
    if (type !== "heading_open" || level > 0 || !markup.startsWith("#") || map === null) return [];
    return [{ text: `${markup} ${tokens[index + 1]?.content ?? ""}`.trimEnd(), line: map[0] + 1 }];
  });
  return { headings, visible: tokens.map(visibleText).join("\n") };
}

function visibleText({ type, content, children }: Token): string {
  if (type === "html_block") return content.replace(/<!--.*?(?:-->|$)/gs, "");
  if (children === null || children.length === 0) return content;
  return children
    .map((child) => (child.type === "html_inline" ? "" : child.type === "softbreak" ? "\n" : child.content))
    .join("");
}
