import { isCodedError, messageOf } from "@mvcrs/errors";
import yargs, { type Argv } from "yargs";
import { type Command, type GlobalArgs, makeContext, type Outcome } from "./command.ts";
import { commandsFor } from "./commands.ts";
import { cliErrors } from "./errors.ts";
import { exitCodeOf } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { version } from "./version.ts";

/** Runs one command line and returns its exit code. Everything it says goes through `io`. */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  let outcome: Outcome | undefined;
  // Notices are sent at the very end, whether the command succeeded or not: an emergency waits for no webhook.
  let tell = async (): Promise<void> => undefined;
  let printed = "";
  const json = argv.includes("--json");

  const add = (parent: Argv<GlobalArgs>, command: Command): Argv<GlobalArgs> =>
    command.register(parent, async (args, run) => {
      const recorded = () => {
        tell = async () => (await import("./notify.ts")).notifyAfter(context);
      };
      const context = await makeContext(args, io, { recorded, runCli });
      outcome = await run(context);
    });
  const noun = (
    parent: Argv<GlobalArgs>,
    name: string,
    describe: string,
    verbs: (parent: Argv<GlobalArgs>) => Argv<GlobalArgs>,
  ): Argv<GlobalArgs> =>
    parent.command(name, describe, (builder: Argv<GlobalArgs>) =>
      verbs(builder).demandCommand(1, `mvcrs ${name} needs a verb`),
    );

  const program: Argv<GlobalArgs> = yargs()
    .scriptName("mvcrs")
    .usage("$0 <command>: judge governance signals, record and answer deviations")
    .option("root", {
      type: "string",
      requiresArg: true,
      describe:
        "Folder that holds state/ and the rest (default: $MVCRS_ROOT, then the nearest root from here up)",
    })
    .option("json", {
      type: "boolean",
      default: false,
      describe: "One JSON document on stdout, nothing else",
    })
    .option("now", {
      type: "string",
      requiresArg: true,
      describe: "Take this time for the present (replays, rehearsals, tests)",
    })
    .version(version)
    .strict()
    .recommendCommands()
    .demandCommand(1, "mvcrs needs a command")
    .exitProcess(false)
    .showHelpOnFail(false)
    .wrap(Math.min(110, io.columns))
    .check(plainArgs)
    .fail((message: string | null, thrown: Error | undefined) => {
      throw thrown ?? cliErrors.create("USAGE", { problem: message ?? "wrong arguments" });
    });
  const { commands, nouns } = await commandsFor(argv[0]);
  for (const command of commands) add(program, command);
  for (const { name, describe, verbs } of nouns)
    noun(program, name, describe, (it) => verbs.reduce((parent, verb) => add(parent, verb), it));

  try {
    await program.parseAsync([...argv], {}, (_error, _args, output) => {
      printed = output;
    });
    if (outcome === undefined) {
      if (printed !== "") io.stdout(`${printed}\n`);
      return 0;
    }
    io.stdout(json ? `${JSON.stringify(outcome.json)}\n` : `${outcome.text}\n`);
    return outcome.exitCode ?? 0;
  } catch (thrown) {
    return report(thrown, json, io);
  } finally {
    await tell();
  }
}

/** Options that may be given several times; yargs makes a list of any other that is, which no command expects. */
const repeatable = new Set([
  "_",
  "against",
  "approval",
  "challenge",
  "entries",
  "holding",
  "in",
  "key",
  "rpc-url",
  "rpcUrl",
  "scenario",
]);
const repeatableOf: Readonly<Record<string, ReadonlySet<string>>> = {
  incident: new Set(["file"]),
  serve: new Set(["name", "signals", "without"]),
};

function plainArgs(args: Readonly<Record<string, unknown>> & { readonly _: readonly unknown[] }): true {
  // The owner's flags are checked by @selfplay/owner-ops, which knows each of them.
  if (args._[0] === "owner") return true;
  for (const [name, value] of Object.entries(args)) {
    if (Number.isNaN(value)) throw cliErrors.create("USAGE", { problem: `${name} is not a number` });
    const mayRepeat = repeatable.has(name) || repeatableOf[String(args._[0])]?.has(name) === true;
    if (Array.isArray(value) && !mayRepeat)
      throw cliErrors.create("USAGE", { problem: `--${name} is given ${value.length} times; give it once` });
  }
  return true;
}

/** An error of the operating system that nobody gave a name of ours is still no bug. */
function named(thrown: unknown): unknown {
  if (isCodedError(thrown) || !(thrown instanceof Error)) return thrown;
  const { code, syscall, path, message } = thrown as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return thrown;
  const reason = message.split(",", 1)[0] ?? code;
  return cliErrors.create("SYSTEM", { code, syscall, path: path ?? "a file", reason }, { cause: thrown });
}

function report(failure: unknown, json: boolean, io: Io): number {
  const thrown = named(failure);
  const exitCode = exitCodeOf(thrown);
  if (isCodedError(thrown)) {
    if (json) io.stdout(`${JSON.stringify({ ok: false, error: thrown })}\n`);
    else io.stderr(`error: ${thrown.message}\n`);
  } else {
    const message = messageOf(thrown);
    if (json) io.stdout(`${JSON.stringify({ ok: false, error: { code: "INTERNAL", message } })}\n`);
    else io.stderr(`error: ${message}\n  This is a bug; run again with DEBUG=1 and report what it prints.\n`);
  }
  if (io.env["DEBUG"] !== undefined && thrown instanceof Error) io.stderr(`${thrown.stack ?? ""}\n`);
  return exitCode;
}
