import {
  type Leases,
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
import { sessionOptions } from "./session.ts";
import { takeCheckpoint } from "./shared-checkpoint.ts";
import { passwordFrom } from "./store-password.ts";

/** How long an answer is waited for where a command only wants to know whether there is news, in milliseconds. */
const patientTimeoutMs = 3_000;
const hurriedTimeoutMs = 1_000;
/** For how long what did not answer is taken to be away, in milliseconds. */
const awayMs = 500;

/** The database of a root whose log is kept there. */
export interface RootStore extends AsyncDisposable {
  readonly file: StoreFile;
  readonly store: PostgresStore;
  readonly leases: Leases;
  /** What a command works with then. */
  readonly context: Context;
  /** Brings the root up to what the database holds. @throws what `refreshLedger` throws */
  refresh(): Promise<number>;
}

/** @throws ROOT_STORE_UNREADABLE, STORE_URL */
export async function openRootStore(context: Context): Promise<RootStore | undefined> {
  const file = await readStoreFile(context.files, context.paths);
  return file === null ? undefined : rootStoreOf(file, context);
}

/**
 * The same for whoever must not wait: a person's pause is carried out whatever becomes of its record. Nothing is asked before it
 * has to be, an answer is waited for a second, and where nobody can tell which database is meant there is none: then the
 * log takes nothing, and no question is answered that permits something.
 */
export async function openForPause(context: Context): Promise<RootStore | undefined> {
  try {
    const file = await readStoreFile(context.files, context.paths);
    return file === null ? undefined : rootStoreOf(file, context, hurriedTimeoutMs);
  } catch (thrown) {
    if (!isCodedError(thrown)) throw thrown;
    context.notice(thrown.summary);
    return undefined;
  }
}

export function rootStoreOf(
  file: StoreFile,
  context: Context,
  connectTimeoutMs = patientTimeoutMs,
): RootStore {
  const place = { ...file, ...passwordFrom(context), connectTimeoutMs };
  const store = postgresStore(place);
  const leases = postgresLeases(place);
  const options: SessionOptions = sessionOptions(context);
  let away: { readonly thrown: unknown; readonly at: number } | undefined;
  const refresh = async (): Promise<number> => {
    // A command asks several times; what did not answer a moment ago is not waited for again.
    if (away !== undefined && performance.now() - away.at < awayMs) throw away.thrown;
    try {
      const added = await refreshLedger({ ...options, store } satisfies RefreshOptions);
      await takeCheckpoint(context, store);
      return added;
    } catch (thrown) {
      if (isCodedError(thrown) && thrown.kind === "outside") away = { thrown, at: performance.now() };
      throw thrown;
    }
  };
  return {
    file,
    context: { ...context, store, leases, refresh },
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
 */
export async function freshened({ notice }: Context, root: RootStore): Promise<void> {
  try {
    await root.refresh();
  } catch (thrown) {
    if (!isCodedError(thrown) || !(thrown.kind === "outside" || postgresErrors.is(thrown, "STORE_MOVED")))
      throw thrown;
    notice(
      `${thrown.summary}; what is shown is the copy of the log in this root, which may lack what is new`,
    );
  }
}
