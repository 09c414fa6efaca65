import type { Signal } from "../signal.ts";
import { type DecodedBatch, type DecodeOptions, defaultFutureToleranceMs, futureProblem } from "./decoded.ts";
import {
  defaultMaxLineBytes,
  lineEnd,
  lineText,
  notUtf8Problem,
  readBlocks,
  tooLongProblem,
} from "./lines.ts";
import type { RowProblem } from "./row-problem.ts";
import { parseRecord } from "./signal-record.ts";
import { SignalScanner } from "./signal-scanner.ts";
import { readWideRecord } from "./wide-record.ts";

export interface JsonlOptions extends DecodeOptions {
  /** The source of the signals in wide records, which do not name one. */
  readonly source: string;
  /** Put before the names of the metrics in wide records; default none. */
  readonly metricPrefix?: string;
}

/**
 * Decodes JSON Lines: one signal a line (design 3.2), or a wide record (`readWideRecord`). A line that cannot be used
 * becomes a problem; the others go on. Empty lines are passed over.
 */
export async function* decodeJsonl(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: JsonlOptions,
): AsyncGenerator<DecodedBatch> {
  const tolerance = options.futureToleranceMs ?? defaultFutureToleranceMs;
  const { maxLineBytes = defaultMaxLineBytes } = options;
  const scanner = new SignalScanner();
  let line = 1;
  for await (const { afterTooLong, bytes, read } of readBlocks(chunks, maxLineBytes, options.unfinished)) {
    const latest = options.now() + tolerance;
    const signals: Signal[] = [];
    const problems: RowProblem[] = [];
    let rows = 0;
    if (afterTooLong) {
      problems.push(tooLongProblem(line++, maxLineBytes));
      rows += 1;
    }
    for (let start = 0; bytes !== undefined && start <= bytes.length; line++) {
      const signal = scanner.scan(bytes, start);
      if (signal === undefined) {
        const end = lineEnd(bytes, start);
        decodeSlowly(lineText(bytes, start, end));
        start = end + 1;
        continue;
      }
      rows += 1;
      if (signal.time > latest) problems.push(futureProblem(line, signal.time));
      else signals.push(signal);
      start = scanner.end + 1;
    }
    yield { signals, problems, rows, bytes: read };

    function decodeSlowly(text: string | undefined): void {
      if (text !== undefined && isBlank(text)) return;
      rows += 1;
      if (text === undefined) problems.push(notUtf8Problem(line));
      else decodeText(text);
    }

    function decodeText(text: string): void {
      let record: unknown;
      try {
        record = JSON.parse(text);
      } catch {
        const why = /[:,[]\s*-?(?:NaN|Infinity)\b/.test(text) ? " (JSON has no NaN and no Infinity)" : "";
        problems.push({ code: "ROW_NOT_JSON", line, reason: `is not JSON${why}: ${excerpt(text)}` });
        return;
      }
      const result = parseRecord(record);
      if (typeof result !== "string") {
        if (result.time > latest) problems.push(futureProblem(line, result.time));
        else signals.push(result);
        return;
      }
      const wide = readWideRecord(record, options.metricPrefix);
      if (wide === undefined) problems.push({ code: "ROW_NOT_A_SIGNAL", line, reason: result });
      else if ("problem" in wide) problems.push({ code: "ROW_NOT_A_SIGNAL", line, reason: wide.problem });
      else if (wide.time > latest) problems.push(futureProblem(line, wide.time));
      else {
        const { observedAt, time } = wide;
        for (const [metric, value] of wide.values)
          signals.push({ metric, source: options.source, value, observedAt, time });
      }
    }
  }
}

const isBlank = (text: string): boolean =>
  text.length === 0 || (text.charCodeAt(0) <= 32 && text.trim() === "");

/** The start of a line, safe to print: control characters are shown escaped. */
export function excerpt(text: string): string {
  const start = JSON.stringify(text.slice(0, 40));
  return text.length > 40 ? `${start.slice(0, -1)}…"` : start;
}
