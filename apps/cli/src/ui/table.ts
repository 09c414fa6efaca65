import type { Io } from "../io.ts";

/** What a table is drawn for. */
export type Screen = Pick<Io, "paintable" | "columns">;

/** A cell, and how to paint it once its place is known. */
export interface Painted {
  readonly text: string;
  readonly paint: (text: string) => string;
}

export type Cell = string | Painted;

const gap = 2;
/** Prose is wrapped beside the other columns where it has so much room and needs so few lines; else it stands below. */
const roomForProse = { columns: 24, lines: 3 };

/** Columns of the terminal that shows stdout; 80 where it is a file, a pipe or not known. */
export const columnsOf = ({ paintable, columns }: Screen): number =>
  paintable === true ? Math.max(40, columns) : 80;

/**
 * A table of left-aligned columns: a header, then the rows. One that is wider than the screen is folded in whole words:
 * the columns that do not fit stand on lines of their own below the first. Nothing is cut off; a column without a word is
 * left out. Control characters are
 * shown, not sent.
 */
export function table(header: readonly string[], rows: readonly (readonly Cell[])[], screen: Screen): string {
  const says = header.map((_, column) => rows.some((row) => textOf(row[column]) !== ""));
  const all = [header, ...rows].map((row) => row.filter((_, column) => rows.length === 0 || says[column]));
  return drawn(all, columnsOf(screen)).join("\n");
}

/** The same as lines with a rule below the header, for 80 columns wherever it is shown: it is pasted into tickets. */
export function ruled(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [header, ...rows];
  const lines = drawn(all, 80);
  const headers = drawn([header], 80, widthsOf(all), foldedColumns(widthsOf(all), all, 80)).length;
  const width = Math.min(80, Math.max(...lines.map((line) => line.length)));
  return [...lines.slice(0, headers), "-".repeat(width), ...lines.slice(headers)];
}

const textOf = (cell: Cell | undefined): string =>
  printable(typeof cell === "string" ? cell : (cell?.text ?? ""));

const widthsOf = (rows: readonly (readonly Cell[])[]): readonly number[] =>
  (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => textOf(row[column]).length)));

function drawn(
  rows: readonly (readonly Cell[])[],
  columns: number,
  widths = widthsOf(rows),
  lines = foldedColumns(widths, rows, columns),
): string[] {
  // What stands below begins under the second column, where the first is a short id.
  const indent = (widths[0] ?? 0) <= 12 ? (widths[0] ?? 0) + gap : gap;
  return rows.flatMap((row) =>
    lines.flatMap((line, index) => {
      const drawnLine = lineOf(row, line, { widths, columns, indent: index === 0 ? 0 : indent });
      return index > 0 && drawnLine.every((text) => text.trim() === "") ? [] : drawnLine;
    }),
  );
}

/** Which columns stand on the first line, and which on each below it. */
function foldedColumns(
  widths: readonly number[],
  rows: readonly (readonly Cell[])[],
  columns: number,
): readonly (readonly number[])[] {
  const isProse = (column: number) => rows.slice(1).some((row) => /\S \S/.test(textOf(row[column])));
  const lines: number[][] = [[]];
  let used = 0;
  for (const [column, width] of widths.entries()) {
    const room = columns - used;
    const isLast = column === widths.length - 1;
    const wraps = isLast && isProse(column) && room >= roomForProse.columns;
    const fits = width <= room || (wraps && width <= room * roomForProse.lines);
    if (!fits && used > 0) {
      lines.push([]);
      used = (widths[0] ?? 0) <= 12 ? (widths[0] ?? 0) + gap : gap;
    }
    lines.at(-1)?.push(column);
    used += width + gap;
  }
  return lines;
}

interface Place {
  readonly widths: readonly number[];
  readonly columns: number;
  readonly indent: number;
}

/** The cells of a line, each padded; the last one of them goes on below itself. */
function lineOf(row: readonly Cell[], line: readonly number[], { widths, columns, indent }: Place): string[] {
  const last = line.at(-1);
  let at = indent;
  let text = " ".repeat(indent);
  const below: string[] = [];
  for (const column of line) {
    const cell = row[column];
    const paint = typeof cell === "object" ? cell.paint : (plain: string) => plain;
    if (column === last) {
      const [first = "", ...rest] = inWords(textOf(cell), columns - at);
      text += paint(first);
      below.push(...rest.map((part) => `${" ".repeat(at)}${paint(part)}`));
    } else {
      const width = widths[column] ?? 0;
      text += `${paint(textOf(cell))}${" ".repeat(width - textOf(cell).length + gap)}`;
      at += width + gap;
    }
  }
  return [text.trimEnd(), ...below];
}

/** Whole words on lines of at most `room`; a word that is longer stays whole. */
function inWords(text: string, room: number): readonly string[] {
  if (text.length <= room) return [text];
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= room)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Text from a file, safe to print: escape sequences in it must not reach the terminal. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
