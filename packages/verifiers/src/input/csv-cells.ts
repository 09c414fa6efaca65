/** What cells are delimited by in files in the field, the likelier first. */
export const delimiters: readonly string[] = [",", ";", "\t", "|"];

/** Where a line of CSV leaves the reader: `open` inside a quoted cell, `stray` where a quoted cell goes on after its quote. */
export type LineState = "closed" | "open" | "stray";

/**
 * Follows the quotes of one line (RFC 4180 2.5-2.7): a quote opens a cell only at its start, so that the inches of
 * `19" rack` are text. `open` says that the line begins inside a quoted cell.
 */
export function lineState(line: string, delimiter: string, open = false): LineState {
  if (!line.includes('"')) return open ? "open" : "closed";
  let at = 0;
  let quoted = open;
  for (;;) {
    if (!quoted && line[at] === '"') {
      quoted = true;
      at += 1;
    }
    if (quoted) {
      const end = closingQuote(line, at);
      if (end === -1) return "open";
      at = skipBlanks(line, end + 1, delimiter);
      if (at < line.length && line[at] !== delimiter) return "stray";
      quoted = false;
    } else at = line.indexOf(delimiter, at);
    if (at === -1 || at >= line.length) return "closed";
    at += 1;
  }
}

/** The cells of a record whose quotes are closed; a quoted one may span lines. */
export function splitCells(record: string, delimiter: string): readonly string[] {
  // Most rows hold no quote, and need no parser.
  if (!record.includes('"')) return record.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; ; at += 1) {
    if (record[at] === '"') {
      const end = closingQuote(record, at + 1);
      const stop = end === -1 ? record.length : end;
      cells.push(record.slice(at + 1, stop).replaceAll('""', '"'));
      at = skipBlanks(record, stop + 1, delimiter);
    } else {
      const end = record.indexOf(delimiter, at);
      cells.push(record.slice(at, end === -1 ? undefined : end));
      at = end === -1 ? record.length : end;
    }
    if (at >= record.length) return cells;
  }
}

/** Where the quoted text that goes on at `from` ends; two quotes are one of its characters. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at;
  return -1;
}

function skipBlanks(text: string, from: number, delimiter: string): number {
  let at = from;
  while ((text[at] === " " || text[at] === "\t") && text[at] !== delimiter) at += 1;
  return at;
}
