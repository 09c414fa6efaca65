import {
  defaultConfig,
  escalationErrors,
  initConfig,
  loadConfig,
  markedAbove,
  markFolder,
  nodeExists,
  readMark,
  readStoreFile,
} from "@mvcrs/escalation";
import { type Context, defineCommand } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { inSession } from "../session.ts";

export const initCommand = defineCommand({
  command: "init",
  describe: "Make a root: write its mark, and state/mvcrs_config.json with every default spelled out",
  options: (yargs) =>
    yargs.option("store", {
      type: "string",
      requiresArg: true,
      describe:
        "Keep the log in PostgreSQL: postgres://user@host:5432/database; also to join the log that is there",
    }),
  async run({ store }, context) {
    const { files, paths } = context;
    const there = await loadConfig(files, paths.config);
    if (store === undefined && there !== null && (await readMark(files, paths.mark)) !== null)
      throw escalationErrors.create("CONFIG_EXISTS", { path: paths.config });
    // The mark first: killed before the configuration, the same command goes on.
    await mark(context, there ?? defaultConfig());
    const config = there ?? (await initConfig(files, paths.config));
    if (store !== undefined) await joined(store, context);
    const wrote = there === null ? `wrote ${paths.config}` : `marked ${paths.root} as a root`;
    return {
      json: { ok: true, path: paths.config, mark: paths.mark, config },
      text: `${wrote}\ndocs/configuration.md says what every key means; it is valid as it stands.`,
    };
  },
});

/** Binds the root to the log in a database, and fetches what that holds. */
async function joined(url: string, context: Context): Promise<void> {
  const { bindStore, newStore } = await import("../bind-store.ts");
  const { rootStoreOf } = await import("../root-store.ts");
  const { files, paths } = context;
  const isBound = (await readStoreFile(files, paths)) !== null;
  if (!isBound && (await nodeExists(paths.log)))
    throw cliErrors.create("USAGE", {
      problem: `this root has a log of its own: \`mvcrs chain migrate --to ${url}\` moves it there`,
    });
  const { store, file } = await newStore(url, context);
  await store[Symbol.asyncDispose]();
  // Asked before the root says so: an address of another log changes nothing here.
  await using there = rootStoreOf(file, context);
  await there.refresh();
  await bindStore(context, file);
}

/** A root that has a log already is marked as any command that writes marks it: with the log in hand. */
async function mark(context: Context, config: Parameters<typeof markFolder>[1]): Promise<void> {
  const { files, paths, notice } = context;
  if ((await readMark(files, paths.mark)) !== null) return;
  const above = await markedAbove(paths.root, nodeExists);
  if (above !== null) notice(`the new root lies inside of another, ${above}`);
  if (await nodeExists(paths.log)) await inSession(context, async () => undefined);
  else await markFolder(context, config);
}
