import { delimiters, type LineState, lineState } from "./csv-cells.ts";
import type { LineBlock } from "./lines.ts";
import type { RowProblem } from "./row-problem.ts";

export interface CsvRecord {
  /** The line it begins on. */
  readonly line: number;
  readonly text: string;
}

export interface CsvShape {
  readonly delimiter: string;
  /** Whether a line would be a whole row by itself. */
  readonly isRow: (line: string) => boolean;
}

interface Line {
  readonly line: number;
  readonly text: string;
}

/**
 * Joins lines into records where a quoted cell spans several, and skips comments and empty lines.
 *
 * A quote must not swallow rows. Where it never closes, or goes on after it closed, its own line is refused and the lines
 * after it are read for themselves. Where it closes well, but lines inside are rows by themselves, nobody can tell a note
 * from a trick: each of them is refused, one by one.
 */
export class CsvRecords {
  readonly #maxLength: number;
  #open: Line[] = [];
  #length = 0;

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** `shape` is asked for each line, since the first record says what it is. */
  *of(block: LineBlock, shape: () => CsvShape | undefined): Generator<CsvRecord | RowProblem> {
    const unread = new Map(block.problems.map((problem) => [problem.line, problem]));
    for (let i = 0; i < block.lines.length; i++) {
      const line = block.firstLine + i;
      const text = block.lines[i];
      if (text !== undefined) yield* this.#take({ line, text }, shape);
      else {
        yield* this.end(shape);
        const problem = unread.get(line);
        if (problem !== undefined) yield problem;
      }
    }
  }

  /** Says what becomes of a quote that never closes: the end of the input, or a line that cannot be read. */
  *end(shape: () => CsvShape | undefined): Generator<CsvRecord | RowProblem> {
    while (this.#open.length > 0) yield* this.#giveUp("ROW_QUOTE_OPEN", shape);
  }

  *#take(next: Line, shape: () => CsvShape | undefined): Generator<CsvRecord | RowProblem> {
    const { text, line } = next;
    const isOpen = this.#open.length > 0;
    if (!isOpen && (text.trim() === "" || text.startsWith("#"))) return;
    const known = shape();
    const state = known === undefined ? headerState(text, isOpen) : lineState(text, known.delimiter, isOpen);
    if (!isOpen && state === "closed") {
      yield { line, text };
      return;
    }
    this.#open.push(next);
    this.#length += text.length + 1;
    if (state === "stray") yield* this.#giveUp("ROW_QUOTE_STRAY", shape);
    else if (state === "closed") yield* this.#close(known);
    else if (this.#length > this.#maxLength) yield* this.#giveUp("ROW_QUOTE_OPEN", shape);
  }

  *#close(shape: CsvShape | undefined): Generator<CsvRecord | RowProblem> {
    const lines = this.#clear();
    const [first, ...others] = lines;
    if (first === undefined) return;
    const swallowed = others.filter(({ text }) => shape?.isRow(text) === true);
    if (swallowed.length === 0) {
      yield { line: first.line, text: lines.map(({ text }) => text).join("\n") };
      return;
    }
    const reason = `opens a quote around ${swallowed.length} of the lines after it that are rows by themselves`;
    yield { code: "ROW_QUOTED_ROWS", line: first.line, reason };
    for (const { line } of swallowed)
      yield { code: "ROW_QUOTED_ROWS", line, reason: `lies in a quote that line ${first.line} opens` };
  }

  *#giveUp(
    code: "ROW_QUOTE_OPEN" | "ROW_QUOTE_STRAY",
    shape: () => CsvShape | undefined,
  ): Generator<CsvRecord | RowProblem> {
    const [first, ...others] = this.#clear();
    if (first === undefined) return;
    const reason =
      code === "ROW_QUOTE_OPEN"
        ? "opens a quote that is never closed"
        : "opens a quote after whose end the cell goes on; a quote inside a cell is written twice";
    yield { code, line: first.line, reason };
    for (const line of others) yield* this.#take(line, shape);
  }

  #clear(): readonly Line[] {
    const lines = this.#open;
    this.#open = [];
    this.#length = 0;
    return lines;
  }
}

/** The delimiter of a header is not known yet: it is one by which its quotes are closed. */
function headerState(text: string, open: boolean): LineState {
  const states = delimiters.map((delimiter) => lineState(text, delimiter, open));
  return states.includes("closed") ? "closed" : states.includes("open") ? "open" : "stray";
}
