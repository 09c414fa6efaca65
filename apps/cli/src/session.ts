import { userInfo } from "node:os";
import { basename } from "node:path";
import { privatePlaceholder } from "@mvcrs/chain";
import { isCodedError, messageOf } from "@mvcrs/errors";
import {
  assertLogIsHere,
  type Challenge,
  type Committee,
  defaultConfig,
  type Look,
  loadConfig,
  lookLatest,
  type MakeEvents,
  type MvcrsConfig,
  type MvcrsEvent,
  type MvcrsState,
  maxNameLength,
  maxReasonLength,
  personalFields,
  pickChallenges,
  readMark,
  record,
  type Session,
  type SessionOptions,
  vouched,
  withSession,
} from "@mvcrs/escalation";
import type { Argv } from "yargs";
import type { Context, GlobalArgs } from "./command.ts";
import { cliErrors } from "./errors.ts";
import { projectors } from "./projectors.ts";

/** The configuration of the root; the defaults where it has none. */
export async function configOf({ files, paths }: Context): Promise<MvcrsConfig> {
  return (await loadConfig(files, paths.config)) ?? defaultConfig();
}

/** What a copy of the log may lack must not be missed: asks the database of a root that has one. @throws ROOT_LOG_ELSEWHERE, what `refresh` throws */
export async function assertFresh({ files, paths, refresh }: Context): Promise<void> {
  if (refresh === undefined) await assertLogIsHere(files, paths);
  else await refresh();
}

/** Why this root may lack what other hosts have recorded; `null` where it does not. */
export async function doubtOf(context: Context): Promise<string | null> {
  try {
    await assertFresh(context);
    return null;
  } catch (thrown) {
    if (!isCodedError(thrown)) throw thrown;
    return doubtFrom(thrown);
  }
}

/** What is to be said of a root that could not be brought up to its database. */
export const doubtFrom = ({ summary }: { readonly summary: string }): string =>
  `what other hosts have recorded may be missing here: ${summary}`;

/** A mistyped `--root` must not read as "all is well": says so where there is no log to look at. */
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
  vouched(context, () => surelyStateOf(context));

/** The state as the log has it, read without the lock. */
export const stateOf = (context: Context): Promise<MvcrsState> => lookAt(context, ({ state }) => state);

/** The same, where no lock may be hidden by what was saved: the log's own bytes are looked through for locks. */
export const surelyStateOf = (context: Context): Promise<MvcrsState> =>
  lookAt(context, ({ state }) => state, { sureOfLock: true });

/** What `answer` makes of the log, read without the lock. */
export async function lookAt<Answer>(
  context: Context,
  answer: (look: Look) => Answer | Promise<Answer>,
  more: { readonly withIds?: boolean; readonly sureOfLock?: boolean } = {},
): Promise<Answer> {
  await noticeNoLog(context);
  return lookLatest({ ...context, ...more }, answer);
}

/** Every challenge of the log, closed ones too, as `pick` takes it, in the order raised. */
export const everyChallengeOf = <Picked>(
  context: Context,
  pick: (challenge: Challenge) => Picked,
): Promise<Picked[]> => lookAt(context, (look) => pickChallenges(look, pick));

/** Opens the log for writing for as long as `action` runs; its state is current. */
export async function inSession<Result>(
  context: Context,
  action: (session: Session) => Promise<Result>,
  more: Pick<SessionOptions, "trustLog" | "lockTimeoutMs" | "fromStart" | "keepPrivate"> = {},
): Promise<Result> {
  try {
    return await withSession({ ...sessionOptions(context), ...more }, action);
  } finally {
    context.recorded();
  }
}

/** Records what `make` makes of the state (`record` of `@mvcrs/escalation`). */
export async function recordFrom(
  context: Context,
  make: MakeEvents,
  more: Pick<SessionOptions, "keepPrivate"> = {},
): Promise<{ readonly state: MvcrsState; readonly events: readonly MvcrsEvent[] }> {
  try {
    const { state, stored } = await record({ ...sessionOptions(context), ...more }, make);
    return { state, events: stored.map(({ event }) => event) };
  } finally {
    context.recorded();
  }
}

/** What a session of the root is opened with. */
export const sessionOptions = ({ paths, files, disk, clock, notice, store }: Context): SessionOptions => ({
  ...(store === undefined ? {} : { store }),
  paths,
  files,
  disk,
  clock,
  notice,
  projectors,
});

/** Adds `--reason`, `--actor` and `--private`: what a person does is recorded with who and why. */
export const byPersonOptions = <Args extends GlobalArgs>(yargs: Argv<Args>) =>
  openByPersonOptions(yargs).option("private", {
    type: "boolean",
    default: false,
    describe: "Keep who and why in the log's vault, where `chain redact` can delete it",
  });

/** What a person's command keeps in the vault: who and why with `--private`, else what the configuration says. */
export async function keptPrivate(
  args: { readonly private: boolean },
  context: Context,
): Promise<Required<Pick<SessionOptions, "keepPrivate">>> {
  if (args.private) return { keepPrivate: personalFields };
  try {
    return { keepPrivate: (await loadConfig(context.files, context.paths.config))?.vault.keep ?? [] };
  } catch (thrown) {
    // A lock must not wait for a configuration to be fixed. Nothing is private in a log that other hosts share.
    if (context.store !== undefined) {
      context.notice(`the configuration cannot be read: ${messageOf(thrown)}`);
      return { keepPrivate: [] };
    }
    // What it calls private must not get into the log.
    context.notice(
      `the configuration cannot be read, so who and why are kept in the vault: ${messageOf(thrown)}`,
    );
    return { keepPrivate: personalFields };
  }
}

/**
 * Who and why of what must not be held up, as a lock and a freeze: in a log that hosts share, which has no vault, what the
 * configuration keeps there is left out. Throws what `byPerson` throws.
 */
export async function byPersonAtOnce(
  args: { readonly reason: string; readonly actor: string | undefined; readonly private: boolean },
  context: Context,
) {
  const by = byPerson(args, context);
  const kept = await keptPrivate(args, context);
  const { keepPrivate } = kept;
  if (context.store === undefined || args.private || keepPrivate.length === 0) return { by, kept };
  context.notice(
    "`vault.keep` leaves this out of the log, where it would be kept for nobody: a database has no vault",
  );
  const shown = (field: "actor" | "reason") => (keepPrivate.includes(field) ? privatePlaceholder : by[field]);
  return { by: { ...by, actor: shown("actor"), reason: shown("reason") }, kept: { keepPrivate: [] } };
}

/** Adds `--reason` and `--actor`, for what is recorded in the open whatever the configuration says. */
export function openByPersonOptions<Args extends GlobalArgs>(yargs: Argv<Args>) {
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

/** Who and why, as an event records it. @throws USAGE where one of them is empty or too long */
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

/** @throws USAGE where a text is longer than an event may hold */
export function within(what: string, text: string, most: number): void {
  if (text.length > most)
    throw cliErrors.create("USAGE", { problem: `${what} has ${text.length} characters, ${most} at most` });
}
