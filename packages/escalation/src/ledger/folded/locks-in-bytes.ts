import { openLogBytes } from "@mvcrs/chain";
import { type FileLayer, readFully } from "@mvcrs/files";
import { z } from "zod";

// What is read at once and synchronously: a line, which has 65,535 bytes at most, and its newline.
const pieceBytes = 64 * 1024;
const newline = 0x0a;
/** In every entry that engages a lock, and hardly anywhere else. Its first byte is rare in a log, so looking for it is fast. */
const marker = "MVCRS_TRUST_LOCK";

const engagedSchema = z.object({
  event: z.object({ type: z.literal("trust_lock.engaged") }),
  seq: z.int().min(0),
});

/**
 * The numbers of the entries of a log that engage a lock, found in its bytes alone, closed segments and all: whatever stands
 * beside the log may have been forged. It takes as long as reading the log does, and no entry is parsed but those.
 *
 * @throws LOG_MISSING, SEGMENT_MISSING where nobody can tell, and whatever else keeps the bytes from being read
 */
export async function* locksInBytes(files: FileLayer, path: string): AsyncGenerator<number> {
  await using log = await openLogBytes({ path, files });
  const buffer = Buffer.allocUnsafe(pieceBytes);
  // What of a line was read before: a piece begins where a line does, and so holds it whole.
  let kept = 0;
  for (let at = 0; ; ) {
    const read = await readFully(log, buffer.subarray(kept), at);
    const piece = buffer.subarray(0, kept + read);
    const end = piece.lastIndexOf(newline) + 1;
    yield* locksInLines(piece.subarray(0, end));
    // Half a line at the end is no entry yet.
    if (piece.length < pieceBytes) return;
    // No newline in all of a piece: that is no line of a log.
    kept = end === 0 ? 0 : piece.length - end;
    buffer.copyWithin(0, end, end + kept);
    at += read;
  }
}

function* locksInLines(lines: Buffer): Generator<number> {
  for (let hit = lines.indexOf(marker); hit >= 0; ) {
    const end = lines.indexOf(newline, hit);
    const engaged = engagedSchema.safeParse(
      jsonOf(lines.toString("utf8", lines.lastIndexOf(newline, hit) + 1, end)),
    );
    if (engaged.success) yield engaged.data.seq;
    hit = lines.indexOf(marker, end);
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
