import { createHash } from "node:crypto";
import type { Readable } from "../read/read-blocks.ts";

const PIECE = 1024 * 1024;
/** Most segments of a busy log are large, but a log may have thousands of small ones: those need no megabyte each. */
const FIRST_PIECE = 64 * 1024;

/** SHA-256 and number of the bytes from `from` to `to`, or to their end. */
export async function digestOf(
  file: Readable,
  from = 0,
  to = Number.POSITIVE_INFINITY,
  signal?: AbortSignal,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash("sha256");
  const bytes = await eachPiece(file, from, to, (piece) => void hash.update(piece), signal);
  return { sha256: hash.digest("hex"), bytes };
}

/** Hands the bytes from `from` to `to`, or to their end, to `visit`, piece by piece, each good until it returns or resolves. */
export async function eachPiece(
  file: Readable,
  from: number,
  to: number,
  visit: (piece: Uint8Array, at: number) => void | Promise<void>,
  signal?: AbortSignal,
): Promise<number> {
  let buffer = Buffer.allocUnsafe(Math.max(0, Math.min(FIRST_PIECE, to - from)));
  let at = from;
  while (at < to) {
    signal?.throwIfAborted();
    const read = await file.read(buffer.subarray(0, Math.min(buffer.length, to - at)), at);
    if (read === 0) break;
    const done = visit(buffer.subarray(0, read), at);
    if (done !== undefined) await done;
    at += read;
    if (read === buffer.length && read < PIECE) buffer = Buffer.allocUnsafe(PIECE);
  }
  return at - from;
}
