import { Readable as NodeStream, pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import type { Readable } from "../read/read-blocks.ts";
import { type SegmentBytes, UnreadableBytes } from "./segment-bytes.ts";

const PIECE = 256 * 1024;

/**
 * Reads a file that any gzip has made. It is unpacked from its beginning on: reading forward is as fast as from ours, and each
 * step back begins again.
 */
export class StreamBytes implements SegmentBytes {
  readonly size = undefined;
  readonly #file: Readable;
  #pieces: AsyncIterator<Uint8Array> | undefined;
  #piece: Uint8Array = new Uint8Array(0);
  /** Where the piece begins. */
  #start = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(file: Readable) {
    this.#file = file;
  }

  read(target: Uint8Array, position: number): Promise<number> {
    const mine = this.#turn.then(async () => {
      try {
        return await this.#read(target, position);
      } catch (thrown) {
        await this.#rewind();
        throw thrown;
      }
    });
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #read(target: Uint8Array, position: number): Promise<number> {
    if (position < this.#start) await this.#rewind();
    this.#pieces ??= this.#unpacked();
    while (position >= this.#start + this.#piece.length) {
      const next = await this.#pieces.next();
      if (next.done === true) return 0;
      this.#start += this.#piece.length;
      this.#piece = next.value;
    }
    const part = this.#piece.subarray(position - this.#start, position - this.#start + target.length);
    target.set(part);
    return part.length;
  }

  async #rewind(): Promise<void> {
    await this.#pieces?.return?.();
    this.#pieces = undefined;
    this.#piece = new Uint8Array(0);
    this.#start = 0;
  }

  async *#unpacked(): AsyncGenerator<Uint8Array> {
    const file = this.#file;
    let failure: unknown;
    async function* packed(): AsyncGenerator<Uint8Array> {
      try {
        for (let at = 0; ; ) {
          const piece = new Uint8Array(PIECE);
          const read = await file.read(piece, at);
          if (read === 0) return;
          yield piece.subarray(0, read);
          at += read;
        }
      } catch (thrown) {
        failure = thrown;
        throw thrown;
      }
    }
    const unpacking = createGunzip();
    // What fails on the way in is met on the way out.
    pipeline(NodeStream.from(packed()), unpacking, () => undefined);
    try {
      for await (const piece of unpacking) yield piece as Uint8Array;
    } catch (cause) {
      throw failure ?? new UnreadableBytes("what is compressed in it is damaged", { cause });
    }
  }
}
