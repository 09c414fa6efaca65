import { resolve } from "node:path";
import type { Leases, PostgresStore } from "@mvcrs/chain-postgres";
import { type ArtifactPaths, artifactPaths, findRoot, nodeExists } from "@mvcrs/escalation/root";
import { type FileLayer, nodeFiles, nodeTextFiles, type TextFiles, textFiles } from "@mvcrs/files";
import type { ArgumentsCamelCase, Argv } from "yargs";
import { cliErrors } from "./errors.ts";
import type { Io } from "./io.ts";
import { colours } from "./ui/colours.ts";

/** Options that every command has. */
export interface GlobalArgs {
  readonly json: boolean;
  readonly root: string | undefined;
  readonly now: string | undefined;
}

/** What a command found: the one JSON document, the text for people, and the exit code (README.md, "Exit codes"). */
export interface Outcome {
  readonly json: unknown;
  readonly text: string;
  readonly exitCode?: 0 | 1;
}

/** What a command works with. */
export interface Context {
  readonly io: Io;
  readonly json: boolean;
  readonly paths: ArtifactPaths;
  /** Somebody said which root is meant: `--root` or `MVCRS_ROOT`. */
  readonly rootIsNamed: boolean;
  readonly files: TextFiles;
  readonly disk: FileLayer;
  /** The database that keeps the log of the root, where that is not its file. */
  readonly store?: PostgresStore;
  /** What one process at a time does, of all hosts that share that database. */
  readonly leases?: Leases;
  /** Brings the root up to what that database holds. */
  readonly refresh?: () => Promise<number>;
  /** The present in milliseconds: the machine's clock, or `--now`. */
  readonly clock: () => number;
  /** Says something a person should know, on stderr. */
  readonly notice: (text: string) => void;
  /** Says that the log has new entries: those they concern are notified once the command has printed its result. */
  readonly recorded: () => void;
  /** The command line itself, for a command that plays others. */
  readonly runCli: RunCli;
}

/** Runs one command line and returns its exit code. */
type RunCli = (argv: readonly string[], io: Io) => Promise<number>;

/** Runs a command whose line was understood. */
export type Execute = (args: GlobalArgs, run: (context: Context) => Promise<Outcome>) => Promise<void>;

/** One `mvcrs <noun> <verb>`, ready to be added to a parser. */
export interface Command {
  /** As yargs takes it, for example `show <id>`. */
  readonly command: string;
  readonly describe: string;
  /** Adds its options to a parser. */
  readonly declare: (parser: Argv<GlobalArgs>) => Argv<GlobalArgs>;
  readonly register: (
    parent: Argv<GlobalArgs>,
    execute: Execute,
    decorate: (parser: Argv<GlobalArgs>) => Argv<GlobalArgs>,
  ) => Argv<GlobalArgs>;
}

/** The verbs of `mvcrs <noun>`. */
export interface Noun {
  readonly name: string;
  readonly describe: string;
  readonly verbs: readonly Command[];
}

/** Declares a command. `run` renders nothing and ends no process; `cli.ts` does. */
export function defineCommand<Args extends GlobalArgs>(spec: {
  /** As yargs takes it, for example `show <id>`. */
  readonly command: string;
  readonly describe: string;
  readonly options: (yargs: Argv<GlobalArgs>) => Argv<Args>;
  readonly run: (args: ArgumentsCamelCase<Args>, context: Context) => Promise<Outcome>;
}): Command {
  const { command, describe, options, run } = spec;
  return {
    command,
    describe,
    declare: options,
    register: (parent, execute, decorate) =>
      parent.command<Args>(
        command,
        describe,
        (parser: Argv<GlobalArgs>) => options(decorate(parser)),
        (args: ArgumentsCamelCase<Args>) => execute(args, (context) => run(args, context)),
      ),
  };
}

export async function makeContext(
  args: GlobalArgs,
  io: Io,
  { recorded, runCli }: Pick<Context, "recorded" | "runCli">,
): Promise<Context> {
  const fixed = args.now === undefined ? undefined : await fixedTime(args.now);
  const named = namedRoot(args, io);
  return {
    io,
    json: args.json,
    paths: artifactPaths(named ?? (await findRoot(io.cwd, nodeExists)) ?? io.cwd),
    rootIsNamed: named !== undefined,
    files: io.disk === undefined ? nodeTextFiles : textFiles(io.disk),
    disk: io.disk ?? nodeFiles,
    clock: fixed === undefined ? io.clock : () => fixed,
    notice: (text) => io.stderr(`${colours(io, "stderr").warning("note")}: ${text}\n`),
    recorded,
    runCli,
  };
}

/** `--root`, then `MVCRS_ROOT`; without either, the root that the current folder is in. */
function namedRoot({ root }: GlobalArgs, { cwd, env }: Io): string | undefined {
  // What `--root "$UNSET"` passes: read as the current folder, it would answer for another root.
  if (root?.trim() === "") throw cliErrors.create("USAGE", { problem: "--root is empty" });
  const named = root ?? (env["MVCRS_ROOT"] || undefined);
  return named === undefined ? undefined : resolve(cwd, named);
}

async function fixedTime(text: string): Promise<number> {
  // Loaded here: the decoders of input come with it, and few commands are given a time.
  const { parseInstant } = await import("@mvcrs/verifiers/input");
  const parsed = parseInstant(text);
  if (parsed === undefined || !parsed.zoned) throw cliErrors.create("NOW_INVALID", { text });
  return parsed.time;
}
