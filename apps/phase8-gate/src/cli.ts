import { isCodedError, messageOf } from "@mvcrs/errors";
import { isColourful } from "@mvcrs/terminal";
import { type Args, readArgs } from "./args.ts";
import { columnsOf, type Io } from "./io.ts";
import { version } from "./version.ts";
import { wrongCommand } from "./words/mistake.ts";

type Command = (args: Args, io: Io) => Promise<0 | 1>;

// Each command loads what it needs and no more: ethers alone takes longer than the whole gate.
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import("./commands/check.ts")).check,
  list: async () => (await import("./commands/list.ts")).list,
  explain: async () => (await import("./commands/explain.ts")).explain,
  "self-test": async () => (await import("./commands/self-test.ts")).selfTestCommand,
  orchestrate: async () => (await import("./commands/orchestrate.ts")).orchestrate,
};

/** Runs one command line and returns its exit code: 0 holds, 1 findings, 2 could not run. */
export async function runCli(argv: readonly string[], io: Io): Promise<0 | 1 | 2> {
  const debug = /(?:^|,)(?:phase8|\*|1)(?:,|$)/.test(io.env["DEBUG"] ?? "");
  const started = performance.now();
  try {
    const asked = readArgs(argv);
    if (asked.tell === "version") {
      io.stdout(`${version()}\n`);
      return 0;
    }
    if (asked.tell === "help") {
      const { helpOf, overview } = await import("./words/help.ts");
      const columns = columnsOf(io) ?? 80;
      io.stdout(asked.of === undefined ? overview(columns) : helpOf(asked.of, columns));
      return 0;
    }
    const { args } = asked;
    const load = Object.hasOwn(commands, args.command) ? commands[args.command] : undefined;
    if (load === undefined) throw wrongCommand(args.command);
    const command = await load();
    return await command(args, io);
  } catch (thrown) {
    report(thrown, argv, io, debug);
    return 2;
  } finally {
    if (debug)
      io.stderr(
        `phase8: node ${process.version}, ${process.platform}, cwd ${io.cwd}, ${Math.round(performance.now() - started)} ms\n`,
      );
  }
}

function report(thrown: unknown, argv: readonly string[], io: Io, debug: boolean): void {
  const known = isCodedError(thrown);
  if (
    argv.includes("--json") ||
    argv.includes("--format=json") ||
    argv[argv.indexOf("--format") + 1] === "json"
  ) {
    const error = known ? thrown : { code: "INTERNAL", message: messageOf(thrown) };
    io.stdout(`${JSON.stringify({ ok: false, error })}\n`);
  }
  const error = isColourful(io.env, io.interactive === true) ? "\u001b[31merror:\u001b[0m" : "error:";
  if (known) io.stderr(`${error} ${thrown.message}\n`);
  else
    io.stderr(
      `${error} ${messageOf(thrown)}\n  This is a bug; run again with DEBUG=phase8 and report what it prints.\n`,
    );
  if (debug && thrown instanceof Error) io.stderr(`${thrown.stack ?? ""}\n`);
}
