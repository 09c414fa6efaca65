import { isSourceName, type Signal } from "../signal.ts";
import { type DecodedBatch, type DecodeOptions, defaultFutureToleranceMs, futureProblem } from "./decoded.ts";
import { excerpt } from "./excerpt.ts";
import { maxSignalBytes, plainLineBytes } from "./line-size.ts";
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
 * Decodes JSON Lines: one signal per line (docs/formats/signals.md), or a wide record (`readWideRecord`). A line that cannot be used
 * becomes a problem; the others go on. Empty lines are skipped.
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
    /** Signals of each usable row; made where a row has several. */
    let perRow: number[] | undefined;
    let rows = scanned.length;
    if (afterTooLong) {
      refuse(tooLongProblem(line++, maxLineBytes));
      rows += 1;
    }
    let done = 0;
    for (const { before, lines, bytes } of odd) {
      take(before);
      if (bytes.length > 0) decodeOdd(lineText(bytes));
      line += lines;
    }
    take(scanned.length);
    yield { signals, ...(perRow === undefined ? {} : { perRow }), problems, rows, bytes: read };

    function refuse(problem: RowProblem): void {
      problems.push({ source: options.source, ...problem, before: signals.length });
    }

    function use(signal: Signal): void {
      signals.push(signal);
      perRow?.push(1);
    }

    /** Takes the scanned signals up to the `end`th. */
    function take(end: number): void {
      for (; done < end; done += 1, line += 1) {
        const signal = scanned[done];
        if (signal === undefined) continue;
        if (signal.time > latest) refuse({ ...futureProblem(line, signal.time), source: signal.source });
        else use(signal);
      }
    }

    function decodeOdd(text: string | undefined): void {
      if (text !== undefined && isBlank(text)) return;
      rows += 1;
      if (text === undefined) refuse(notUtf8Problem(line));
      else decodeText(text);
    }

    function decodeText(text: string): void {
      let record: unknown;
      try {
        record = JSON.parse(text);
      } catch {
        const why = /[:,[]\s*-?(?:NaN|Infinity)\b/.test(text) ? " (JSON has no NaN and no Infinity)" : "";
        refuse({ code: "ROW_NOT_JSON", line, reason: `is not JSON${why}: ${excerpt(text)}` });
        return;
      }
      const result = parseRecord(record);
      if (typeof result !== "string") {
        const { source, time } = result;
        if (time > latest) refuse({ ...futureProblem(line, time), source });
        else if (3 * text.length > plainLineBytes && sizeOf(result) > maxSignalBytes)
          refuse({ code: "ROW_TOO_LARGE", line, source, reason: tooLarge });
        else use(result);
        return;
      }
      const wide = readWideRecord(record, options.metricPrefix);
      if (wide === undefined)
        refuse({ code: "ROW_NOT_A_SIGNAL", line, reason: printed(result), ...sourceOf(record) });
      else if ("problem" in wide) refuse({ code: "ROW_NOT_A_SIGNAL", line, reason: printed(wide.problem) });
      else if (wide.time > latest) refuse(futureProblem(line, wide.time));
      else {
        const { observedAt, time, values } = wide;
        perRow ??= signals.map(() => 1);
        perRow.push(values.length);
        for (const [metric, value] of values)
          signals.push({ metric, source: options.source, value, observedAt, time });
      }
    }
  }
}

const tooLarge = `is larger than ${maxSignalBytes} bytes, which no entry of the log could hold`;

const encoder = new TextEncoder();
/** Bytes of a signal as the log writes it. */
const sizeOf = ({ time: _, ...written }: Signal): number => encoder.encode(JSON.stringify(written)).length;

/** Who reported a record, where it says so in a way that can be used. */
function sourceOf(record: unknown): { readonly source?: string } {
  if (typeof record !== "object" || record === null || !("source" in record)) return {};
  const { source } = record;
  return typeof source === "string" && isSourceName(source) ? { source } : {};
}

/** A reason may quote the row, and goes into logs and on terminals: it is kept short, and whole characters. */
const printed = (reason: string): string =>
  (reason.length > 400 ? `${reason.slice(0, 400)}…` : reason).toWellFormed();

function areBefore(signals: readonly Signal[], latest: number): boolean {
  for (const { time } of signals) if (time > latest) return false;
  return true;
}

const isBlank = (text: string): boolean =>
  text.length === 0 || (text.charCodeAt(0) <= 32 && text.trim() === "");
