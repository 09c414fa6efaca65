import { resolve } from "node:path";
import { type ArtifactFiles, type ArtifactPaths, artifactPaths, nodeArtifactFiles } from "@mvcrs/escalation";
import { parseInstant } from "@mvcrs/verifiers/input";
import type { ArgumentsCamelCase, Argv } from "yargs";
import { cliErrors } from "./errors.ts";
import type { Io } from "./io.ts";

/** Options that every command has. */
export interface GlobalArgs {
  readonly json: boolean;
  readonly root: string;
  readonly now: string | undefined;
}

/** What a command found: the one JSON document, the text for people, and the exit code (design 4). */
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
  readonly files: ArtifactFiles;
  /** The present in milliseconds: the machine's clock, or `--now`. */
  readonly clock: () => number;
  /** Says something a person should know, on stderr. */
  readonly notice: (text: string) => void;
  /** Says that the log has gained entries: whom they concern is told once the command has said what it did. */
  readonly recorded: () => void;
}

type Execute = (args: GlobalArgs, run: (context: Context) => Promise<Outcome>) => Promise<void>;

/** One `mvcrs <noun> <verb>`, ready to be added to a parser. */
export interface Command {
  readonly register: (parent: Argv<GlobalArgs>, execute: Execute) => Argv<GlobalArgs>;
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
    register: (parent, execute) =>
      parent.command<Args>(command, describe, options, (args: ArgumentsCamelCase<Args>) =>
        execute(args, (context) => run(args, context)),
      ),
  };
}

export function makeContext(args: GlobalArgs, io: Io, recorded: () => void): Context {
  const fixed = args.now === undefined ? undefined : fixedTime(args.now);
  return {
    io,
    json: args.json,
    paths: artifactPaths(resolve(io.cwd, args.root)),
    files: nodeArtifactFiles,
    clock: fixed === undefined ? io.clock : () => fixed,
    notice: (text) => io.stderr(`note: ${text}\n`),
    recorded,
  };
}

function fixedTime(text: string): number {
  const parsed = parseInstant(text);
  if (parsed === undefined || !parsed.zoned) throw cliErrors.create("NOW_INVALID", { text });
  return parsed.time;
}
