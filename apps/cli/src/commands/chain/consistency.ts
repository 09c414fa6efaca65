import { resolve } from "node:path";
import { verifyCheckpoint, verifyConsistency } from "@mvcrs/chain/verify";
import { type Context, defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { outputPath } from "../../output-file.ts";
import { chainFiles, openReader, readText, verifierKeys, writeText } from "./chain-files.ts";
import { withKeys } from "./chain-options.ts";

export const consistencyCommand = defineCommand({
  command: "consistency <a> <b>",
  describe: "Prove that one state of the log is the beginning of another",
  options: (yargs) =>
    withKeys(yargs)
      .positional("a", {
        type: "string",
        demandOption: true,
        describe: "Number of entries, or a checkpoint file",
      })
      .positional("b", { type: "string", demandOption: true, describe: "The same, for the later state" })
      .option("out", {
        type: "string",
        requiresArg: true,
        describe: "Also write the proof to a file, for verify-consistency",
      }),
  async run({ a, b, key, out }, context) {
    const proofFile =
      out === undefined ? null : await outputPath({ option: "out", path: out, taken: [] }, context);
    const [older, newer] = [await state(a, key, context), await state(b, key, context)];
    await using log = await openReader(context);
    const made = await log.proveConsistency(older.size, newer.size);
    const oldRoot = older.root ?? made.oldRoot;
    const newRoot = newer.root ?? made.newRoot;
    verifyConsistency({
      oldSize: BigInt(older.size),
      newSize: BigInt(newer.size),
      oldRoot: Buffer.from(oldRoot, "hex"),
      newRoot: Buffer.from(newRoot, "hex"),
      proof: made.proof,
    });
    const proof = made.proof.map((hash) => Buffer.from(hash).toString("base64"));
    if (proofFile !== null) await writeText(proofFile, proof.map((line) => `${line}\n`).join(""));
    return {
      json: { ok: true, oldSize: older.size, newSize: newer.size, oldRoot, newRoot, proof },
      text: [
        `ok: the first ${older.size} entries are the beginning of the first ${newer.size}`,
        ...proof,
      ].join("\n"),
    };
  },
});

interface State {
  readonly size: number;
  /** The root that a checkpoint vouches for; none for a bare number. */
  readonly root: string | undefined;
}

async function state(text: string, keys: readonly string[], context: Context): Promise<State> {
  if (/^\d+$/.test(text)) {
    const size = Number(text);
    if (!Number.isSafeInteger(size)) throw cliErrors.create("USAGE", { problem: `${text} is too large` });
    return { size, root: undefined };
  }
  const note = await readText(
    resolve(context.io.cwd, text),
    "Pass a number of entries or a checkpoint file.",
  );
  const chain = await chainFiles(context);
  const { size, rootHash } = verifyCheckpoint(note, await verifierKeys(keys, context, chain), chain.origin);
  return { size: Number(size), root: Buffer.from(rootHash).toString("hex") };
}
