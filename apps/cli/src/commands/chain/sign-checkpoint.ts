import { signLogCheckpoint } from "@mvcrs/chain";
import { parseCheckpoint, parseNote, parseSignerKey } from "@mvcrs/chain/note";
import {
  assertUncontradicted,
  type CheckpointKeys,
  escalationErrors,
  nodeExists,
  verifierKeysOf,
} from "@mvcrs/escalation";
import type { Context } from "../../command.ts";
import { chainFiles, openReader, readText } from "./chain-files.ts";
import { finishRotation } from "./finish-rotation.ts";
import { assertInForce, keysOfRoot, signerInForce } from "./signer-key.ts";

/**
 * Signs what the log commits to now with the root's key.
 *
 * @throws FILE_MISSING where there is no key; what `signLogCheckpoint`, `assertInForce` and `assertUncontradicted` throw
 */
export async function signCheckpoint(
  context: Context,
): Promise<{ readonly note: string; readonly key: string; readonly file: string }> {
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
  await context.store?.keepCheckpoint(Number(parseCheckpoint(parseNote(note).text).size), note);
  return { note, key: signerKey.name, file: statePath };
}

/** A log without a root around it may be signed too. */
async function keysOfLog(context: Context): Promise<CheckpointKeys | null> {
  try {
    return await keysOfRoot(context);
  } catch (thrown) {
    if (escalationErrors.is(thrown, "ROOT_MISSING")) return null;
    throw thrown;
  }
}
