import { type FileLayer, openExisting, readFully } from "@mvcrs/files";
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
 * The numbers of the entries in a log's file that engage a lock, found in its bytes alone: whatever stands beside the log may
 * have been forged. It takes as long as reading the file does, and no entry is parsed but those.
 */
export async function* locksInBytes(disk: FileLayer, path: string): AsyncGenerator<number> {
  const file = await openExisting(disk, path);
  if (file === undefined) return;
  try {
    const buffer = Buffer.allocUnsafe(pieceBytes);
    for (let at = 0; ; ) {
      const piece = buffer.subarray(0, await readFully(file, buffer, at));
      // A piece begins where a line does, and so holds it whole. Half of one at the end is no entry yet.
      const end = piece.lastIndexOf(newline) + 1;
      yield* locksInLines(piece.subarray(0, end));
      if (piece.length < pieceBytes) return;
      at += end === 0 ? piece.length : end;
    }
  } finally {
    await file.close();
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
