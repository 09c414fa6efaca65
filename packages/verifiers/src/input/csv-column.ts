import type { CellNumber } from "./csv-number.ts";
import { excerpt } from "./excerpt.ts";

/** How files in the field write a sample that is missing. */
const missing = /^(?:n\/?a|null|none|nil|-+|\?)$/i;

/** From this many different texts on, a column that has shown no number is one of text. */
const textsOfAText = 4;
/** How many cells of text are remembered, to be reported should numbers follow. */
const maxHeld = 1000;

export interface CellProblem {
  readonly code: "CELL_NOT_A_NUMBER" | "CELL_IN_TEXT_COLUMN";
  /** The line of the cell; the one at hand unless said. */
  readonly line?: number;
  readonly reason: string;
}

export interface CellReading {
  readonly value?: number;
  readonly problems?: readonly CellProblem[];
}

const nothing: CellReading = {};

/**
 * One column of a file that is read once, from the front. It is a metric from its first number on, whatever stood before
 * it; a column that began with several different texts is one of text until its numbers outnumber them. No number and no
 * text between numbers goes unreported.
 */
export class CsvColumn {
  readonly name: string;
  readonly metric: string;
  readonly #declaredText: boolean;
  #isMetric = false;
  readonly #texts = new Set<string>();
  #textCells = 0;
  #numbers = 0;
  #held: { readonly line: number; readonly reason: string }[] = [];
  /** Cells of text that were not reported yet. */
  #untold = 0;

  constructor(name: string, metric: string, declaredText: boolean) {
    this.name = name;
    this.metric = metric;
    this.#declaredText = declaredText;
  }

  get kind(): "metric" | "text" | "unknown" {
    if (this.#isMetric) return "metric";
    return this.#declaredText || this.#textCells > 0 ? "text" : "unknown";
  }

  /** Reads a cell that is not empty. */
  read(cell: string, number: CellNumber): CellReading {
    if (this.#declaredText) return nothing;
    if (number === undefined) return this.#text(cell);
    if ("refused" in number) return this.#bad(`${excerpt(cell)} ${number.refused}`);
    if (this.#isMetric) return number;
    if (this.#texts.size >= textsOfAText && this.#textCells > this.#numbers) {
      this.#numbers += 1;
      const reason = `${this.name}: ${excerpt(cell)} is a number in a column of text (--text-columns says it is one)`;
      return { problems: [{ code: "CELL_IN_TEXT_COLUMN", reason }] };
    }
    this.#isMetric = true;
    return { ...number, problems: this.#release() };
  }

  /** Remembers a cell of text in a row that is used: should the column turn out to be a metric, it is a problem. */
  hold(line: number, cell: string): void {
    if (this.#isMetric || this.#declaredText || missing.test(cell)) return;
    if (this.#held.length < maxHeld) this.#held.push({ line, reason: `${excerpt(cell)} is not a number` });
    else this.#untold += 1;
  }

  #text(cell: string): CellReading {
    if (this.#isMetric) return this.#bad(`${excerpt(cell)} is not a number`);
    // One sample missing at the start of a file must not cost the whole column.
    if (missing.test(cell)) return nothing;
    this.#textCells += 1;
    if (this.#texts.size < textsOfAText) this.#texts.add(cell);
    return nothing;
  }

  #bad(reason: string): CellReading {
    return { problems: [{ code: "CELL_NOT_A_NUMBER", reason: `${this.name}: ${reason}` }] };
  }

  #release(): CellProblem[] {
    const code = "CELL_NOT_A_NUMBER";
    const told = this.#held.map(
      ({ line, reason }): CellProblem => ({
        code,
        line,
        reason: `${this.name}: ${reason}`,
      }),
    );
    if (this.#untold > 0)
      told.push({
        code,
        reason: `${this.name}: ${this.#untold} more cells before this line are not numbers`,
      });
    this.#held = [];
    return told;
  }
}
