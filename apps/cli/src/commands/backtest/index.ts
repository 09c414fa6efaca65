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
import { reportOf } from "./report.ts";
import { backtestCsv } from "./rows.ts";
import { seriesOf } from "./series.ts";

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
    if (out !== undefined) await files.write(out, backtestCsv(results));
    if (plot !== undefined) {
      const title = `${series.metric} of ${input.name}`;
      await files.write(plot, plotBacktest(results, { title, threshold: args.threshold }));
    }
    if (results.every(({ expected }) => expected === null))
      notice("the forecast needs 32 samples before it says anything; these are too few");
    const written = [args.out, args.plot].filter((path) => path !== undefined);
    return reportOf({ metric, series, results, threshold: args.threshold, written, io: context.io });
  },
});
