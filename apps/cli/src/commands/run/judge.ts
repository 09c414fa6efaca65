import {
  escalationErrors,
  followInput,
  type JudgingSession,
  judgeInput,
  judgeStrictly,
  lookAtJudging,
  type MvcrsConfig,
  type MvcrsState,
  openJudging,
  type RunOptions,
  type RunReport,
  rehearseInput,
} from "@mvcrs/escalation";
import type { Context } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { keepNotifying, type NoticeLoop } from "../../notify.ts";
import { sessionOptions } from "../../session.ts";
import { type InputArgs, type OpenInput, openInput, readToSignal } from "./input.ts";
import { shown } from "./progress.ts";

export interface JudgeArgs extends InputArgs {
  readonly strict: boolean;
  readonly dryRun: boolean;
}

/** The result of judging an input. */
export interface JudgedInput {
  readonly report: RunReport;
  readonly state: MvcrsState;
  readonly position: { readonly count: number; readonly chainHash: string };
}

/** A perfect input is judged against the log as it stands; how often others may move the log meanwhile. */
const mostTries = 3;

/** Opens the input and judges it the way that was asked for. */
export async function judge(args: JudgeArgs, config: MvcrsConfig, context: Context): Promise<JudgedInput> {
  if (context.store !== undefined && !args.dryRun)
    throw cliErrors.create("JUDGED_BY_WORKERS", { store: context.store.name });
  for (let tries = 1; ; tries++)
    try {
      return await judgeOnce(args, config, context);
    } catch (thrown) {
      const again = escalationErrors.is(thrown, "LOG_MOVED_ON") && args.signals !== "-";
      if (!again || tries === mostTries) throw thrown;
    }
}

async function judgeOnce(args: JudgeArgs, config: MvcrsConfig, context: Context): Promise<JudgedInput> {
  const input = await openInput(args, context);
  const screen = shown(input, args.follow, context);
  const options = { config, clock: context.clock, batches: input.batches, ...screen.callbacks };
  try {
    const judged = args.follow
      ? await follow(options, context)
      : args.dryRun
        ? await rehearse(options, context, args.strict)
        : args.strict
          ? await strictly(options, context)
          : await judgeAll(options, input, context);
    await input.save();
    return judged;
  } finally {
    screen.end();
    // Whatever went wrong on the way, the input is closed and its thread ended.
    await input.batches.return(undefined);
  }
}

/** Judges and reports, and writes nothing. */
async function rehearse(options: RunOptions, context: Context, strict: boolean): Promise<JudgedInput> {
  const judged = await lookAtJudging(sessionOptions(context));
  return { report: await rehearseInput(judged, { ...options, strict }), ...judged };
}

/** Judges an input of which every row must be good; the log is opened after the last one. */
async function strictly(options: RunOptions, context: Context): Promise<JudgedInput> {
  const judged = await lookAtJudging(sessionOptions(context));
  let session: JudgingSession | undefined;
  try {
    const report = await judgeStrictly(judged, options, async () => {
      session = await openJudging(sessionOptions(context));
      return session;
    });
    return { report, state: judged.state, position: session?.position ?? judged.position };
  } finally {
    await closed(session, context);
  }
}

/** Judges an input that ends. One without any signal is refused before the log is opened. */
async function judgeAll(options: RunOptions, input: OpenInput, context: Context): Promise<JudgedInput> {
  const { usable, batches } = await readToSignal(input.batches);
  if (!usable) return rehearse({ ...options, batches }, context, false);
  const session = await openJudging(sessionOptions(context));
  try {
    const report = await judgeInput(session, { ...options, batches });
    return { report, state: session.state, position: session.position };
  } finally {
    await closed(session, context);
  }
}

/** Judges an input that grows, and reports what it finds at once. */
async function follow(options: RunOptions, context: Context): Promise<JudgedInput> {
  const session = await openJudging(sessionOptions(context));
  const notices: NoticeLoop = keepNotifying(context);
  try {
    const report = await followInput(session, {
      ...options,
      onEvents(events, state) {
        options.onEvents?.(events, state);
        notices.poke();
      },
    });
    return { report, state: session.state, position: session.position };
  } finally {
    await notices.stop();
    await closed(session, context);
  }
}

async function closed(session: JudgingSession | undefined, context: Context): Promise<void> {
  if (session === undefined) return;
  await session.close();
  context.recorded();
}
