import { randomUUID } from "node:crypto";
import { signLogCheckpoint } from "@mvcrs/chain";
import { parseCheckpoint, parseNote, parseSignerKey } from "@mvcrs/chain/note";
import {
  assertUncontradicted,
  type CheckpointKeys,
  escalationErrors,
  nodeExists,
  verifierKeysOf,
} from "@mvcrs/escalation";
import { type Context, defineCommand } from "../../command.ts";
import { recordFrom } from "../../session.ts";
import { chainFiles, openReader, readText } from "./chain-files.ts";
import { finishRotation } from "./finish-rotation.ts";
import { assertInForce, keysOfRoot, signerInForce } from "./signer-key.ts";

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
    // A rotation that was killed on its way ends here, before anything else is signed.
    await finishRotation(context, chain);
    // The signer holds the log against its last checkpoint. Where that is gone, what else stands beside the log has to do.
    if (!(await nodeExists(chain.checkpoint))) await assertUncontradicted(context);
    const signerKey = parseSignerKey(await readText(chain.key, "Make a key with `mvcrs chain keygen`."));
    const keys = await keysOfLog(context);
    assertInForce(keys, signerKey, chain.key);
    await using log = await openReader(context);
    const { origin, checkpoint: statePath } = chain;
    const note = await signLogCheckpoint({
      ...{ log, origin, statePath, clock, files: context.disk },
      signer: signerInForce(context, signerKey, chain.key),
      formerKeys: keys === null ? [] : verifierKeysOf(keys),
    });
    if (args.record) await recordSigned(context, note, signerKey.name);
    return { json: { ok: true, checkpoint: note, file: statePath }, text: note.trimEnd() };
  },
});

/** A log without a root around it may be signed too. */
async function keysOfLog(context: Context): Promise<CheckpointKeys | null> {
  try {
    return await keysOfRoot(context);
  } catch (thrown) {
    if (escalationErrors.is(thrown, "ROOT_MISSING")) return null;
    throw thrown;
  }
}

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
