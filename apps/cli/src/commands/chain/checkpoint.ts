import { randomUUID } from "node:crypto";
import { parseCheckpoint, parseNote } from "@mvcrs/chain/note";
import { type Context, defineCommand } from "../../command.ts";
import { recordFrom } from "../../session.ts";
import { signCheckpoint } from "./sign-checkpoint.ts";

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
    const { note, key, file } = await signCheckpoint(context);
    if (args.record) await recordSigned(context, note, key);
    return { json: { ok: true, checkpoint: note, file }, text: note.trimEnd() };
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
