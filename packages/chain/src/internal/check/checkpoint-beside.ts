import { isCodedError } from "@mvcrs/errors";
import { type FileLayer, readWhole } from "@mvcrs/files";
import { chainErrors } from "../../errors.ts";
import { type Checkpoint, parseCheckpoint } from "../../note/checkpoint.ts";
import { parseNote } from "../../note/signed-note.ts";
import { toHex } from "../line/bytes.ts";
import type { LogPaths } from "../paths.ts";

/**
 * Holds a log that is to be written against the last checkpoint signed, which stands beside it: an older copy of log
 * and meta file agrees with itself, and writing on would give numbers that were signed to other entries. No signature
 * is checked, as anyone who could forge the file could remove it; a forged one only stops the writer.
 *
 * @throws LOG_BEHIND_CHECKPOINT, CHECKPOINT_CONTRADICTS_LOG, CHECKPOINT_UNREADABLE
 */
export async function assertContinuesCheckpoint(
  files: FileLayer,
  { log: path, checkpoint: checkpointPath }: LogPaths,
  count: number,
  rootAt: (size: number) => Promise<string>,
): Promise<void> {
  const bytes = await readWhole(files, checkpointPath);
  if (bytes === undefined) return;
  const checkpoint = readUnverified(bytes, checkpointPath);
  const size = String(checkpoint.size);
  if (checkpoint.size > BigInt(count))
    throw chainErrors.create("LOG_BEHIND_CHECKPOINT", {
      path,
      count,
      checkpointPath,
      size,
      checkpoint: new TextDecoder().decode(bytes),
    });
  const expected = toHex(checkpoint.rootHash);
  const found = await rootAt(Number(checkpoint.size));
  if (found !== expected)
    throw chainErrors.create("CHECKPOINT_CONTRADICTS_LOG", {
      ...{ path, checkpointPath, size, expected, found },
      checkpoint: new TextDecoder().decode(bytes),
    });
}

/** What a checkpoint says, its signature unchecked. @throws CHECKPOINT_UNREADABLE */
export function readUnverified(bytes: Uint8Array, checkpointPath: string): Checkpoint {
  const unreadable = (reason: string, cause?: unknown) =>
    chainErrors.create("CHECKPOINT_UNREADABLE", { checkpointPath, reason }, { cause });
  try {
    return parseCheckpoint(parseNote(new TextDecoder("utf-8", { fatal: true }).decode(bytes)).text);
  } catch (thrown) {
    throw isCodedError(thrown) ? unreadable(thrown.summary, thrown) : unreadable("it is not UTF-8", thrown);
  }
}
