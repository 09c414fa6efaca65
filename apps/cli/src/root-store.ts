import {
  type Leases,
  type PostgresOptions,
  type PostgresStore,
  postgresErrors,
  postgresLeases,
  postgresStore,
} from "@mvcrs/chain-postgres";
import { isCodedError } from "@mvcrs/errors";
import {
  type RefreshOptions,
  readStoreFile,
  refreshLedger,
  type SessionOptions,
  type StoreFile,
} from "@mvcrs/escalation";
import type { Context } from "./command.ts";
import { cliErrors } from "./errors.ts";
import { doubtFrom, sessionOptions } from "./session.ts";
import { takeCheckpoint } from "./shared-checkpoint.ts";
import { passwordFrom } from "./store-password.ts";

/** How long an answer is waited for where a command only wants to know whether there is news, in milliseconds. */
const patient = { connectTimeoutMs: 3_000 };
/** A server may accept a connection and then answer nothing: a row that somebody holds, a disk that hangs. */
const hurried = { connectTimeoutMs: 1_000, statementTimeoutMs: 1_000, lockTimeoutMs: 1_000 };
/** For how long what did not answer is taken to be away, in milliseconds. */
const awayMs = 500;

/** The database of a root whose log is kept there. */
export interface RootStore extends AsyncDisposable {
  readonly file: StoreFile;
  readonly store: PostgresStore;
  readonly leases: Leases;
  /** What a command works with then. */
  readonly context: Context;
  /** Why this root may lack what other hosts have recorded; `null` where it was brought up when that was last tried. */
  readonly doubt: string | null;
  /** Brings the root up to what the database holds. @throws what `refreshLedger` throws */
  refresh(): Promise<number>;
}

/** @throws ROOT_STORE_UNREADABLE, ROOT_STORE_MISSING, STORE_URL */
export async function openRootStore(context: Context): Promise<RootStore | undefined> {
  const file = await readStoreFile(context.files, context.paths);
  return file === null ? undefined : rootStoreOf(file, context);
}

/** Commands that say nothing of the log. */
const unasked: ReadonlySet<string> = new Set(["man", "completion"]);
/** What says what is wrong, or helps where the database or the copy is: it goes on whatever is found. */
const undeterred: ReadonlySet<string> = new Set([
  "doctor",
  "backup",
  "init",
  "chain migrate",
  // It holds here, whatever becomes of its record.
  "orchestrator freeze",
]);
/** What runs for long says at once where its address or its password is wrong. */
const running: ReadonlySet<string> = new Set(["serve", "worker", "run"]);

/**
 * What a command works with, brought up to what the database holds.
 *
 * @throws ROOT_STORE_UNREADABLE, ROOT_STORE_MISSING, STORE_URL, what `freshened` throws
 */
export async function openForCommand(
  context: Context,
  [word = "", verb = ""]: readonly string[],
): Promise<RootStore | undefined> {
  if (unasked.has(word)) return undefined;
  if (word === "owner") return openForPause(context);
  let root: RootStore | undefined;
  try {
    root = await openRootStore(context);
    // `init` may be what makes the database fit to be asked.
    if (root !== undefined && word !== "init") await freshened(context, root, running.has(word));
  } catch (thrown) {
    if (!isCodedError(thrown) || !(undeterred.has(word) || undeterred.has(`${word} ${verb}`))) {
      // A connection that is left open would keep the program from ending.
      await root?.[Symbol.asyncDispose]();
      throw thrown;
    }
    if (word !== "init") context.notice(thrown.summary);
  }
  return root;
}

/**
 * The same for whoever must not wait: a person's pause is carried out whatever becomes of its record. Nothing is asked before it
 * has to be, an answer is waited for a second, and where nobody can tell which database is meant there is none: then the
 * log takes nothing, and no question is answered that permits something.
 */
async function openForPause(context: Context): Promise<RootStore | undefined> {
  try {
    const file = await readStoreFile(context.files, context.paths);
    return file === null ? undefined : rootStoreOf(file, context, hurried);
  } catch (thrown) {
    if (!isCodedError(thrown)) throw thrown;
    context.notice(thrown.summary);
    return undefined;
  }
}

export function rootStoreOf(
  file: StoreFile,
  context: Context,
  waits: Pick<
    PostgresOptions & SessionOptions,
    "connectTimeoutMs" | "statementTimeoutMs" | "lockTimeoutMs"
  > = patient,
): RootStore {
  const { lockTimeoutMs, ...ofDatabase } = waits;
  const place = { ...file, ...passwordFrom(context), ...ofDatabase };
  const store = postgresStore(place);
  const leases = postgresLeases(place);
  const options: SessionOptions = {
    ...sessionOptions(context),
    ...(lockTimeoutMs === undefined ? {} : { lockTimeoutMs }),
  };
  let away: { readonly thrown: unknown; readonly at: number } | undefined;
  let doubt: string | null = null;
  const refresh = async (): Promise<number> => {
    // A command asks several times; what did not answer a moment ago is not waited for again.
    if (away !== undefined && performance.now() - away.at < awayMs) throw away.thrown;
    try {
      const added = await refreshLedger({ ...options, store } satisfies RefreshOptions);
      await takeCheckpoint(context, store);
      doubt = null;
      return added;
    } catch (failure) {
      const thrown = ofCopy(failure, context.paths);
      if (isCodedError(thrown)) doubt = doubtFrom(thrown);
      if (isCodedError(thrown) && thrown.kind === "outside") away = { thrown, at: performance.now() };
      throw thrown;
    }
  };
  return {
    file,
    context: { ...context, store, leases, refresh },
    get doubt() {
      return doubt;
    },
    store,
    leases,
    refresh,
    async [Symbol.asyncDispose]() {
      await Promise.all([store[Symbol.asyncDispose](), leases[Symbol.asyncDispose]()]);
    },
  };
}

/**
 * Brings the root up to date before a command looks at it. What only shows something goes on where the database cannot be asked,
 * and says of when it is; what permits or records something asks again, and is refused then.
 *
 * @throws COPY_DAMAGED, COPY_DIVERGES, STORE_OTHER_LOG, what `refreshLedger` throws
 */
async function freshened({ notice }: Context, root: RootStore, runs: boolean): Promise<void> {
  try {
    await root.refresh();
  } catch (thrown) {
    if (!isCodedError(thrown) || thrown.kind === "integrity") throw thrown;
    if (runs && thrown.kind !== "outside" && !postgresErrors.is(thrown, "STORE_MOVED")) throw thrown;
    // First what it means: the reason may have several lines.
    notice(
      `what is shown is the copy of the log in this root, which may lack what is new: ${thrown.summary}`,
    );
  }
}

/** What is wrong with the copy alone, as what it is: the database still has the log. */
function ofCopy(thrown: unknown, { log, meta }: Context["paths"]): unknown {
  if (!isCodedError(thrown) || thrown.kind !== "integrity" || thrown.details["path"] !== log) return thrown;
  return cliErrors.create("COPY_DAMAGED", { log, meta, reason: thrown.summary }, { cause: thrown });
}
