import type { Argv } from "yargs";
import type { GlobalArgs } from "../../command.ts";

/** `--key`: the keys that a command trusts. */
export const withKeys = <T extends GlobalArgs>(yargs: Argv<T>) =>
  yargs.option("key", {
    type: "string",
    array: true,
    requiresArg: true,
    default: [] as string[],
    describe: "Verifier key, or a file of them; may be repeated. Default: those beside the log's signer key",
  });

/** `--checkpoint`: the checkpoint that a command works with. */
export const withCheckpoint = <T extends GlobalArgs>(yargs: Argv<T>) =>
  yargs.option("checkpoint", {
    type: "string",
    requiresArg: true,
    describe: "File with a signed checkpoint. Default: the last one signed here",
  });
