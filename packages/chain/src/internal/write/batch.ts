import type { HashIndex } from "../../log/hash-index.ts";
import { IndexBuffer } from "../../log/hash-index.ts";
import { toHex } from "../line/bytes.ts";
import { lineOverhead, writeLine } from "../line/format-line.ts";
import { leafHashInPlace } from "../line/node-sha256.ts";
import { NEWLINE } from "../line/scan-line.ts";
import type { LogState } from "./log-state.ts";

/** What an append returns once its bytes are durable. */
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
  #leaves: Uint8Array[] = [];
  /** Where each line ends behind its newline, from the start of the batch. */
  #ends: number[] = [];

  /** Numbers and links the events as what follows `state`; the bytes are good until the next call. */
  encode(events: readonly Prepared[], state: LogState): Uint8Array {
    this.#leaves = [];
    this.#ends = [];
    let { count: seq, lastLeaf } = state;
    let at = 1;
    for (const { json } of events) {
      // UTF-8 takes at most three bytes for a UTF-16 code unit.
      this.#reserve(at, 3 * json.length + lineOverhead(seq) + 1);
      const end = writeLine(this.#buffer, at, json, lastLeaf, seq++);
      lastLeaf = leafHashInPlace(this.#buffer, at, end);
      this.#buffer[end] = NEWLINE;
      this.#leaves.push(lastLeaf);
      this.#ends.push(end);
      at = end + 1;
    }
    return this.#buffer.subarray(1, at);
  }

  /**
   * Takes the encoded events into the state that they were encoded for, and the tree and its index with them. Nothing on
   * disk waits for it, so it is done while the bytes are on their way there.
   */
  addTo(
    state: LogState,
    events: readonly Prepared[],
    index: Pick<IndexBuffer, "beginRecord" | "addHash">,
  ): void {
    let start = 0;
    for (const [i, { keys }] of events.entries()) {
      const leaf = this.#leaves[i];
      const end = this.#ends[i];
      if (leaf === undefined || end === undefined) throw new RangeError("more events than were encoded");
      index.beginRecord(state.bytes);
      state.add(leaf, end - start, keys, index.addHash);
      start = end;
    }
  }

  /** Where each line ends in what `encode` returned, behind its newline. */
  get ends(): readonly number[] {
    return this.#ends;
  }

  /** What the event at `position` of the batch became, which was encoded for the state `before`. */
  appended(position: number, before: LogState): Appended {
    const leaf = this.#leaves[position];
    if (leaf === undefined) throw new RangeError("more events than were encoded");
    const offset = before.bytes + (this.#ends[position - 1] ?? 0);
    return { seq: before.count + position, leafHash: toHex(leaf), offset };
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

  constructor(file: HashIndex | undefined, count: number) {
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
