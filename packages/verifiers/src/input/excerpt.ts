/** The start of a text, safe to print: control characters and half characters are shown escaped. */
export function excerpt(text: string): string {
  const start = JSON.stringify(text.slice(0, 40));
  return text.length > 40 ? `${start.slice(0, -1)}…"` : start;
}
