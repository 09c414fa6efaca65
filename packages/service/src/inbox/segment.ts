import { join } from "node:path";
import { type FileHandle, type FileLayer, readFully } from "@mvcrs/files";
import { maxHeaderBytes, parseHeader, type RecordHeader, sha256 } from "./record.ts";

/** A file of deliveries; `start` is its place in all that the inbox ever took, in bytes. */
export interface Segment {
  readonly path: string;
  readonly start: number;
}

const digits = 16;
const named = new RegExp(`^(\\d{${digits}})\\.inbox$`);

export const segmentAt = (folder: string, start: number): Segment => ({
  path: join(folder, `${String(start).padStart(digits, "0")}.inbox`),
  start,
});

/** The segments of a folder, oldest first. */
export async function listSegments(files: FileLayer, folder: string): Promise<Segment[]> {
  return [...(await files.list(folder))].sort().flatMap((name) => {
    const start = named.exec(name)?.[1];
    return start === undefined ? [] : [segmentAt(folder, Number(start))];
  });
}

export interface FoundRecord {
  readonly header: RecordHeader;
  readonly payload: Uint8Array;
  /** Bytes of it all. */
  readonly length: number;
}

/** The record at a place of a segment; what is wrong there where there is none, `undefined` at the end. */
export async function recordAt(
  handle: FileHandle,
  position: number,
  end: number,
): Promise<FoundRecord | "cut" | "damaged" | undefined> {
  if (position >= end) return undefined;
  const first = new Uint8Array(Math.min(maxHeaderBytes, end - position));
  const parsed = parseHeader(first.subarray(0, await readFully(handle, first, position)));
  if (typeof parsed === "string") return parsed;
  const { header, length } = parsed;
  if (position + length + header.bytes > end) return "cut";
  const payload = new Uint8Array(header.bytes);
  if ((await readFully(handle, payload, position + length)) < payload.length) return "cut";
  if (sha256(payload) !== header.sha256) return "damaged";
  return { header, payload, length: length + header.bytes };
}
