import type { Signal } from "../signal.ts";
import { type DecodedBatch, type DecodeOptions, defaultFutureToleranceMs, futureProblem } from "./decoded.ts";
import { defaultMaxLineBytes, lineText, notUtf8Problem, tooLongProblem } from "./lines.ts";
import type { RowProblem } from "./row-problem.ts";
import { type ScannedBlock, scanLines } from "./scan.ts";
import { parseRecord } from "./signal-record.ts";
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
export function decodeJsonl(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: JsonlOptions,
): AsyncGenerator<DecodedBatch> {
  return decodeScanned(scanLines(chunks, options), options);
}

/** As `decodeJsonl`, from lines that were scanned elsewhere with the same options. */
export async function* decodeScanned(
  blocks: AsyncIterable<ScannedBlock>,
  options: JsonlOptions,
): AsyncGenerator<DecodedBatch> {
  const tolerance = options.futureToleranceMs ?? defaultFutureToleranceMs;
  const { maxLineBytes = defaultMaxLineBytes } = options;
  let line = 1;
  for await (const { afterTooLong, signals: scanned, odd, read } of blocks) {
    const latest = options.now() + tolerance;
    if (!afterTooLong && odd.length === 0 && areBefore(scanned, latest)) {
      line += scanned.length;
      yield { signals: scanned, problems: [], rows: scanned.length, bytes: read };
      continue;
    }
    const signals: Signal[] = [];
    const problems: RowProblem[] = [];
    let rows = scanned.length;
    if (afterTooLong) {
      problems.push(tooLongProblem(line++, maxLineBytes));
      rows += 1;
    }
    let done = 0;
    for (const { before, lines, bytes } of odd) {
      take(before);
      if (bytes.length > 0) decodeOdd(lineText(bytes));
      line += lines;
    }
    take(scanned.length);
    yield { signals, problems, rows, bytes: read };

    /** Takes the scanned signals up to the `end`th. */
    function take(end: number): void {
      for (; done < end; done += 1, line += 1) {
        const signal = scanned[done];
        if (signal === undefined) continue;
        if (signal.time > latest) problems.push(futureProblem(line, signal.time));
        else signals.push(signal);
      }
    }

    function decodeOdd(text: string | undefined): void {
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

function areBefore(signals: readonly Signal[], latest: number): boolean {
  for (const { time } of signals) if (time > latest) return false;
  return true;
}

const isBlank = (text: string): boolean =>
  text.length === 0 || (text.charCodeAt(0) <= 32 && text.trim() === "");

/** The start of a line, safe to print: control characters are shown escaped. */
export function excerpt(text: string): string {
  const start = JSON.stringify(text.slice(0, 40));
  return text.length > 40 ? `${start.slice(0, -1)}…"` : start;
}
