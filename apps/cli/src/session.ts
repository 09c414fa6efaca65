import { userInfo } from "node:os";
import { basename } from "node:path";
import { type Entry, type InclusionProof, readLog } from "@mvcrs/chain";
import {
  applyEvent,
  type Committee,
  defaultConfig,
  emptyState,
  loadConfig,
  type MvcrsConfig,
  type MvcrsEvent,
  type MvcrsState,
  maxNameLength,
  maxReasonLength,
  mvcrsEventSchema,
  openSession,
  readMark,
  readSession,
  record,
  type Session,
  showLatest,
  vouched,
} from "@mvcrs/escalation";
import type { Argv } from "yargs";
import type { Context, GlobalArgs } from "./command.ts";
import { cliErrors } from "./errors.ts";
import { projectors } from "./projectors.ts";

/** The configuration of the root; the defaults where it has none. */
export async function configOf({ files, paths }: Context): Promise<MvcrsConfig> {
  return (await loadConfig(files, paths.config)) ?? defaultConfig();
}

/** A slip in `--root` must not read as "all is well": says so where there is no log to look at. */
export async function noticeNoLog({ files, paths, notice }: Context): Promise<void> {
  const names = await files.list(paths.stateFolder);
  if (!names.includes(basename(paths.log))) notice(`there is no log at ${paths.log} (yet); is --root right?`);
}

/** The committee where the log names none: the root's mark has it from before, else the configuration. */
export async function markedCommittee(context: Context): Promise<Committee> {
  const mark = await readMark(context.files, context.paths.mark);
  return mark?.committee ?? (await configOf(context)).governance_committee;
}

/** The state of the log for a question whose answer permits something. Throws what `vouched` throws. */
export const vouchedStateOf = (context: Context): Promise<MvcrsState> =>
  vouched(context, () => stateOf(context));

/** The state as the log has it, read without the lock. */
export async function stateOf(context: Context): Promise<MvcrsState> {
  await noticeNoLog(context);
  const { state, replay, saved } = await readSession(context);
  replay.flush();
  showLatest(state, saved);
  return state;
}

/** Opens the log for writing for as long as `action` runs. */
export async function withSession<Result>(
  context: Context,
  action: (session: Session) => Promise<Result>,
  { trustLog = false }: { readonly trustLog?: boolean } = {},
): Promise<Result> {
  const { paths, files, clock, notice } = context;
  const session = await openSession({ paths, files, clock, notice, projectors, trustLog });
  try {
    session.replay.flush();
    return await action(session);
  } finally {
    await session.close();
    context.recorded();
  }
}

/**
 * Opens the log, makes events of its state, and records them. Every file is brought up to the log, also where there is
 * nothing to record: a command that was killed after its append left them behind, and is typed again.
 */
export function recordFrom(
  context: Context,
  make: (state: MvcrsState) => readonly MvcrsEvent[],
): Promise<{ readonly state: MvcrsState; readonly events: readonly MvcrsEvent[] }> {
  return withSession(context, async (session) => {
    const events = await makeOrProject(session, make);
    await record(session, events);
    return { state: session.state, events };
  });
}

async function makeOrProject(session: Session, make: (state: MvcrsState) => readonly MvcrsEvent[]) {
  try {
    return make(session.state);
  } catch (thrown) {
    await session.project();
    throw thrown;
  }
}

/** Adds `--reason` and `--actor`: what a person does is recorded with who and why. */
export function byPersonOptions<Args extends GlobalArgs>(yargs: Argv<Args>) {
  return yargs
    .option("reason", {
      type: "string",
      demandOption: true,
      requiresArg: true,
      describe: "Why; it is recorded",
    })
    .option("actor", {
      type: "string",
      requiresArg: true,
      describe: "Who you are (default: $MVCRS_ACTOR, then the name of your account)",
    });
}

/** Who and why, as an event records it. Throws USAGE where one of them is empty or too long. */
export function byPerson(
  { reason, actor }: { readonly reason: string; readonly actor: string | undefined },
  { io, clock }: Context,
) {
  const who = (actor ?? io.env["MVCRS_ACTOR"] ?? io.env["USER"] ?? userInfo().username).trim();
  if (who === "" || reason.trim() === "")
    throw cliErrors.create("USAGE", { problem: "--reason and --actor must not be empty: they are recorded" });
  const why = reason.trim();
  within("--actor", who, maxNameLength);
  within("--reason", why, maxReasonLength);
  return { actor: who, reason: why, now: clock() };
}

/** Throws USAGE where a text is longer than an event may hold. */
export function within(what: string, text: string, most: number): void {
  if (text.length > most)
    throw cliErrors.create("USAGE", { problem: `${what} has ${text.length} characters, ${most} at most` });
}

/** The log and its state for reading: entries and proofs, without the lock. */
export async function readOnlyLog<Result>(
  context: Context,
  action: (source: {
    readonly state: MvcrsState;
    readonly entries: () => AsyncIterable<Entry<MvcrsEvent>>;
    readonly prove: (seq: number) => Promise<InclusionProof>;
    readonly count: number;
    /** `undefined` beyond the log's end. */
    readonly leafHashAt: (seq: number) => Promise<string | undefined>;
  }) => Promise<Result>,
): Promise<Result> {
  const { paths } = context;
  const log = await readLog<MvcrsEvent>({ path: paths.log, metaPath: paths.meta, schema: mvcrsEventSchema });
  try {
    // One tree for every proof, whatever is appended meanwhile.
    const { count } = await log.head();
    const state = emptyState();
    for await (const { seq, event } of log.entries({ to: count })) applyEvent(state, event, seq);
    return await action({
      state,
      entries: () => log.entries({ to: count }),
      prove: (seq) => log.proveInclusion(seq, count),
      count,
      leafHashAt: async (seq) => (seq < 0 || seq >= count ? undefined : (await log.at(seq)).leafHash),
    });
  } finally {
    await log.close();
  }
}
