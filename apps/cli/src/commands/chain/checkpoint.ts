import { randomUUID } from "node:crypto";
import { signLogCheckpoint } from "@mvcrs/chain";
import { parseCheckpoint, parseNote, parseSignerKey } from "@mvcrs/chain/note";
import { assertUncontradicted, nodeExists } from "@mvcrs/escalation";
import { type Context, defineCommand } from "../../command.ts";
import { recordFrom } from "../../session.ts";
import { chainFiles, openReader, readText } from "./chain-files.ts";

export const checkpointCommand = defineCommand({
  command: "checkpoint",
  describe: "Sign what the log commits to now; refused when it does not continue the last checkpoint",
  options: (yargs) =>
    yargs.option("record", {
      type: "boolean",
      default: false,
      describe: "Also record in the log that it was signed (checkpoint.signed)",
    }),
  async run(args, context) {
    const { clock } = context;
    const chain = await chainFiles(context);
    // The signer holds the log against its last checkpoint. Where that is gone, what else stands beside the log has to do.
    if (!(await nodeExists(chain.checkpoint))) await assertUncontradicted(context);
    const signer = parseSignerKey(await readText(chain.key, "Make a key with `mvcrs chain keygen`."));
    await using log = await openReader(context);
    const { origin, checkpoint: statePath } = chain;
    const note = await signLogCheckpoint({ log, origin, signer, statePath, clock });
    if (args.record) await recordSigned(context, note, signer.name);
    return { json: { ok: true, checkpoint: note, file: statePath }, text: note.trimEnd() };
  },
});

async function recordSigned(context: Context, note: string, key: string): Promise<void> {
  const { size, rootHash } = parseCheckpoint(parseNote(note).text);
  await recordFrom(context, () => [
    {
      type: "checkpoint.signed",
      id: randomUUID(),
      at: new Date(context.clock()).toISOString(),
      actor: "mvcrs",
      size: Number(size),
      root_hash: Buffer.from(rootHash).toString("hex"),
      key,
    },
  ]);
}
