const newline = 0x0a;
const carriageReturn = 0x0d;

/**
 * Returns chunks whose lines end in `\n`, also where the file ends them with a carriage return alone, as old spreadsheets
 * do. The first line tells: what ends it is how the file ends lines.
 */
export async function* withNewlines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let mode: "unknown" | "newline" | "return" = "unknown";
  /** The chunk before ended in a carriage return, and only the next byte tells what that is. */
  let held = false;
  for await (const chunk of chunks) {
    if (mode === "newline" || chunk.length === 0) {
      yield chunk;
      continue;
    }
    if (mode === "unknown") {
      if (held) mode = chunk[0] === newline ? "newline" : "return";
      else mode = modeOf(chunk);
      const wasHeld = held;
      held = mode === "unknown" && chunk.at(-1) === carriageReturn;
      if (wasHeld) yield Uint8Array.of(mode === "return" ? newline : carriageReturn);
      if (mode !== "return") {
        yield held ? chunk.subarray(0, -1) : chunk;
        continue;
      }
    }
    yield chunk.map((byte) => (byte === carriageReturn ? newline : byte));
  }
  if (held) yield Uint8Array.of(newline);
}

function modeOf(chunk: Uint8Array): "unknown" | "newline" | "return" {
  const end = chunk.indexOf(newline);
  const before = end === -1 ? chunk : chunk.subarray(0, end);
  const at = before.indexOf(carriageReturn);
  if (at === -1) return end === -1 ? "unknown" : "newline";
  // What follows the carriage return tells; it may be in the next chunk.
  if (at === chunk.length - 1) return "unknown";
  return at + 1 === end ? "newline" : "return";
}

const mark = [0xef, 0xbb, 0xbf];

/** Drops a byte-order mark at the start, however the chunks are cut. */
export async function* withoutMark(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  /** Bytes of the mark seen so far; `null` once it is known whether there is one. */
  let seen: number | null = 0;
  for await (const chunk of chunks) {
    let at = 0;
    while (seen !== null && seen < mark.length && at < chunk.length && chunk[at] === mark[seen]) {
      seen += 1;
      at += 1;
    }
    if (seen === mark.length) seen = null;
    else if (seen !== null && at < chunk.length) {
      // It only began like one: those bytes belong to the input.
      if (seen > at) yield Uint8Array.from(mark.slice(0, seen - at));
      at = 0;
      seen = null;
    }
    if (chunk.length === 0 || at < chunk.length) yield at === 0 ? chunk : chunk.subarray(at);
  }
  if (seen !== null && seen > 0) yield Uint8Array.from(mark.slice(0, seen));
}
