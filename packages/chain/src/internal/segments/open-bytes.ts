import type { Readable } from "../read/read-blocks.ts";
import { MemberBytes, membersOf } from "./gzip-members.ts";
import { StreamBytes } from "./gzip-stream.ts";
import type { SegmentBytes } from "./segment-bytes.ts";

/** How a segment is stored. `foreign`: compressed by another program, and read from its beginning. */
export type Storage = "plain" | "compressed" | "foreign";

/** The bytes of a segment's file, whatever it is stored as: its first bytes tell. */
export async function bytesOf(
  file: Readable,
  size: number,
): Promise<{ readonly storage: Storage; readonly bytes: SegmentBytes }> {
  const start = new Uint8Array(2);
  await file.read(start, 0);
  if (start[0] !== 0x1f || start[1] !== 0x8b)
    return { storage: "plain", bytes: { size, read: (target, position) => file.read(target, position) } };
  const members = await membersOf(file, size);
  return members === undefined
    ? { storage: "foreign", bytes: new StreamBytes(file) }
    : { storage: "compressed", bytes: new MemberBytes(file, members) };
}
