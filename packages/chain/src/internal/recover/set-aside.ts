import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { systemCode } from "@mvcrs/errors";
import { type FileHandle, type FileLayer, writeAll } from "@mvcrs/files";
import type { SetAside } from "../../log/log.ts";
import type { TornTail } from "../line/line-splitter.ts";

const PIECE = 1024 * 1024;

/**
 * Moves the end of a log to a file of its own, in constant memory. The copy is durable before the log is cut, and its
 * name follows from its content, so that dying in between only means doing it again, and no earlier copy is lost.
 */
export async function setAside(
  files: FileLayer,
  path: string,
  handle: FileHandle,
  tail: TornTail,
): Promise<SetAside> {
  const hash = createHash("sha256");
  await eachPiece(handle, tail, async (piece) => {
    hash.update(piece);
  });
  const setAsidePath = `${path}.torn-${tail.offset}-${hash.digest("hex").slice(0, 16)}`;
  // One of that name is the same copy, left by an earlier attempt, perhaps incomplete.
  await files.remove(setAsidePath).catch((thrown: unknown) => {
    if (systemCode(thrown) !== "ENOENT") throw thrown;
  });
  const copy = await files.open(setAsidePath, "exclusive");
  try {
    let at = 0;
    await eachPiece(handle, tail, async (piece) => {
      await writeAll(copy, piece, at);
      at += piece.length;
    });
    await copy.sync();
  } finally {
    await copy.close();
  }
  await files.syncFolder(dirname(path));
  await handle.truncate(tail.offset);
  await handle.sync();
  return { setAsidePath, bytes: tail.length, offset: tail.offset };
}

async function eachPiece(
  handle: FileHandle,
  { offset, length }: TornTail,
  visit: (piece: Uint8Array) => Promise<void>,
): Promise<void> {
  const buffer = new Uint8Array(Math.min(PIECE, length));
  for (let done = 0; done < length; ) {
    const read = await handle.read(buffer.subarray(0, length - done), offset + done);
    if (read === 0) throw new RangeError("the log became shorter while its end was copied");
    await visit(buffer.subarray(0, read));
    done += read;
  }
}
