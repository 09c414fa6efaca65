import { resolve } from "node:path";
import { verifyCheckpoint, verifyConsistency } from "@mvcrs/chain/verify";
import { defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { chainFiles, readText, verifierKeys } from "./chain-files.ts";
import { withKeys } from "./chain-options.ts";

export const verifyConsistencyCommand = defineCommand({
  command: "verify-consistency <older> <newer> <proof>",
  describe: "Check that one checkpoint continues another; needs the log's verifier key, not the log",
  options: (yargs) =>
    withKeys(yargs)
      .positional("older", { type: "string", demandOption: true, describe: "File with a signed checkpoint" })
      .positional("newer", { type: "string", demandOption: true, describe: "File with a later one" })
      .positional("proof", {
        type: "string",
        demandOption: true,
        describe: "File that `chain consistency --out` wrote: a hash in base64 on each line",
      })
      .option("origin", { type: "string", requiresArg: true, describe: "The log they have to come from" }),
  async run({ older, newer, proof, key, origin }, context) {
    const read = (file: string, hint: string) => readText(resolve(context.io.cwd, file), hint);
    const keys = await verifierKeys(key, context, await chainFiles(context));
    const hint = "Pass a file with a signed checkpoint.";
    const from = verifyCheckpoint(await read(older, hint), keys, origin);
    // Two logs of one key are two logs.
    const to = verifyCheckpoint(await read(newer, hint), keys, from.origin);
    verifyConsistency({
      ...{ oldSize: from.size, newSize: to.size, oldRoot: from.rootHash, newRoot: to.rootHash },
      proof: hashes(await read(proof, "Make one with `mvcrs chain consistency --out`."), proof),
    });
    const [oldSize, newSize] = [Number(from.size), Number(to.size)];
    return {
      json: { ok: true, origin: from.origin, oldSize, newSize },
      text: `ok: the first ${oldSize} entries are the beginning of the first ${newSize}`,
    };
  },
});

/** @throws USAGE */
function hashes(text: string, file: string): readonly Uint8Array[] {
  return text.split("\n").flatMap((line, i, lines) => {
    if (line === "" && i === lines.length - 1) return [];
    const hash = Uint8Array.from(Buffer.from(line, "base64"));
    if (hash.length !== 32 || Buffer.from(hash).toString("base64") !== line)
      throw cliErrors.create("USAGE", {
        problem: `line ${i + 1} of ${file} is not a hash of 32 bytes in base64`,
      });
    return [hash];
  });
}
