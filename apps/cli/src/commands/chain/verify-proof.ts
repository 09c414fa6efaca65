import { resolve } from "node:path";
import { parseCanonical } from "@mvcrs/canonical";
import { formatVerifierKey, type VerifierKey } from "@mvcrs/chain/note";
import { verifyTlogProof } from "@mvcrs/chain/verify";
import { afterChange, keyChangeType, keysText, mvcrsEventSchema } from "@mvcrs/escalation";
import { z } from "zod";
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
    const next = keysAfter(parseCanonical(line), Number(index), checkpoint.verifiedBy);
    return {
      json: {
        ok: true,
        seq: Number(index),
        origin: checkpoint.origin,
        treeSize: Number(checkpoint.size),
        leafHash: Buffer.from(leafHash).toString("hex"),
        entry: parseCanonical(line),
        verifiedBy: checkpoint.verifiedBy.map(({ name }) => name),
        ...(next === null ? {} : { verifierKeys: next }),
      },
      text: [
        `ok: entry ${index} of ${printable(checkpoint.origin)} (${checkpoint.size} entries)`,
        printable(line),
        ...(next === null
          ? []
          : ["it hands the log over to another key. Verify with these from here on:", ...next]),
      ].join("\n"),
    };
  },
});

const keyChangeSchema = z.object({ event: mvcrsEventSchema });

/** Where a proven entry names the key after one that vouches for it: that key, and the one before with its end. */
function keysAfter(
  entry: unknown,
  seq: number,
  verifiedBy: readonly VerifierKey[],
): readonly string[] | null {
  const checked = keyChangeSchema.safeParse(entry);
  if (!checked.success || checked.data.event.type !== keyChangeType) return null;
  const { event } = checked.data;
  if (!verifiedBy.some((key) => formatVerifierKey(key) === event.previous)) return null;
  const keys = afterChange({ key: event.previous, former: [] }, { seq, event });
  return keys === null ? null : keysText(keys).trimEnd().split("\n");
}
