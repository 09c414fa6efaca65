import type { HashIndex } from "../log/hash-index.ts";
import { IndexBuffer } from "../log/hash-index.ts";
import { formatLine, NEWLINE } from "./line.ts";
import type { LogState } from "./log-state.ts";
import { leafBothInPlace } from "./node-sha256.ts";

/** What an append gives back once its bytes are durable. */
export interface Appended {
  readonly seq: number;
  readonly leafHash: string;
  readonly offset: number;
}

/** An event on its way into the log: checked, canonical, not yet numbered. */
export interface Prepared {
  readonly json: string;
  readonly keys: readonly string[];
}

/** Turns events into lines, one behind the other in one buffer that is reused from batch to batch. */
export class BatchEncoder {
  // One byte of headroom, so that the first line too can be hashed in place.
  #buffer = Buffer.alloc(256 * 1024);

  /** Numbers and links the events and takes them into `state`; the bytes are good until the next call. */
  encode(
    events: readonly Prepared[],
    state: LogState,
    index: IndexBuffer | undefined,
  ): { readonly bytes: Uint8Array; readonly appended: Appended[] } {
    const appended: Appended[] = [];
    let at = 1;
    for (const { json, keys } of events) {
      const { count: seq, bytes: offset } = state;
      const line = formatLine(json, state.chainHash, seq);
      // UTF-8 takes at most three bytes for a UTF-16 code unit.
      this.#reserve(at, 3 * line.length + 1);
      const end = at + this.#buffer.write(line, at);
      const leafHash = leafBothInPlace(this.#buffer, at, end);
      this.#buffer[end] = NEWLINE;
      index?.beginRecord(offset);
      state.add(leafHash, end + 1 - at, keys, index?.addHash);
      appended.push({ seq, leafHash: state.chainHash, offset });
      at = end + 1;
    }
    return { bytes: this.#buffer.subarray(1, at), appended };
  }

  #reserve(at: number, more: number): void {
    if (at + more <= this.#buffer.length) return;
    const larger = Buffer.alloc(2 * this.#buffer.length + more);
    this.#buffer.copy(larger, 0, 0, at);
    this.#buffer = larger;
  }
}

/** Index records that wait for a write; the index is a projection, so losing it costs a rebuild and nothing else. */
export class IndexWriter {
  readonly buffer: IndexBuffer = new IndexBuffer();
  #file: HashIndex | undefined;
  #count: number;

  constructor(file: HashIndex, count: number) {
    this.#file = file;
    this.#count = count;
  }

  /** Writes what was collected up to `count` entries. A failure ends the index, never the append. */
  async flush(count: number): Promise<void> {
    const records = this.buffer.take();
    if (this.#file === undefined || records.length === 0) return;
    try {
      await this.#file.write(this.#count, records);
      this.#count = count;
    } catch {
      await this.close();
    }
  }

  get file(): HashIndex | undefined {
    return this.#file;
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close().catch(() => undefined);
  }
}
