import { challengeLevels, defaultConfig, loadConfig, type RunReport } from "@mvcrs/escalation";
import { type Context, defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { liveOptions } from "../../live-options.ts";
import { signalOptions } from "../../signal-options.ts";
import { count, plural } from "../../ui/numbers.ts";
import { judge } from "./judge.ts";
import { renderRun } from "./report.ts";
import { runJson } from "./report-json.ts";

export const runCommand = defineCommand({
  command: "run",
  describe: "Judge governance signals, record challenges, write the artifacts",
  options: (yargs) =>
    signalOptions(liveOptions(yargs))
      .option("signals", {
        type: "string",
        conflicts: "arena",
        requiresArg: true,
        describe: "File of signals, - for standard input",
      })
      .option("dry-run", {
        type: "boolean",
        default: false,
        describe: "Judge and report, write nothing at all",
      })
      .option("follow", {
        type: "boolean",
        default: false,
        describe: "Go on as the file grows, until SIGINT, SIGTERM or SIGHUP",
      })
      .option("strict", {
        type: "boolean",
        default: false,
        describe: "Refuse the whole input for one row that cannot be used",
      })
      .option("fail-on", {
        choices: ["material", "critical"] as const,
        describe: "Exit 1 if an observation reaches this level",
      }),

  async run(args, context) {
    const { files, paths, notice } = context;
    const config = await loadConfig(files, paths.config);
    if (config === null) notice(`no ${paths.config}; the defaults hold (mvcrs init writes them out)`);
    if ((args.signals === undefined) === (args.arena === undefined))
      throw cliErrors.create("USAGE", { problem: "one of --signals and --arena is needed" });
    if (args.strict && args.arena !== undefined)
      throw cliErrors.create("USAGE", { problem: "--strict is about files; it does not go with --arena" });
    if (args.follow && (args.strict || args.dryRun))
      throw cliErrors.create("USAGE", { problem: "--follow goes with neither --strict nor --dry-run" });
    const { report, state, position } = await judge(args, config ?? defaultConfig(), context);
    sayProblems(report, context, args.follow);
    const failed = args.failOn !== undefined && reaches(report, args.failOn);
    return {
      json: { ok: !failed, dryRun: args.dryRun, ...runJson(report), head: position },
      text: renderRun(report, state, { ...context, dryRun: args.dryRun }),
      exitCode: failed ? 1 : 0,
    };
  },
});

function reaches({ highest }: RunReport, level: "material" | "critical"): boolean {
  return highest !== null && challengeLevels.indexOf(highest) >= challengeLevels.indexOf(level);
}

function sayProblems({ problems }: RunReport, { io, notice }: Context, follow: boolean): void {
  const hidden = problems.count - problems.first.length;
  if (hidden > 0 && !follow) io.stderr(`… and ${count(hidden)} more\n`);
  if (problems.count > 0)
    notice(`${plural(problems.count, "row or cell", "rows or cells")} could not be used; the others were`);
}
