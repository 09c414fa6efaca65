/** Longer than any line of ours; a pattern over megabytes in one line would run out of stack. */
const maxLineLength = 8192;

/** The fields of one CSV line (RFC 4180, no line breaks inside fields), or `undefined` where the quotes do not add up. */
export function parseCsvLine(line: string): string[] | undefined {
  if (line.length > maxLineLength) return undefined;
  const fields: string[] = [];
  let rest = line;
  for (;;) {
    const match = /^(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/.exec(rest);
    if (match === null) return undefined;
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "") return fields;
    rest = rest.slice(match[0].length);
  }
}

export function formatCsvLine(fields: readonly (string | number)[]): string {
  return fields
    .map(String)
    .map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(",");
}
