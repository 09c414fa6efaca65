import type { RowProblem } from "./row-problem.ts";

/** A run of whole lines. A line that could not be read is `undefined` and has a problem. */
export interface LineBlock {
  /** The number, from 1, of `lines[0]`. */
  readonly firstLine: number;
  readonly lines: readonly (string | undefined)[];
  readonly problems: readonly RowProblem[];
  /** Bytes read so far, this block included. */
  readonly bytes: number;
}

const newline = 0x0a;
const defaultMaxLineBytes = 1 << 20;

/**
 * Cuts chunks of bytes into blocks of decoded lines, without their `\n` or `\r\n`. Memory stays within one chunk and
 * one line of `maxLineBytes`, whatever the input holds. A byte-order mark at the start is dropped; a last line without a newline is
 * used, or dropped where `unfinished` says so.
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxLineBytes: number = defaultMaxLineBytes,
  unfinished: "use" | "drop" = "use",
): AsyncGenerator<LineBlock> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  let tooLong = false;
  let line = 1;
  let bytes = 0;

  const decode = (block: Uint8Array, problems: RowProblem[]): (string | undefined)[] => {
    const text = tryDecode(decoder, block);
    if (text !== undefined) return splitText(text);
    // Some line of the block is not UTF-8: find out which, and keep the others.
    const lines: (string | undefined)[] = [];
    for (const one of splitBytes(block)) {
      const decoded = tryDecode(decoder, one);
      if (decoded === undefined)
        problems.push({ code: "ROW_NOT_UTF8", line: line + lines.length, reason: "is not valid UTF-8" });
      lines.push(decoded === undefined ? undefined : dropReturn(decoded));
    }
    return lines;
  };

  for await (const raw of chunks) {
    if (raw.length === 0) {
      // Nothing new: whoever follows a growing file gets the chance to mind the time.
      yield { firstLine: line, lines: [], problems: [], bytes };
      continue;
    }
    const chunk = bytes === 0 ? withoutMark(raw) : raw;
    bytes += raw.length;
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
    const problems: RowProblem[] = [];
    const lines: (string | undefined)[] = [];
    const firstLine = line;
    let start = 0;
    const firstEnd = chunk.indexOf(newline);
    if (tooLong || pendingBytes + firstEnd > maxLineBytes) {
      problems.push(tooLongProblem(line, maxLineBytes));
      lines.push(undefined);
      start = firstEnd + 1;
      pending = [];
    }
    if (start <= last) {
      const body = chunk.subarray(start, last);
      line = firstLine + lines.length;
      for (const text of decodeCapped(pending.length === 0 ? body : concat([...pending, body])))
        lines.push(text);
    }
    const rest = chunk.subarray(last + 1);
    pending = rest.length === 0 ? [] : [rest];
    pendingBytes = rest.length;
    tooLong = pendingBytes > maxLineBytes;
    if (tooLong) pending = [];
    line = firstLine + lines.length;
    yield { firstLine, lines, problems, bytes };

    function decodeCapped(block: Uint8Array): (string | undefined)[] {
      // A chunk shorter than the cap cannot hold a line longer than it.
      if (block.length <= maxLineBytes) return decode(block, problems);
      const decoded: (string | undefined)[] = [];
      const first = line;
      for (const one of splitBytes(block)) {
        line = first + decoded.length;
        if (one.length > maxLineBytes) {
          problems.push(tooLongProblem(line, maxLineBytes));
          decoded.push(undefined);
        } else decoded.push(decode(one, problems)[0]);
      }
      return decoded;
    }
  }

  // The writer of a growing file may be in the middle of its last line.
  if (unfinished === "drop") return;
  if (tooLong) {
    yield { firstLine: line, lines: [undefined], problems: [tooLongProblem(line, maxLineBytes)], bytes };
  } else if (pendingBytes > 0) {
    const problems: RowProblem[] = [];
    const lines = decode(concat(pending), problems);
    yield { firstLine: line, lines, problems, bytes };
  }
}

const tooLongProblem = (line: number, cap: number): RowProblem => ({
  code: "ROW_TOO_LONG",
  line,
  reason: `is longer than ${cap} bytes`,
});

function tryDecode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string | undefined {
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

function* splitBytes(block: Uint8Array): Generator<Uint8Array> {
  let start = 0;
  for (;;) {
    const end = block.indexOf(newline, start);
    if (end === -1) {
      yield block.subarray(start);
      return;
    }
    yield block.subarray(start, end);
    start = end + 1;
  }
}

function withoutMark(chunk: Uint8Array): Uint8Array {
  return chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;
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
