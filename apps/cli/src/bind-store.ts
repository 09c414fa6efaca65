import { hostname } from "node:os";
import { type PostgresStore, postgresErrors, postgresStore, setUpPostgres } from "@mvcrs/chain-postgres";
import {
  holdsPassword,
  isMarkedShared,
  nodeExists,
  readMark,
  readStoreFile,
  type StoreFile,
  writeStoreFile,
} from "@mvcrs/escalation";
import type { Context } from "./command.ts";
import { chainFiles } from "./commands/chain/chain-files.ts";
import { cliErrors } from "./errors.ts";
import { rootStoreOf } from "./root-store.ts";
import { passwordFrom } from "./store-password.ts";

/** The database at an address, with its tables, for the log that this root is of. @throws USAGE, what `setUpPostgres` throws */
export async function newStore(
  url: string,
  context: Context,
): Promise<{ readonly store: PostgresStore; readonly file: StoreFile }> {
  // Whoever may list the processes of this machine would read it; so it is not repeated here either.
  if (holdsPassword(url))
    throw cliErrors.create("USAGE", {
      problem:
        "an address holds no password here: put it into PGPASSWORD, or into a file that MVCRS_STORE_PASSWORD_FILE names",
    });
  const { origin } = await chainFiles(context);
  const options = { url, origin, ...passwordFrom(context) };
  await setUpPostgres(options);
  return { store: postgresStore(options), file: { version: 1, url, origin } };
}

/** From now on the root's log is the one in the database, and its file a copy. */
export const bindStore = ({ files, paths }: Context, file: StoreFile): Promise<void> =>
  writeStoreFile(files, paths, file);

/**
 * Binds the root to the log in a database, and fetches what that holds. Nothing is written before the database has answered. A root
 * that is new is bound before `begin` makes it: wherever this stops, nothing is recorded in its file that belongs to the database.
 *
 * @throws USAGE, what `newStore` and `refresh` throw
 */
export async function joinStore(
  url: string,
  context: Context,
  begin: () => Promise<unknown> = async () => undefined,
): Promise<void> {
  const { files, paths } = context;
  // A root that lost what says in which database its log is, is bound again: its copy has to be the beginning of what is there.
  const isLost = !(await nodeExists(paths.store)) && (await isMarkedShared(files, paths));
  const isBound = isLost || (await readStoreFile(files, paths)) !== null;
  if (!isBound && (await nodeExists(paths.log)))
    throw cliErrors.create("USAGE", {
      problem: `this root has a log of its own: \`mvcrs chain migrate --to ${url}\` moves it there`,
    });
  const { store, file } = await newStore(url, context);
  await store[Symbol.asyncDispose]();
  if (!isBound) await bindStore(context, file);
  await begin();
  await using there = rootStoreOf(file, context);
  await there.refresh();
  // Another address of what it is bound to: one of another log changes nothing here.
  if (isBound) await bindStore(context, file);
}

/** What the database says of a log that moved into the file of this root. */
export async function movedTo({ files, paths, io }: Context): Promise<string> {
  const mark = await readMark(files, paths.mark);
  return `the file of root ${mark?.id ?? "without a mark"} (${paths.root} on ${io.env["HOSTNAME"] ?? hostname()})`;
}

/**
 * Whether the log has moved into this root's file, and only the root does not know yet: the command was killed. A root that was
 * copied, or restored from a backup, has the same mark in another place, and is not the one.
 */
export async function isMovedHere(context: Context): Promise<boolean> {
  try {
    await context.store?.read();
    return false;
  } catch (thrown) {
    if (!postgresErrors.is(thrown, "STORE_MOVED")) throw thrown;
    if (thrown.details.to !== (await movedTo(context))) throw thrown;
    return true;
  }
}

/** Whether the log has moved into a root with the mark of this one, wherever that is: a person may say that it is this one. */
export async function hasMovedToMark({ files, paths }: Context, thrown: unknown): Promise<boolean> {
  const mark = await readMark(files, paths.mark);
  return postgresErrors.is(thrown, "STORE_MOVED") && mark !== null && thrown.details.to.includes(mark.id);
}
