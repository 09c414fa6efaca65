import { readLog } from "@mvcrs/chain";
import { parseCheckpoint, parseNote, parseVerifierKeys, verifyCheckpoint } from "@mvcrs/chain/note";
import type { PostgresStore } from "@mvcrs/chain-postgres";
import { isCodedError } from "@mvcrs/errors";
import { markedKeys, readMark, verifierKeysOf } from "@mvcrs/escalation";
import type { Context } from "./command.ts";
import { chainFiles } from "./commands/chain/chain-files.ts";

const sizeOf = (note: string): number => Number(parseCheckpoint(parseNote(note).text).size);

/**
 * Takes over the checkpoint that another host has signed, where this one knows whose signature that has to be and its own copy agrees.
 * Anything else is left: what the database says of itself is nobody's word.
 */
export async function takeCheckpoint(
  context: Context,
  store: Pick<PostgresStore, "checkpoint">,
): Promise<void> {
  const { files, disk, paths } = context;
  const note = await store.checkpoint();
  if (note === null || note === (await files.read(paths.checkpoint))) return;
  try {
    const keys = await knownKeys(context);
    if (keys === null) return;
    const { size: signed, rootHash } = verifyCheckpoint(note, keys);
    const here = await files.read(paths.checkpoint);
    const size = Number(signed);
    if (here !== null && sizeOf(here) >= size) return;
    await using log = await readLog({ path: paths.log, metaPath: paths.meta, files: disk });
    if ((await log.rootAt(size)) === Buffer.from(rootHash).toString("hex"))
      await files.write(paths.checkpoint, note);
  } catch (thrown) {
    if (!isCodedError(thrown) || thrown.kind === "outside") throw thrown;
  }
}

/** The keys that this root has seen itself: in its mark, or beside its signer key. */
async function knownKeys(context: Context) {
  const { files, paths } = context;
  const mark = await readMark(files, paths.mark);
  const pinned = mark === null ? null : markedKeys(mark);
  if (pinned !== null) return verifierKeysOf(pinned);
  const text = await files.read((await chainFiles(context)).publicKey);
  return text === null ? null : parseVerifierKeys(text);
}
