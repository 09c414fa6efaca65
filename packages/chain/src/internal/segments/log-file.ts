import type { FileHandle, FileIdentity } from "@mvcrs/files";
import type { Segment } from "../../segments/segment.ts";
import type { ClosedSegment } from "./closed-segment.ts";

/** A part of a log that is one file: whole lines, and no line goes on in the next. */
export interface LogPart {
  /** Number of its first entry. */
  readonly first: number;
  /** Its bytes in the log. */
  readonly start: number;
  /** Infinity for the file that grows. */
  readonly end: number;
}

/** Segments that are kept open: a log may have more of them than a process may open files. */
const mostOpen = 8;

/**
 * A log as one file, whatever it stands in: closed segments, and the file that grows, whose bytes go on where the last segment
 * ends. Only the latter is written.
 */
export class LogFile implements FileHandle {
  #closed: readonly ClosedSegment[];
  #active: FileHandle;
  /** Those that were read last, the latest at the end. */
  #open: ClosedSegment[] = [];
  #start = 0;
  #first = 0;

  constructor(closed: readonly ClosedSegment[], active: FileHandle) {
    this.#closed = closed;
    this.#active = active;
    this.#place();
  }

  /** Goes on in another file, once what stood in the one before was closed; whoever is reading notices nothing. */
  async goOn(closed: readonly ClosedSegment[], active: FileHandle): Promise<void> {
    const before = this.#active;
    this.#closed = [...this.#closed, ...closed];
    this.#active = active;
    this.#place();
    await before.close();
  }

  /** The file that grows. */
  get active(): LogPart {
    return { first: this.#first, start: this.#start, end: Number.POSITIVE_INFINITY };
  }

  get handle(): FileHandle {
    return this.#active;
  }

  get closed(): readonly ClosedSegment[] {
    return this.#closed;
  }

  /** Where the closed segments end, by the list; `undefined` for a log of one file. */
  get sealed(): Segment | undefined {
    return this.#closed.at(-1)?.segment;
  }

  /** The part that holds a byte. */
  partAt(position: number): LogPart {
    return partOf(this.#closedAt(position)?.segment) ?? this.active;
  }

  /** The part that holds an entry. */
  partOf(seq: number): LogPart {
    if (seq >= this.#first) return this.active;
    return partOf(search(this.#closed, ({ segment }) => segment.last < seq)?.segment) ?? this.active;
  }

  read(target: Uint8Array, position: number): Promise<number> {
    const closed = this.#closedAt(position);
    return closed === undefined
      ? this.#active.read(target, position - this.#start)
      : this.#readClosed(closed, target, position - closed.segment.offset);
  }

  write(bytes: Uint8Array, position: number): Promise<number> {
    return this.#active.write(bytes, this.#own(position));
  }

  sync(): Promise<void> {
    return this.#active.sync();
  }

  truncate(length: number): Promise<void> {
    return this.#active.truncate(this.#own(length));
  }

  size(): Promise<number> {
    const size = this.#active.size();
    return this.#start === 0 ? size : size.then((own) => this.#start + own);
  }

  identity(): Promise<FileIdentity> {
    return this.#active.identity();
  }

  async close(): Promise<void> {
    try {
      for (const segment of this.#closed) await segment.close();
    } finally {
      await this.#active.close();
    }
  }

  async #readClosed(closed: ClosedSegment, target: Uint8Array, position: number): Promise<number> {
    if (this.#open.at(-1) !== closed) {
      this.#open = [...this.#open.filter((one) => one !== closed), closed];
      if (this.#open.length > mostOpen) await this.#open.shift()?.close();
    }
    return closed.read(target, position);
  }

  #place(): void {
    const { sealed } = this;
    this.#start = sealed === undefined ? 0 : sealed.offset + sealed.bytes;
    this.#first = sealed === undefined ? 0 : sealed.last + 1;
  }

  #closedAt(position: number): ClosedSegment | undefined {
    if (position >= this.#start) return undefined;
    return search(this.#closed, ({ segment }) => segment.offset + segment.bytes <= position);
  }

  #own(position: number): number {
    if (position < this.#start) throw new TypeError("a closed segment is never written");
    return position - this.#start;
  }
}

const partOf = (segment: Segment | undefined): LogPart | undefined =>
  segment && { first: segment.first, start: segment.offset, end: segment.offset + segment.bytes };

/** The first of which `before` does not hold; it holds of a beginning of the list. */
function search<T>(list: readonly T[], before: (one: T) => boolean): T | undefined {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const one = list[middle];
    if (one !== undefined && before(one)) low = middle + 1;
    else high = middle;
  }
  return list[low];
}
