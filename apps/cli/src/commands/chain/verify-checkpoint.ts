import { resolve } from "node:path";
import { verifyCheckpoint } from "@mvcrs/chain/verify";
import { type Context, defineCommand } from "../../command.ts";
import { printable } from "../../ui/table.ts";
import { chainFiles, openReader, readText, verifierKeys } from "./chain-files.ts";
import { withKeys } from "./chain-options.ts";

export const verifyCheckpointCommand = defineCommand({
  command: "verify-checkpoint <file>",
  describe: "Check a checkpoint's signature, and that the log here agrees with it",
  options: (yargs) =>
    withKeys(yargs)
      .positional("file", { type: "string", demandOption: true, describe: "File with a signed checkpoint" })
      .option("signature-only", {
        type: "boolean",
        default: false,
        describe: "Do not compare it with the log below --root",
      }),
  async run({ file, key, signatureOnly }, context) {
    const { io } = context;
    const chain = await chainFiles(context);
    const note = await readText(resolve(io.cwd, file), "Pass a file with a signed checkpoint.");
    const { origin, size, rootHash, verifiedBy } = verifyCheckpoint(
      note,
      await verifierKeys(key, context, chain),
      ...(signatureOnly ? [] : [chain.origin]),
    );
    const expected = Buffer.from(rootHash).toString("hex");
    const found = signatureOnly ? null : await rootHere(context, Number(size));
    const ok = found === null || found === expected;
    const what = `checkpoint of ${printable(origin)}, ${size} entries, root ${expected}`;
    return {
      json: {
        ok,
        origin,
        size: Number(size),
        rootHash: expected,
        logRootHash: found,
        verifiedBy: verifiedBy.map((k) => k.name),
      },
      text: ok
        ? `ok: ${what}`
        : `NOT OK: ${what}; the log here has ${found === "" ? "fewer entries" : `root ${found} at that size`}. Keep both as evidence.`,
      exitCode: ok ? 0 : 1,
    };
  },
});

/** The root of the log's first `size` entries by its stored hashes; empty when it has fewer. */
async function rootHere(context: Context, size: number): Promise<string> {
  await using log = await openReader(context);
  const { count } = await log.head();
  return size > count ? "" : await log.rootAt(size);
}
