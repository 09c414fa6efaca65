import { resolve } from "node:path";
import { parseCanonical } from "@mvcrs/canonical";
import { verifyTlogProof } from "@mvcrs/chain/verify";
import { defineCommand } from "../../command.ts";
import { printable } from "../../ui/table.ts";
import { chainFiles, readText, verifierKeys } from "./chain-files.ts";
import { withKeys } from "./chain-options.ts";

export const verifyProofCommand = defineCommand({
  command: "verify-proof <file>",
  describe: "Check a .tlog-proof file; needs the log's verifier key, not the log",
  options: (yargs) =>
    withKeys(yargs)
      .positional("file", { type: "string", demandOption: true, describe: "A .tlog-proof file" })
      .option("origin", { type: "string", requiresArg: true, describe: "The log it has to come from" }),
  async run({ file, key, origin }, context) {
    const text = await readText(resolve(context.io.cwd, file), "Pass a .tlog-proof file.");
    const keys = await verifierKeys(key, context, await chainFiles(context));
    const { index, entry, leafHash, checkpoint } = verifyTlogProof(text, {
      verifierKeys: keys,
      ...(origin === undefined ? {} : { origin }),
    });
    const line = new TextDecoder().decode(entry);
    return {
      json: {
        ok: true,
        seq: Number(index),
        origin: checkpoint.origin,
        treeSize: Number(checkpoint.size),
        leafHash: Buffer.from(leafHash).toString("hex"),
        entry: parseCanonical(line),
        verifiedBy: checkpoint.verifiedBy.map(({ name }) => name),
      },
      text: `ok: entry ${index} of ${printable(checkpoint.origin)} (${checkpoint.size} entries)\n${printable(line)}`,
    };
  },
});
