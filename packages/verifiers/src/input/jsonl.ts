import type { Signal } from "../signal.ts";
import { type DecodedBatch, type DecodeOptions, defaultFutureToleranceMs, futureProblem } from "./decoded.ts";
import { readLines } from "./lines.ts";
import type { RowProblem } from "./row-problem.ts";
import { SignalRecords } from "./signal-record.ts";
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
  const records = new SignalRecords();
  for await (const block of readLines(chunks, options.maxLineBytes, options.unfinished)) {
    const latest = options.now() + tolerance;
    const signals: Signal[] = [];
    const problems: RowProblem[] = [...block.problems];
    let rows = block.problems.length;
    const { lines } = block;
    for (let i = 0; i < lines.length; i++) {
      const text = lines[i];
      if (text === undefined || isBlank(text)) continue;
      rows += 1;
      const line = block.firstLine + i;
      decodeLine(text, line);
    }
    yield { signals, problems, rows, bytes: block.bytes };

    function decodeLine(text: string, line: number): void {
      let record: unknown;
      try {
        record = JSON.parse(text);
      } catch {
        const why = /[:,[]\s*-?(?:NaN|Infinity)\b/.test(text) ? " (JSON has no NaN and no Infinity)" : "";
        problems.push({ code: "ROW_NOT_JSON", line, reason: `is not JSON${why}: ${excerpt(text)}` });
        return;
      }
      const result = records.parse(record);
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
