import { withNewlines, withoutMark } from "./line-ends.ts";
import type { RowProblem } from "./row-problem.ts";

/** A run of whole lines as they stand in the input, none longer than the cap. */
export interface ByteBlock {
  /** Before these lines stands one that is longer than the cap. */
  readonly afterTooLong: boolean;
  /** The lines, `\n` between them and none behind the last; `undefined` where there is no line. */
  readonly bytes: Uint8Array | undefined;
  /** Bytes of input read so far, this block included. */
  readonly read: number;
}

/** A run of whole lines as text. A line that could not be read is `undefined` and has a problem. */
export interface LineBlock {
  /** The number, from 1, of `lines[0]`. */
  readonly firstLine: number;
  readonly lines: readonly (string | undefined)[];
  readonly problems: readonly RowProblem[];
  /** Bytes read so far, this block included. */
  readonly bytes: number;
}

const newline = 0x0a;
const carriageReturn = 0x0d;
export const defaultMaxLineBytes: number = 1 << 20;

/**
 * Cuts chunks of bytes into blocks of whole lines. Memory stays within one chunk and one line of `maxLineBytes`, whatever
 * the input holds. A byte-order mark at the start is dropped, and a carriage return alone ends a line where it ends the first; a last line without a newline is used, or dropped where
 * `unfinished` says so. An empty chunk makes an empty block, so that a caller who follows a growing file can look at the time.
 */
export async function* readBlocks(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxLineBytes: number = defaultMaxLineBytes,
  unfinished: "use" | "drop" = "use",
): AsyncGenerator<ByteBlock> {
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  let tooLong = false;
  let read = 0;

  for await (const chunk of withNewlines(withoutMark(chunks))) {
    if (chunk.length === 0) {
      yield { afterTooLong: false, bytes: undefined, read };
      continue;
    }
    read += chunk.length;
    const last = chunk.lastIndexOf(newline);
    if (last === -1) {
      if (!tooLong) pending.push(chunk);
      pendingBytes += chunk.length;
      if (pendingBytes > maxLineBytes) {
        tooLong = true;
        pending = [];
      }
      continue;
    }
    let start = 0;
    const firstEnd = chunk.indexOf(newline);
    const afterTooLong = tooLong || pendingBytes + firstEnd > maxLineBytes;
    if (afterTooLong) {
      start = firstEnd + 1;
      pending = [];
    }
    const body = start > last ? undefined : concat([...pending, chunk.subarray(start, last)]);
    const rest = chunk.subarray(last + 1);
    pending = rest.length === 0 ? [] : [rest];
    pendingBytes = rest.length;
    tooLong = pendingBytes > maxLineBytes;
    if (tooLong) pending = [];
    // A block shorter than the cap cannot hold a line longer than it.
    if (body === undefined || body.length <= maxLineBytes) yield { afterTooLong, bytes: body, read };
    else yield* withoutLongLines(body, { afterTooLong, maxLineBytes, read });
  }

  // The writer of a growing file may be in the middle of its last line.
  if (unfinished === "drop") return;
  if (tooLong) yield { afterTooLong: true, bytes: undefined, read };
  else if (pendingBytes > 0) yield { afterTooLong: false, bytes: concat(pending), read };
}

function* withoutLongLines(
  body: Uint8Array,
  {
    afterTooLong,
    maxLineBytes,
    read,
  }: { readonly afterTooLong: boolean; readonly maxLineBytes: number; readonly read: number },
): Generator<ByteBlock> {
  let after = afterTooLong;
  let from = 0;
  for (const { start, end } of lineSpans(body)) {
    if (end - start <= maxLineBytes) continue;
    const bytes = start > from ? body.subarray(from, start - 1) : undefined;
    if (bytes !== undefined || after) yield { afterTooLong: after, bytes, read };
    after = true;
    from = end + 1;
  }
  yield { afterTooLong: after, bytes: from <= body.length ? body.subarray(from) : undefined, read };
}

/** As `readBlocks`, the lines decoded from UTF-8, without their `\n` or `\r\n`. */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxLineBytes: number = defaultMaxLineBytes,
  unfinished?: "use" | "drop",
): AsyncGenerator<LineBlock> {
  let firstLine = 1;
  for await (const { afterTooLong, bytes, read } of readBlocks(chunks, maxLineBytes, unfinished)) {
    const problems: RowProblem[] = [];
    const lines: (string | undefined)[] = [];
    if (afterTooLong) {
      problems.push(tooLongProblem(firstLine, maxLineBytes));
      lines.push(undefined);
    }
    for (const text of bytes === undefined ? [] : textsOf(bytes)) {
      if (text === undefined) problems.push(notUtf8Problem(firstLine + lines.length));
      lines.push(text);
    }
    yield { firstLine, lines, problems, bytes: read };
    firstLine += lines.length;
  }
}

function textsOf(bytes: Uint8Array): (string | undefined)[] {
  const text = tryDecode(bytes);
  if (text !== undefined) return splitText(text);
  // Some line of the block is not UTF-8: find out which, and keep the others.
  return Array.from(lineSpans(bytes), ({ start, end }) => lineText(bytes.subarray(start, end)));
}

function* lineSpans(bytes: Uint8Array): Generator<{ readonly start: number; readonly end: number }> {
  for (let start = 0; ; ) {
    const end = lineEnd(bytes, start);
    yield { start, end };
    if (end === bytes.length) return;
    start = end + 1;
  }
}

/** Where the line that begins at `start` ends. */
export function lineEnd(bytes: Uint8Array, start: number): number {
  const end = bytes.indexOf(newline, start);
  return end === -1 ? bytes.length : end;
}

/** The text of one line, without a carriage return at its end; `undefined` where it is not UTF-8. */
export function lineText(line: Uint8Array): string | undefined {
  return tryDecode(line.at(-1) === carriageReturn ? line.subarray(0, -1) : line);
}

export const notUtf8Problem = (line: number): RowProblem => ({
  code: "ROW_NOT_UTF8",
  line,
  reason: "is not valid UTF-8",
});

export const tooLongProblem = (line: number, cap: number): RowProblem => ({
  code: "ROW_TOO_LONG",
  line,
  reason: `is longer than ${cap} bytes`,
});

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function tryDecode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch (thrown) {
    if (thrown instanceof TypeError) return undefined;
    throw thrown;
  }
}

const dropReturn = (text: string): string => (text.endsWith("\r") ? text.slice(0, -1) : text);

function splitText(text: string): string[] {
  return text.includes("\r") ? text.split("\n").map(dropReturn) : text.split("\n");
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only !== undefined) return only;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
