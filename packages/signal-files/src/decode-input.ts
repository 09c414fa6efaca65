import { isSourceName } from "@mvcrs/verifiers";
import {
  type CsvNotices,
  type DecodedBatch,
  decodeCsv,
  decodeJsonl,
  decodeScanned,
  zoneConverter,
} from "@mvcrs/verifiers/input";
import type { Argv } from "yargs";
import type { GlobalArgs } from "./command.ts";
import { cliErrors } from "./errors.ts";
import type { InputFile } from "./input-file.ts";
import { plural } from "./ui/numbers.ts";

export interface DecodeArgs {
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

/** How the input is written, for every command that reads signals from a file. */
export function signalOptions<Args extends GlobalArgs>(yargs: Argv<Args>) {
  return yargs
    .option("format", {
      choices: ["jsonl", "csv"] as const,
      describe: "Format of the input; by the file's ending unless said",
    })
    .option("timezone", { type: "string", describe: "Zone of CSV times that name none (default UTC)" })
    .option("time-column", { type: "string", describe: "CSV column that holds the time" })
    .option("date-column", {
      type: "string",
      describe: "CSV column that holds the date of a time of day (default: date, beside time)",
    })
    .option("text-columns", {
      type: "string",
      describe: "CSV columns of text, delimited by commas, whatever their cells look like",
    })
    .option("decimal", {
      choices: ["point", "comma"] as const,
      describe: "Decimal sign of CSV numbers; by the first that leaves no doubt unless said",
    })
    .option("source", { type: "string", describe: "Source of signals that name none (default csv:<file>)" })
    .option("metric-prefix", {
      type: "string",
      default: "",
      describe: "Put before the names of CSV columns to make metrics",
    });
}

/** Decodes an input of signals as the options say. @throws TIMEZONE_UNKNOWN, NAME_INVALID before anything is read */
export function decodeInput(
  input: InputFile,
  args: DecodeArgs,
  { now, notice }: { readonly now: () => number; readonly notice: (text: string) => void },
): AsyncGenerator<DecodedBatch> {
  const format = args.format ?? (/\.(?:csv|tsv)$/i.test(input.name) ? "csv" : "jsonl");
  const source =
    args.source ?? `${format}:${input.stem.replace(/[^\x21-\x7e]+/g, "_").slice(0, 190) || "input"}`;
  if (!isSourceName(source)) throw cliErrors.create("NAME_INVALID", { option: "source", text: source });
  if (!/^(?:[A-Za-z0-9][A-Za-z0-9._:-]{0,99})?$/.test(args.metricPrefix))
    throw cliErrors.create("NAME_INVALID", { option: "metric-prefix", text: args.metricPrefix });
  const zone = args.timezone ?? "UTC";
  const toInstant = zoneConverter(zone);
  if (toInstant === undefined) throw cliErrors.create("TIMEZONE_UNKNOWN", { zone });
  const { metricPrefix } = args;
  const unfinished = args.follow === true ? "drop" : "use";
  if (format === "jsonl") {
    const options = { now, source, metricPrefix, unfinished } as const;
    return input.scanned === undefined
      ? decodeJsonl(input.chunks, options)
      : decodeScanned(input.scanned({ unfinished }), options);
  }
  const { timeColumn, dateColumn, textColumns, decimal } = args;
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
  return withNotices(batches, (notices) => sayNotices(notices, args.timezone, notice));
}

async function* withNotices<Notices>(
  batches: AsyncGenerator<DecodedBatch, Notices>,
  say: (notices: Notices) => void,
): AsyncGenerator<DecodedBatch> {
  say(yield* batches);
}

function sayNotices(notices: CsvNotices, zone: string | undefined, notice: (text: string) => void): void {
  const { textColumns, shortRows, unzonedTimes, ambiguousTimes, decimalComma, metrics } = notices;
  const renamed = metrics.filter(({ renamed }) => renamed);
  if (unzonedTimes > 0 && zone === undefined)
    notice(
      `${plural(unzonedTimes, "time names no zone and was", "times name no zone and were")} read as UTC (--timezone changes that)`,
    );
  if (ambiguousTimes > 0)
    notice(
      `${plural(ambiguousTimes, "time was", "times were")} shown twice by the clocks; which was meant follows from the order of the rows`,
    );
  if (decimalComma) notice("numbers were read with a decimal comma (--decimal changes that)");
  if (textColumns.length > 0) notice(`columns of text, passed over: ${textColumns.join(", ")}`);
  if (renamed.length > 0)
    notice(
      `columns renamed to make metrics: ${renamed.map(({ column, metric }) => `${column} -> ${metric}`).join(", ")}`,
    );
  if (shortRows > 0)
    notice(
      `${plural(shortRows, "row has", "rows have")} fewer cells than the header; the cells that are there were used`,
    );
}
