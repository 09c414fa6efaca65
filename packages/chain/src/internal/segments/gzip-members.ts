import { gunzipSync, gzipSync } from "node:zlib";
import type { Readable } from "../read/read-blocks.ts";
import { LastRead, type SegmentBytes, UnreadableBytes } from "./segment-bytes.ts";

// A compressed segment: gzip members (RFC 1952), each of about a megabyte of whole lines, so that one entry costs one of them.
// Any gunzip reads it. Each says in its extra field (subfield `MV`) how long it is and how much it holds, in bytes,
// little-endian: so the members are found without unpacking.

/** How much a member holds before another is begun. */
export const memberBytes = 1024 * 1024;

const headerBytes = 10;
const extraBytes = 14;
const FEXTRA = 4;

/** The member that holds these bytes. */
export function memberOf(bytes: Uint8Array): Uint8Array {
  const plain = gzipSync(bytes, { level: 6 });
  const member = new Uint8Array(plain.length + extraBytes);
  const view = new DataView(member.buffer);
  member.set(plain.subarray(0, headerBytes));
  member[3] = FEXTRA;
  view.setUint16(10, extraBytes - 2, true);
  member.set([0x4d, 0x56, extraBytes - 6, 0], 12);
  view.setUint32(16, member.length, true);
  view.setUint32(20, bytes.length, true);
  member.set(plain.subarray(headerBytes), headerBytes + extraBytes);
  return member;
}

interface Member {
  readonly position: number;
  readonly length: number;
  /** Where what it holds begins and ends, uncompressed. */
  readonly start: number;
  readonly end: number;
}

/** The members of a file; `undefined` where they are not ours. */
export async function membersOf(file: Readable, size: number): Promise<readonly Member[] | undefined> {
  const members: Member[] = [];
  const header = new Uint8Array(headerBytes + extraBytes);
  const view = new DataView(header.buffer);
  for (let position = 0, start = 0; position < size; ) {
    for (let have = 0; have < header.length; ) {
      const read = await file.read(header.subarray(have), position + have);
      if (read === 0) return undefined;
      have += read;
    }
    const ours = [0x1f, 0x8b, 8, FEXTRA].every((byte, at) => header[at] === byte);
    const field = [extraBytes - 2, 0, 0x4d, 0x56, extraBytes - 6, 0].every((b, at) => header[10 + at] === b);
    const [length, holds] = [view.getUint32(16, true), view.getUint32(20, true)];
    // A damaged number must cost no memory.
    if (!ours || !field || length <= header.length || holds > 64 * memberBytes) return undefined;
    if (position + length > size) return undefined;
    members.push({ position, length, start, end: start + holds });
    position += length;
    start += holds;
  }
  return members;
}

/** Reads a file of our members: what is asked for costs those that hold it. */
export class MemberBytes implements SegmentBytes {
  readonly #file: Readable;
  readonly #members: readonly Member[];
  readonly #last = new LastRead();

  constructor(file: Readable, members: readonly Member[]) {
    this.#file = file;
    this.#members = members;
  }

  get size(): number {
    return this.#members.at(-1)?.end ?? 0;
  }

  /** Where members begin. */
  get starts(): readonly number[] {
    return this.#members.map(({ start }) => start);
  }

  async read(target: Uint8Array, position: number): Promise<number> {
    const member = this.#members[this.#indexAt(position)];
    if (member === undefined || position >= member.end) return 0;
    const bytes = await this.#last.of(member.start, () => this.#unpack(member));
    const part = bytes.subarray(position - member.start, position - member.start + target.length);
    target.set(part);
    return part.length;
  }

  #indexAt(position: number): number {
    let [low, high] = [0, this.#members.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#members[middle]?.end ?? 0) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  async #unpack({ position, length, start, end }: Member): Promise<Uint8Array> {
    const packed = new Uint8Array(length);
    for (let have = 0; have < length; ) {
      const read = await this.#file.read(packed.subarray(have), position + have);
      if (read === 0) throw new UnreadableBytes("it became shorter");
      have += read;
    }
    try {
      const bytes = gunzipSync(packed, { maxOutputLength: end - start + 1 });
      if (bytes.length === end - start) return bytes;
    } catch (cause) {
      throw new UnreadableBytes(`what is compressed at byte ${position} is damaged`, { cause });
    }
    throw new UnreadableBytes(`what is compressed at byte ${position} is not as long as it says`);
  }
}
