import type { Argv } from "yargs";
import type { GlobalArgs } from "../command.ts";

/** Options of every command that are followed by a value. */
export const globalWithValue: readonly string[] = ["root", "now"];

/** Adds the options that every command has. */
export const globalOptions = (parser: Argv): Argv<GlobalArgs> =>
  parser
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
    });
