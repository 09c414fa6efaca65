import type { LineBatch } from "@mvcrs/chain/store";

// A page is read in parts, but its `ends` are read whole, and so are the lines of one that are asked for at once.
const MOST_LINES = 1_024;
const MOST_BYTES = 256 * 1024;

/** The lines of a batch that become one page. */
interface Part {
  /** How many lines of the batch stand before it, and how many up to its end. */
  readonly linesBefore: number;
  readonly linesThrough: number;
  /** Its bytes in those of the batch. */
  readonly start: number;
  readonly finish: number;
  readonly hashStart: number;
  readonly hashEnd: number;
}

/** Cuts a batch into pages; each has one line at least. */
export function partsOf({ ends, hashEnds }: Pick<LineBatch, "ends" | "hashEnds">): readonly Part[] {
  const parts: Part[] = [];
  for (let from = 0; from < ends.length; ) {
    const start = ends[from - 1] ?? 0;
    let through = from + 1;
    while (through < ends.length && through - from < MOST_LINES && (ends[through] ?? 0) - start <= MOST_BYTES)
      through++;
    parts.push({
      linesBefore: from,
      linesThrough: through,
      start,
      finish: ends[through - 1] ?? 0,
      hashStart: hashEnds[from - 1] ?? 0,
      hashEnd: hashEnds[through - 1] ?? 0,
    });
    from = through;
  }
  return parts;
}
