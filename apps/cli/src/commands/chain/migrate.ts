import { copyStore, fileStore, verifyLog } from "@mvcrs/chain";
import { isCodedError } from "@mvcrs/errors";
import {
  assertRoot,
  counterKeys,
  isMarkedShared,
  type MvcrsEvent,
  mvcrsEventSchema,
  readStoreFile,
  removeStoreFile,
} from "@mvcrs/escalation";
import { type Context, defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { inSession } from "../../session.ts";
import { plural } from "../../ui/numbers.ts";

export const migrateCommand = defineCommand({
  command: "migrate",
  describe:
    "Move the log of this root to PostgreSQL, or back into its file: the same entries, hashes and checkpoints",
  options: (yargs) =>
    yargs
      .option("to", {
        type: "string",
        demandOption: true,
        requiresArg: true,
        describe: "postgres://user@host:5432/database, or file",
      })
      .option("database-is-gone", {
        type: "boolean",
        default: false,
        describe: "With --to file: the database is lost, and a person has found this copy to be the log",
      }),
  async run({ to, databaseIsGone }, context) {
    if (databaseIsGone && to !== "file")
      throw cliErrors.create("USAGE", { problem: "--database-is-gone goes with --to file alone" });
    const { count, rootHash, store } = await (databaseIsGone
      ? withoutDatabase(context)
      : to === "file"
        ? toFile(context)
        : toDatabase(to, context));
    const where = store ?? context.paths.log;
    return {
      json: { ok: true, store, count, root_hash: rootHash },
      text: `ok: ${plural(count, "entry", "entries")}, root ${rootHash}\nthe log is kept in ${where} from now on`,
    };
  },
});

interface Moved {
  /** `null` for the file of the root. */
  readonly store: string | null;
  readonly count: number;
  readonly rootHash: string;
}

async function toDatabase(url: string, context: Context): Promise<Moved> {
  const { bindStore, newStore } = await import("../../bind-store.ts");
  const { memoryToShards } = await import("./move-memory.ts");
  if (context.store !== undefined)
    throw cliErrors.create("USAGE", {
      problem: `the log of this root is in ${context.store.name} already; \`mvcrs init --store\` names another host of it`,
    });
  await assertRoot(context);
  await assertVerifies(context);
  const { store, file } = await newStore(url, context);
  try {
    // Nobody appends to the file from here on: afterwards it is the copy.
    return await inSession(context, async ({ state }) => {
      const from = fileStore({ path: context.paths.log, metaPath: context.paths.meta, files: context.disk });
      const copied = await copyStore<MvcrsEvent>({ from, to: store, schema: mvcrsEventSchema, counterKeys });
      await memoryToShards(file, state, context);
      await bindStore(context, file);
      return { store: store.name, ...copied };
    });
  } finally {
    await store[Symbol.asyncDispose]();
  }
}

async function toFile(context: Context): Promise<Moved> {
  const { store, files, paths } = context;
  const file = await readStoreFile(files, paths);
  if (store === undefined)
    throw cliErrors.create("USAGE", { problem: "the log of this root is kept in its file already" });
  const { isMovedHere, movedTo } = await import("../../bind-store.ts");
  const { memoryFromShards } = await import("./move-memory.ts");
  if (file !== null && !(await isMovedHere(context)))
    await inSession(context, async ({ position }) => {
      await memoryFromShards(file, position, context);
      const { rootHash } = await headOf(context);
      await store.moveAway(await movedTo(context), { count: position.count, rootHash });
    });
  await removeStoreFile(files, paths);
  return { store: null, ...(await headOf(context)) };
}

/** Makes the copy the log, where a person says that the database is lost. One that still has this log is not. */
async function withoutDatabase(context: Context): Promise<Moved> {
  const { postgresErrors } = await import("@mvcrs/chain-postgres");
  const { hasMovedToMark } = await import("../../bind-store.ts");
  const { files, paths, store, refresh } = context;
  if (store === undefined && !(await isMarkedShared(files, paths)))
    throw cliErrors.create("USAGE", { problem: "the log of this root is kept in its file already" });
  const problem = await refresh?.().then(
    () => null,
    async (thrown: unknown) => {
      const isElsewhere =
        postgresErrors.is(thrown, "STORE_MOVED") && !(await hasMovedToMark(context, thrown));
      if (!isCodedError(thrown) || isElsewhere) throw thrown;
      return thrown.summary;
    },
  );
  if (problem === null)
    throw cliErrors.create("USAGE", {
      problem: "the database answers, and has this log: `mvcrs chain migrate --to file` moves it here",
    });
  await assertVerifies(context);
  await removeStoreFile(files, paths);
  return { store: null, ...(await headOf(context)) };
}

async function headOf({
  paths,
  disk,
}: Context): Promise<{ readonly count: number; readonly rootHash: string }> {
  const { readLog } = await import("@mvcrs/chain");
  await using log = await readLog({ path: paths.log, metaPath: paths.meta, files: disk });
  const { count, rootHash } = await log.head();
  return { count, rootHash };
}

/** All that `chain verify` says of the log itself. @throws LOG_UNSOUND */
async function assertVerifies({ paths, disk }: Context): Promise<void> {
  const report = await verifyLog({ path: paths.log, metaPath: paths.meta, counterKeys, files: disk });
  const [first] = report.findings;
  if (report.ok || first === undefined) return;
  const count = report.findings.length + report.omitted;
  throw cliErrors.create("LOG_UNSOUND", { path: paths.log, count, seq: first.seq, code: first.code });
}
