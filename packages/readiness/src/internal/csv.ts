export interface CsvRecord {
  /** `undefined` where the quotes do not add up. */
  readonly fields: readonly string[] | undefined;
  /** As it stands in the text, without the line break after it. */
  readonly raw: string;
  /** From 1. */
  readonly line: number;
}

/**
 * The records of a CSV text (RFC 4180: fields may hold line breaks in quotes); blank lines are none.
 *
 * Not by papaparse: it settles on one kind of line break for a whole text, so that a file with both loses rows; it takes
 * `1,x"y` silently; after one quote that is not closed it has no further rows; and it knows no lines.
 */
export function parseCsv(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let line = 1;
  for (let from = 0; from < text.length; ) {
    const { fields, end, next } = recordAt(text, from);
    const raw = text.slice(from, end);
    if (raw.trim() !== "") records.push({ fields, raw, line });
    for (let at = text.indexOf("\n", from); at >= 0 && at < next; at = text.indexOf("\n", at + 1)) line++;
    from = next;
  }
  return records;
}

/** One record from an offset: a scan, since a pattern over megabytes in one field would run out of stack. */
function recordAt(text: string, from: number): { fields: string[] | undefined; end: number; next: number } {
  const fields: string[] = [];
  let at = from;
  let sound = true;
  for (;;) {
    let field = "";
    if (text[at] === '"') {
      const closing = closingQuote(text, at + 1);
      if (closing < 0) return { fields: undefined, end: text.length, next: text.length };
      field = text.slice(at + 1, closing).replaceAll('""', '"');
      at = closing + 1;
    }
    const rest = at;
    while (at < text.length && text[at] !== "," && text[at] !== "\n" && text[at] !== "\r") at++;
    const plain = text.slice(rest, at);
    if (plain.includes('"') || (rest > from && text[rest - 1] === '"' && plain !== "")) sound = false;
    fields.push(field + plain);
    if (text[at] !== ",") break;
    at++;
  }
  const next = text[at] === "\r" && text[at + 1] === "\n" ? at + 2 : at + 1;
  return { fields: sound ? fields : undefined, end: at, next: Math.min(next, text.length) };
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at;
  return -1;
}

export function formatCsvLine(fields: readonly (string | number)[]): string {
  return fields
    .map(String)
    .map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(",");
}
