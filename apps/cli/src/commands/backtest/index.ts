import { defaultConfig, loadConfig, panelConfig } from "@mvcrs/escalation";
import { openInput } from "@mvcrs/signal-files";
import { plotBacktest } from "@mvcrs/telemetry";
import {
  backtest,
  defaultAnomalyThreshold,
  deviationCap,
  metricConfigSchema,
  metricMatcher,
} from "@mvcrs/verifiers";
import { defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { outputPath } from "../../output-file.ts";
import { inputWorld } from "../../signal-options.ts";
import { count, plural } from "../../ui/numbers.ts";
import { printable, table } from "../../ui/table.ts";
import { anomalyTable, backtestCsv, rowJson } from "./rows.ts";
import { seriesOf } from "./series.ts";

const levels = ["none", "soft", "material", "critical"] as const;
/** What a terminal shows; --json and --out hold them all. */
const shown = 20;

export const backtestCommand = defineCommand({
  command: "backtest <file>",
  describe: "Replay one column of a CSV file through the forecast, to choose thresholds",
  options: (yargs) =>
    yargs
      .positional("file", { type: "string", demandOption: true, describe: "CSV file, - for standard input" })
      .option("column", {
        type: "string",
        requiresArg: true,
        describe: "Column to replay (default: value, or the only numeric one)",
      })
      .option("metric", {
        type: "string",
        requiresArg: true,
        describe: "Metric whose entry in the configuration holds (default: the column's name)",
      })
      .option("threshold", {
        type: "number",
        default: defaultAnomalyThreshold,
        describe:
          "Deviation from which a row counts as an anomaly (the default silences the next; soft begins at 0.05)",
      })
      .option("out", { type: "string", requiresArg: true, describe: "Write every row with its score as CSV" })
      .option("plot", {
        type: "string",
        requiresArg: true,
        describe: "Draw series, interval and anomalies as SVG",
      })
      .option("timezone", { type: "string", describe: "Zone of times that name none (default UTC)" })
      .option("time-column", { type: "string", describe: "Column that holds the time" }),

  async run(args, context) {
    const { paths, files, notice } = context;
    if (!(args.threshold > 0 && args.threshold <= deviationCap))
      throw cliErrors.create("USAGE", {
        problem: `--threshold ${args.threshold} is not between 0 and ${deviationCap}`,
      });
    const target = (option: "out" | "plot", ...taken: readonly string[]) => {
      const path = args[option];
      return path === undefined ? undefined : outputPath({ option, path, taken }, context);
    };
    const out = await target("out", args.file);
    const plot = await target("plot", args.file, ...(args.out === undefined ? [] : [args.out]));
    const config = panelConfig((await loadConfig(files, paths.config)) ?? defaultConfig());
    const input = await openInput(args.file, inputWorld(context));
    const series = await seriesOf(input, args, context);
    const metric = args.metric ?? series.metric;
    const entry = metricMatcher(config.metrics)(metric) ?? metricConfigSchema.parse({});
    const results = [...backtest(series.rows, { metric: entry, thresholds: config.thresholds })];
    const anomalies = results.filter(({ deviation }) => deviation >= args.threshold);
    const byLevel = Object.fromEntries(
      levels.map((level) => [level, results.filter((row) => row.level === level).length]),
    );
    if (out !== undefined) await files.write(out, backtestCsv(results));
    if (plot !== undefined) {
      const title = `${series.metric} of ${input.name}`;
      await files.write(plot, plotBacktest(results, { title, threshold: args.threshold }));
    }
    if (results.every(({ expected }) => expected === null))
      notice("the forecast needs 32 samples before it says anything; these are too few");
    const written = [args.out, args.plot].filter((path) => path !== undefined);
    return {
      json: {
        ok: true,
        metric,
        column: series.metric,
        rows: results.length,
        unusable: series.unusable,
        late: series.late,
        threshold: args.threshold,
        levels: byLevel,
        anomalies: anomalies.map(rowJson),
        written,
      },
      text: [
        `${plural(results.length, "row")} of ${printable(series.metric)}; the forecast by itself would have said:`,
        table(
          ["level", "rows"],
          levels.map((level) => [level, count(byLevel[level] ?? 0)]),
        ),
        "",
        `${plural(anomalies.length, "anomaly", "anomalies")} from deviation ${args.threshold} on${anomalies.length > shown ? `, the first ${shown}:` : anomalies.length === 0 ? "." : ":"}`,
        ...(anomalies.length === 0 ? [] : [anomalyTable(anomalies.slice(0, shown))]),
        ...written.map((path) => `wrote ${printable(path)}`),
      ].join("\n"),
    };
  },
});
