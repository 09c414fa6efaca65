import { isCodedError, messageOf } from "@mvcrs/errors";
import { isMarkedShared, nodeExists } from "@mvcrs/escalation/root";
import { type Context, makeContext, type Outcome } from "./command.ts";
import { commandsFor } from "./commands.ts";
import { cliErrors } from "./errors.ts";
import { exitCodeOf } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { programOf } from "./program.ts";
import type { RootStore } from "./root-store.ts";
import { colours } from "./ui/colours.ts";
import { pathsFrom } from "./ui/paths.ts";
import type { Commands } from "./words/catalogue.ts";
import { readWords } from "./words/read-words.ts";

/** Runs one command line and returns its exit code. Everything it says goes through `io`. */
export async function runCli(argv: readonly string[], given: Io): Promise<number> {
  let outcome: Outcome | undefined;
  // Notices are sent at the very end, whether the command succeeded or not: an emergency waits for no webhook.
  let tell = async (): Promise<void> => undefined;
  let printed = "";
  let refused = false;
  let store: RootStore | undefined;
  const json = argv.includes("--json");
  const io = json ? given : withPathsFrom(given);
  const known = await commandsFor(argv[0]);
  const help = helpAsked(argv);
  try {
    if (help?.length === 0) {
      const { overview } = await import("./words/overview.ts");
      io.stdout(overview(known, Math.min(110, io.columns)));
      return 0;
    }
    if (help !== undefined) await assertKnown(help, known);
    const program = programOf(known, {
      columns: io.columns,
      examples: help === undefined ? {} : (await import("./words/examples.ts")).examples,
      refused() {
        refused = true;
      },
      async execute(args, run) {
        const recorded = () => {
          tell = async () => (await import("./notify.ts")).notifyAfter(context);
        };
        const local = await makeContext(args, io, { recorded, runCli });
        store = await storeOf(local, readWords(argv));
        const context = store === undefined ? local : store.context;
        outcome = await run(context);
      },
    });
    await program.parseAsync(
      help === undefined ? [...argv] : [...help, "--help"],
      {},
      (_error, _args, output) => {
        printed = output;
      },
    );
    if (outcome === undefined) {
      if (printed !== "") io.stdout(`${printed}\n`);
      return 0;
    }
    io.stdout(json ? `${JSON.stringify(withDoubt(outcome.json, store))}\n` : `${outcome.text}\n`);
    return outcome.exitCode ?? 0;
  } catch (thrown) {
    return report(refused ? await diagnosed(thrown, argv, known) : thrown, json, io);
  } finally {
    await tell();
    await store?.[Symbol.asyncDispose]();
  }
}

/** A program reads no notes: what was made of a copy that may lack something says so in the document itself. */
function withDoubt(json: unknown, store: RootStore | undefined): unknown {
  const doubt = store?.doubt ?? null;
  return doubt === null || typeof json !== "object" || json === null || Array.isArray(json)
    ? json
    : { ...json, doubt };
}

/** Text for people shows paths as seen from the current folder; documents for programs hold them absolute. */
function withPathsFrom(io: Io): Io {
  const shown = pathsFrom(io.cwd);
  return { ...io, stdout: (text) => io.stdout(shown(text)), stderr: (text) => io.stderr(shown(text)) };
}

/** The database of the root, where it has one, and the root brought up to that. */
async function storeOf(context: Context, words: readonly string[]): Promise<RootStore | undefined> {
  const { paths, files } = context;
  // Loaded here: most roots keep their log in a file.
  if (!(await nodeExists(paths.store)) && !(await isMarkedShared(files, paths))) return undefined;
  const { openForCommand } = await import("./root-store.ts");
  return openForCommand(context, words);
}

/** The words of which help is asked: `mvcrs help chain verify`, or `--help` anywhere. */
function helpAsked(argv: readonly string[]): readonly string[] | undefined {
  const words = readWords(argv);
  if (words[0] === "help") return words.slice(1);
  const end = argv.indexOf("--");
  return (end < 0 ? argv : argv.slice(0, end)).includes("--help") ? words.slice(0, 2) : undefined;
}

/** Help of a command that is not there would be that of another. */
async function assertKnown(words: readonly string[], known: Commands): Promise<void> {
  const { unknownWord } = await import("./words/diagnose.ts");
  const unknown = unknownWord(words, known);
  if (unknown !== undefined)
    throw cliErrors.create("USAGE", { problem: unknown.problem ?? "", hint: unknown.hint });
}

/** The parser's refusal in our words, with the place and what to type instead. */
async function diagnosed(refusal: unknown, argv: readonly string[], known: Commands): Promise<unknown> {
  const { diagnose } = await import("./words/diagnose.ts");
  const { problem, hint } = diagnose(argv, known);
  const said = isCodedError(refusal) ? refusal.summary : messageOf(refusal);
  return cliErrors.create("USAGE", { problem: problem ?? said, hint });
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
  const error = colours(io, "stderr").problem("error");
  if (isCodedError(thrown)) {
    if (json) io.stdout(`${JSON.stringify({ ok: false, error: thrown })}\n`);
    else io.stderr(`${error}: ${thrown.message}\n`);
  } else {
    const message = messageOf(thrown);
    if (json) io.stdout(`${JSON.stringify({ ok: false, error: { code: "INTERNAL", message } })}\n`);
    else
      io.stderr(`${error}: ${message}\n  This is a bug; run again with DEBUG=1 and report what it prints.\n`);
  }
  if (io.env["DEBUG"] !== undefined && thrown instanceof Error) io.stderr(`${thrown.stack ?? ""}\n`);
  return exitCode;
}
