import {
  defaultConfig,
  escalationErrors,
  initConfig,
  isMarkedShared,
  loadConfig,
  markedAbove,
  markFolder,
  nodeExists,
  readMark,
  readStoreFile,
} from "@mvcrs/escalation";
import { type Context, defineCommand } from "../command.ts";
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
    // A copy does not become a log of its own by being made a root.
    if (store === undefined && context.store === undefined) await readStoreFile(files, paths);
    const there = await loadConfig(files, paths.config);
    const isMarked = (await readMark(files, paths.mark)) !== null;
    if (store === undefined && there !== null && isMarked)
      throw escalationErrors.create("CONFIG_EXISTS", { path: paths.config });
    // The mark first: killed before the configuration, the same command goes on.
    const begin = async () => {
      await mark(context, there ?? defaultConfig());
      return there ?? (await initConfig(files, paths.config));
    };
    if (store !== undefined) await (await import("../bind-store.ts")).joinStore(store, context, begin);
    const config = store === undefined ? await begin() : ((await loadConfig(files, paths.config)) ?? there);
    const wrote =
      there === null
        ? `wrote ${paths.config}`
        : isMarked
          ? `${paths.root} is a root of the log in that database; its tables and the copy are up to date`
          : `marked ${paths.root} as a root`;
    return {
      json: { ok: true, path: paths.config, mark: paths.mark, config },
      text: `${wrote}\ndocs/configuration.md says what every key means; it is valid as it stands.`,
    };
  },
});

/** A root that has a log already is marked as any command that writes marks it: with the log in hand. */
async function mark(context: Context, config: Parameters<typeof markFolder>[1]): Promise<void> {
  const { files, paths, notice } = context;
  if ((await readMark(files, paths.mark)) !== null) return;
  const above = await markedAbove(paths.root, nodeExists);
  if (above !== null) notice(`the new root lies inside of another, ${above}`);
  if (!(await nodeExists(paths.log))) await markFolder(context, config);
  // A copy is marked once it holds what the database does.
  else if (context.store === undefined && !(await isMarkedShared(files, paths)))
    await inSession(context, async () => undefined);
}
