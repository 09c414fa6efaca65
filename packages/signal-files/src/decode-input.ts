import { isSourceName } from "@mvcrs/verifiers";
import {
  type CsvNotices,
  type DecodedBatch,
  decodeCsv,
  decodeJsonl,
  decodeScanned,
  zoneConverter,
} from "@mvcrs/verifiers/input";
import { inputErrors } from "./errors.ts";
import type { InputFile } from "./open-input.ts";

/** How an input is written, as its caller says; what is left out is detected or has a default. */
export interface DecodeOptions {
  readonly format: "jsonl" | "csv" | undefined;
  readonly timezone: string | undefined;
  readonly timeColumn: string | undefined;
  readonly dateColumn?: string | undefined;
  readonly textColumns?: string | undefined;
  readonly decimal?: "point" | "comma" | undefined;
  readonly source: string | undefined;
  readonly metricPrefix: string;
  readonly follow?: boolean;
}

/**
 * Decodes an input of signals as the options say.
 *
 * @throws TIMEZONE_UNKNOWN, NAME_INVALID before anything is read
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { writeFile } from "node:fs/promises";
 * import { decodeInput, openInput } from "@mvcrs/signal-files";
 *
 * await writeFile("meter.csv", "time,watts\n2026-11-22T00:00:00Z,5\n");
 * const stopSignal = () => new AbortController().signal;
 * const input = await openInput("meter.csv", { stdin: process.stdin, cwd: ".", stopSignal, notice: console.error });
 * const how = { format: undefined, timezone: undefined, timeColumn: undefined, source: "meter", metricPrefix: "" };
 * const values: number[] = [];
 * for await (const { signals } of decodeInput(input, how, { now: Date.now }))
 *   values.push(...signals.map(({ value }) => value));
 * assert.deepEqual(values, [5]);
 * ```
 */
export function decodeInput(
  input: InputFile,
  options: DecodeOptions,
  {
    now,
    onNotices = () => {},
  }: {
    readonly now: () => number;
    /** Called with what was learned of a CSV file, at its end. */
    readonly onNotices?: ((notices: CsvNotices) => void) | undefined;
  },
): AsyncGenerator<DecodedBatch> {
  const format = options.format ?? (/\.(?:csv|tsv)$/i.test(input.name) ? "csv" : "jsonl");
  const source =
    options.source ?? `${format}:${input.stem.replace(/[^\x21-\x7e]+/g, "_").slice(0, 190) || "input"}`;
  if (!isSourceName(source)) throw inputErrors.create("NAME_INVALID", { option: "source", text: source });
  if (!/^(?:[A-Za-z0-9][A-Za-z0-9._:-]{0,99})?$/.test(options.metricPrefix))
    throw inputErrors.create("NAME_INVALID", { option: "metric-prefix", text: options.metricPrefix });
  const zone = options.timezone ?? "UTC";
  const toInstant = zoneConverter(zone);
  if (toInstant === undefined) throw inputErrors.create("TIMEZONE_UNKNOWN", { zone });
  const { metricPrefix } = options;
  const unfinished = options.follow === true ? "drop" : "use";
  if (format === "jsonl") {
    const how = { now, source, metricPrefix, unfinished } as const;
    return input.scanned === undefined
      ? decodeJsonl(input.chunks, how)
      : decodeScanned(input.scanned({ unfinished }), how);
  }
  const { timeColumn, dateColumn, textColumns, decimal } = options;
  const batches = decodeCsv(input.chunks, {
    now,
    source,
    metricPrefix,
    unfinished,
    toInstant,
    file: input.name,
    ...(timeColumn === undefined ? {} : { timeColumn }),
    ...(dateColumn === undefined ? {} : { dateColumn }),
    ...(textColumns === undefined ? {} : { textColumns: textColumns.split(",").map((name) => name.trim()) }),
    ...(decimal === undefined ? {} : { decimal }),
  });
  return withNotices(batches, onNotices);
}

async function* withNotices<Notices>(
  batches: AsyncGenerator<DecodedBatch, Notices>,
  say: (notices: Notices) => void,
): AsyncGenerator<DecodedBatch> {
  say(yield* batches);
}
