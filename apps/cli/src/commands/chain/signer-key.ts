import {
  formatVerifierKey,
  parseSignerKey,
  type Signer,
  type SignerKey,
  signerOf,
  verifierOf,
} from "@mvcrs/chain/note";
import { type CheckpointKeys, inspectRoot, markedKeys, nodeExists, readMark } from "@mvcrs/escalation";
import type { Context } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { readText } from "./chain-files.ts";

export const verifierText = (key: SignerKey): string => formatVerifierKey(verifierOf(key));

/** The signer key in a file; `null` where there is none. @throws what `parseSignerKey` throws, FILE_UNREADABLE */
export async function signerKeyAt(path: string): Promise<SignerKey | null> {
  return (await nodeExists(path)) ? parseSignerKey(await readText(path, "")) : null;
}

/** The keys of the log's checkpoints by its mark and the log itself. @throws what `inspectRoot` throws */
export async function keysOfRoot(context: Context): Promise<CheckpointKeys | null> {
  return (await inspectRoot(context)).keys;
}

/** @throws KEY_NOT_IN_FORCE where another key than this signs the log's checkpoints */
export function assertInForce(keys: CheckpointKeys | null, key: SignerKey, file: string): void {
  if (keys !== null && keys.key !== verifierText(key))
    throw cliErrors.create("KEY_NOT_IN_FORCE", { file, key: verifierText(key), inForce: keys.key });
}

/** A signer that asks again, before it signs, whether its key was replaced since it was read. */
export function signerInForce({ files, paths }: Context, key: SignerKey, file: string): Signer {
  const signer = signerOf(key);
  return {
    key: signer.key,
    async sign(text) {
      const mark = await readMark(files, paths.mark);
      assertInForce(mark === null ? null : markedKeys(mark), key, file);
      return signer.sign(text);
    },
  };
}
