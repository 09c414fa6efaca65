/** The bytes of a closed segment, uncompressed. */
export interface SegmentBytes {
  /** How many there are; `undefined` where only unpacking tells. */
  readonly size: number | undefined;
  /** Reads into `target` from `position`; fewer bytes than asked for do not mean the end, 0 does. */
  read(target: Uint8Array, position: number): Promise<number>;
}

/** Bytes that cannot be unpacked. */
export class UnreadableBytes extends Error {}

/** Keeps what was unpacked last: whoever reads one entry often reads its neighbour next. */
export class LastRead {
  #key: number | undefined;
  #bytes: Promise<Uint8Array> | undefined;

  of(key: number, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    if (this.#key === key && this.#bytes !== undefined) return this.#bytes;
    const bytes = make();
    this.#key = key;
    this.#bytes = bytes;
    bytes.catch(() => {
      if (this.#bytes === bytes) this.#bytes = undefined;
    });
    return bytes;
  }
}
