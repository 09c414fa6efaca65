/** One series' place in a shared array: the numbers from `base` on are its own. */
export interface Row<Numbers> {
  readonly data: Numbers;
  readonly base: number;
}

const firstRows = 16;
const mostRows = 1024;

/**
 * Hands out rows of a fixed width from a few large arrays. A typed array of its own would cost each series some 200 bytes
 * more, and a visit to memory more for every signal.
 */
export function createSlab<Numbers extends Float32Array | Float64Array>(
  make: (length: number) => Numbers,
  width: number,
): () => Row<Numbers> {
  let rows = firstRows;
  let data = make(rows * width);
  let used = 0;
  return () => {
    if (used === rows) {
      rows = Math.min(mostRows, rows * 4);
      data = make(rows * width);
      used = 0;
    }
    const row = { data, base: used * width };
    used += 1;
    return row;
  };
}
