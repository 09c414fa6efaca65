/** A table of left-aligned columns for a terminal: a header, then the rows. Control characters are shown, not sent. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return aligned([header, ...rows].map((row) => row.map(printable))).join("\n");
}

/** The same as lines, with a rule below the header; cells as they are. */
export function ruled(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const rule = widthsOf([header, ...rows]).map((width) => "-".repeat(width));
  return aligned([header, rule, ...rows]);
}

const widthsOf = (rows: readonly (readonly string[])[]): number[] =>
  (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));

/** Long cells make long lines; nothing is cut off. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = widthsOf(rows);
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** Text from a file, safe to print: escape sequences in it must not reach the terminal. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
