import { MAX_LINE_BYTES, NEWLINE } from "./scan-line.ts";

/** Whole lines, each with its newline, from `start` to `end`; `bytes[start - 1]` exists and may be overwritten. */
export interface LineBlock {
  readonly kind: "lines";
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** Where `start` stands in the file. */
  readonly offset: number;
}

/** A line longer than any entry may be; it is hashed as it passes, never held. */
export interface OverlongLine {
  readonly kind: "overlong";
  readonly offset: number;
  readonly length: number;
  readonly leafHash: Uint8Array;
}

/** What stands behind the last newline. */
export interface TornTail {
  readonly offset: number;
  readonly length: number;
}

export interface StreamingHash {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

/**
 * Cuts a stream of bytes into blocks of whole lines, in constant memory whatever the bytes are. Fill what `space`
 * gives, then call `filled`; a block is good until the next call of `space`.
 */
export class LineSplitter {
  readonly #buffer: Uint8Array;
  readonly #newHash: () => StreamingHash;
  /** File offset of `#buffer[1]`; the byte before it is headroom for hashing in place. */
  #offset: number;
  #have = 1;
  #used = 1;
  #long: { offset: number; length: number; hash: StreamingHash } | undefined;

  constructor(offset: number, newHash: () => StreamingHash, capacity = 4 * (MAX_LINE_BYTES + 1)) {
    this.#offset = offset;
    this.#newHash = newHash;
    this.#buffer = new Uint8Array(1 + capacity);
  }

  space(): Uint8Array {
    if (this.#used > 1) {
      this.#buffer.copyWithin(1, this.#used, this.#have);
      this.#offset += this.#used - 1;
      this.#have -= this.#used - 1;
      this.#used = 1;
    }
    return this.#buffer.subarray(this.#have);
  }

  filled(length: number): (LineBlock | OverlongLine)[] {
    const fresh = this.#have;
    this.#have += length;
    const found: (LineBlock | OverlongLine)[] = [];
    if (this.#long !== undefined) {
      const newline = this.#buffer.subarray(0, this.#have).indexOf(NEWLINE, fresh);
      this.#feedLong(newline < 0 ? this.#have : newline);
      if (newline < 0) return found;
      found.push(this.#endLong());
      this.#used = newline + 1;
    }
    const end = this.#buffer.subarray(0, this.#have).lastIndexOf(NEWLINE) + 1;
    if (end > this.#used) {
      const start = this.#used;
      this.#used = end;
      found.push({ kind: "lines", bytes: this.#buffer, start, end, offset: this.#offset + start - 1 });
    } else if (this.#have - this.#used > MAX_LINE_BYTES + 1) {
      const hash = this.#newHash();
      hash.update(Uint8Array.of(0));
      this.#long = { offset: this.#offset + this.#used - 1, length: 0, hash };
      this.#feedLong(this.#have);
    }
    return found;
  }

  /** What is left once the stream has ended. */
  rest(): TornTail | undefined {
    if (this.#long !== undefined) return { offset: this.#long.offset, length: this.#long.length };
    const length = this.#have - this.#used;
    return length === 0 ? undefined : { offset: this.#offset + this.#used - 1, length };
  }

  #feedLong(end: number): void {
    const long = this.#long;
    if (long === undefined) return;
    long.hash.update(this.#buffer.subarray(this.#used, end));
    long.length += end - this.#used;
    this.#used = end;
  }

  #endLong(): OverlongLine {
    const long = this.#long;
    if (long === undefined) throw new TypeError("no overlong line is being read");
    this.#long = undefined;
    return { kind: "overlong", offset: long.offset, length: long.length, leafHash: long.hash.digest() };
  }
}
