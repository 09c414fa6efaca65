import type { CsvNotices } from "@mvcrs/verifiers/input";
import type { Argv } from "yargs";
import type { Context, GlobalArgs } from "./command.ts";
import { plural } from "./ui/numbers.ts";

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

/** The world around an input of signals, as a command has it. */
export const inputWorld = ({ io, notice }: Pick<Context, "io" | "notice">) => ({
  stdin: io.stdin,
  cwd: io.cwd,
  stopSignal: () => io.stopSignal(),
  notice,
});

/** Says what was learned of a CSV file; `zone` is the one that was named. */
export function sayNotices(
  notices: CsvNotices,
  zone: string | undefined,
  notice: (text: string) => void,
): void {
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
  if (textColumns.length > 0) notice(`columns of text, skipped: ${textColumns.join(", ")}`);
  if (renamed.length > 0)
    notice(
      `columns renamed to make metrics: ${renamed.map(({ column, metric }) => `${column} -> ${metric}`).join(", ")}`,
    );
  if (shortRows > 0)
    notice(
      `${plural(shortRows, "row has", "rows have")} fewer cells than the header; the cells that are there were used`,
    );
}
