import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Command, defineCommand } from "../../command.ts";
import { addFlags, ownerArgs } from "./options/flag-options.ts";
import { commonFlags, type OwnerVerb, ownerVerbs } from "./options/flags.ts";
import { prompter } from "./prompt.ts";

const commandOf = (verb: OwnerVerb): Command => {
  const flags = [...ownerVerbs[verb].flags, ...commonFlags];
  return defineCommand({
    command: verb === "apply" ? "apply <plan>" : verb === "give-up" ? "give-up [plan]" : verb,
    describe: ownerVerbs[verb].describe,
    options: (yargs) => addFlags(yargs, flags),
    async run(args, context) {
      const { io, paths, clock } = context;
      // Loaded here, so that no other command waits for what signs and encodes transactions.
      const { runOwnerCommand } = await import("./run.ts");
      const given = ownerArgs(args, [...flags, { name: "plan" }]);
      const asking = { autonomous: given["autonomous"] === true, pausing: verb === "pause" };
      // The log is asked once the plan is made: it is loaded while the chain answers.
      const log = once(() => import("./log.ts"));
      const recorder = once(async () => (await log()).recorderFor(context, asking));
      return runOwnerCommand(verb, given, {
        env: io.env,
        loadMeanwhile: log,
        resolvePath: (path) => resolve(io.cwd, path),
        journalFolder: join(paths.root, "storage", "owner-ops"),
        recorder: { record: async (event) => (await recorder()).record(event) },
        assertUnlocked: async () => (await log()).trustLockOf(context, asking)(),
        unended: async (plan) => (await log()).unendedLike(context, plan),
        say: (text) => io.stderr(`${text}\n`),
        ask: prompter(io),
        now: clock,
        ticks: io.clock,
        sleep: (milliseconds) => sleep(milliseconds),
      });
    },
  });
};

/** `mvcrs owner pause`, `unpause`, `set-roles`, `set-params`, `slash`, `apply` and `give-up`. */
export const ownerCommands: readonly Command[] = (
  ["pause", "unpause", "set-roles", "set-params", "slash", "apply", "give-up"] as const
).map(commandOf);

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
