import {
  challengeLevels,
  defaultConfig,
  loadConfig,
  type MvcrsConfig,
  type MvcrsEvent,
  type MvcrsState,
  openSession,
  type RunReport,
  readSession,
  runSignals,
  type Session,
} from "@mvcrs/escalation";
import type { DecodedBatch } from "@mvcrs/verifiers/input";
import { type Context, defineCommand } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { openInput } from "../input-file.ts";
import { type LiveArgs, liveOptions, openLive } from "../live-input.ts";
import { keepNotifying, type NoticeLoop } from "../notify.ts";
import { projectors } from "../projectors.ts";
import { type DecodeArgs, decodeInput, signalOptions } from "../signals-input.ts";
import { count, plural } from "../ui/numbers.ts";
import { progressBar } from "../ui/progress.ts";
import { printable } from "../ui/table.ts";
import { linesOf } from "./event-lines.ts";
import { renderRun } from "./run-report.ts";

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
    if (config === null) notice("no state/mvcrs_config.json; the defaults hold (mvcrs init writes them out)");
    if ((args.signals === undefined) === (args.arena === undefined))
      throw cliErrors.create("USAGE", { problem: "one of --signals and --arena is needed" });
    if (args.strict && args.arena !== undefined)
      throw cliErrors.create("USAGE", { problem: "--strict is about files; it does not go with --arena" });
    if (args.follow && (args.strict || args.dryRun))
      throw cliErrors.create("USAGE", { problem: "--follow goes with neither --strict nor --dry-run" });
    // A refusal must leave nothing behind, not even an empty log: a file that has to be perfect is read twice.
    if (args.strict && !args.dryRun && args.signals !== "-")
      await judge(args, config ?? defaultConfig(), { ...context, notice: () => {} }, { dryRun: true });
    const { report, state, head } = await judge(args, config ?? defaultConfig(), context, args);
    sayProblems(report, context, args.follow);
    const failed = args.failOn !== undefined && reaches(report, args.failOn);
    return {
      json: { ok: !failed, dry_run: args.dryRun, ...toJson(report), head },
      text: renderRun(report, state, { dryRun: args.dryRun }),
      exitCode: failed ? 1 : 0,
    };
  },
});

interface JudgeArgs extends DecodeArgs, LiveArgs {
  readonly follow: boolean;
  readonly signals: string | undefined;
  readonly strict: boolean;
}

async function judge(
  args: JudgeArgs,
  config: MvcrsConfig,
  context: Context,
  mode: { readonly dryRun: boolean },
) {
  const input = await inputOf(args, context, mode.dryRun);
  try {
    return await judgeInput(input, args, config, context, mode);
  } finally {
    // Whatever went wrong on the way, the input is closed and its thread ended.
    await input.batches.return(undefined);
  }
}

async function judgeInput(
  input: Awaited<ReturnType<typeof inputOf>>,
  args: JudgeArgs,
  config: MvcrsConfig,
  context: Context,
  { dryRun }: { readonly dryRun: boolean },
) {
  const { io, clock, paths, files, notice } = context;
  const bar = progressBar(io, input.size);
  const started = io.clock();
  const options = { paths, files, clock, notice, projectors };
  const decoded = args.follow ? { usable: true, batches: input.batches } : await peek(input.batches);
  const writer = dryRun || !decoded.usable ? null : await openSession({ ...options, judging: true });
  const notices = args.follow ? keepNotifying(context) : null;
  const onEvents = (events: readonly MvcrsEvent[], state: MvcrsState) => {
    for (const line of linesOf(events, state)) {
      bar.end();
      io.stderr(`${line}\n`);
    }
  };
  try {
    const session = writer === null ? await readSession(options) : telling(writer, notices);
    const report = await runSignals({
      session,
      config,
      batches: decoded.batches,
      clock,
      dryRun,
      strict: args.strict,
      follow: args.follow,
      onProgress: ({ bytes, signals }) => {
        const seconds = Math.max(0.001, (io.clock() - started) / 1000);
        bar.update(bytes, `${count(signals)} signals, ${count(Math.round(signals / seconds))}/s`);
      },
      onProblem: ({ line, reason }) => {
        bar.end();
        io.stderr(`${input.name}:${line}: ${printable(reason)}\n`);
      },
      ...(args.follow && io.interactive ? { onEvents } : {}),
    });
    await input.save();
    return { report, state: session.state, head: session.position() };
  } finally {
    bar.end();
    await notices?.stop();
    await writer?.close();
    if (writer !== null) context.recorded();
  }
}

/** A session whose appends are told of at once. */
const telling = (session: Session, notices: NoticeLoop | null): Session => ({
  ...session,
  async append(events) {
    await session.append(events);
    if (events.length > 0) notices?.poke();
  },
});

async function inputOf(args: JudgeArgs, context: Context, dryRun: boolean) {
  if (args.signals === undefined) return { ...(await openLive(args, context, dryRun)), size: undefined };
  const { clock: now, io, notice } = context;
  const input = await openInput(args.signals, io, args.follow);
  const batches = decodeInput(input, args, { now, notice });
  return { name: input.name, size: input.size, batches, save: async () => {} };
}

/** Reads on until a first signal, or the end: an input without any is refused before the log is opened. */
async function peek(batches: AsyncGenerator<DecodedBatch>) {
  const read: DecodedBatch[] = [];
  let usable = false;
  while (!usable) {
    const next = await batches.next();
    if (next.done === true) break;
    read.push(next.value);
    usable = next.value.signals.length > 0;
  }
  async function* all(): AsyncGenerator<DecodedBatch> {
    yield* read;
    yield* batches;
  }
  return { usable, batches: all() };
}

function reaches({ highest }: RunReport, level: "material" | "critical"): boolean {
  return highest !== null && challengeLevels.indexOf(highest) >= challengeLevels.indexOf(level);
}

function sayProblems({ problems }: RunReport, { io, notice }: Context, follow: boolean): void {
  const hidden = problems.count - problems.first.length;
  if (hidden > 0 && !follow) io.stderr(`… and ${count(hidden)} more\n`);
  if (problems.count > 0)
    notice(`${plural(problems.count, "row or cell", "rows or cells")} could not be used; the others were`);
}

/** The report under the names that JSON readers see everywhere. */
function toJson(report: RunReport) {
  const { counts, rowCounts, raised } = report;
  return {
    rows: report.rows,
    signals: report.signals,
    judged: counts.judged,
    already_seen: counts.seen,
    repeated: counts.repeated,
    late: counts.late,
    by_row: {
      judged: rowCounts.judged,
      already_seen: rowCounts.seen,
      repeated: rowCounts.repeated,
      late: rowCounts.late,
      unusable: rowCounts.unusable,
    },
    levels: counts.levels,
    unusable: {
      count: report.problems.count,
      by_code: report.problems.byCode,
      rows_by_code: report.problems.rowsByCode,
      first: report.problems.first.map(({ code, line, reason }) => ({ code, line, reason })),
    },
    raised,
    extended: report.extended,
    cleared: report.cleared,
    trust_locks: report.trustLocks,
    highest: report.highest,
    appended: report.appended,
    changed: report.changed,
  };
}
