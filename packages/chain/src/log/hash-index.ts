import { utf8 } from "@mvcrs/canonical";
import { systemCode } from "@mvcrs/errors";
import { type FileHandle, type FileLayer, openExisting, readFully, writeAll } from "@mvcrs/files";
import { equalBytes } from "../internal/line/bytes.ts";
import type { SubtreeNode } from "../internal/line/compact-range.ts";

// The index beside a log: the byte offset of every entry and every hash of the Merkle tree, in the order in which
// appending completes them. The record of entry n is its offset (8 bytes, big-endian), its leaf hash and the hash of
// each subtree that it completes; so every position follows from n alone, and a proof reads a logarithmic number of
// hashes. Nothing believes it: a proof is checked against the root, an offset against the line found there. What is found
// wrong is written again from the log (`mendIndex`): a power failure may leave holes, as it is never synced.
// `verifyLog` opens it only to start from a checkpoint that is trusted, and checks every hash it takes from it against that.

const MAGIC = utf8("mvcrs-index 0001");

/** The byte position of the record of entry `n`. n leaves complete 2n - popcount(n) subtrees in all. */
function recordAt(n: number): number {
  return MAGIC.length + 8 * n + 32 * (2 * n - popcount(n));
}

/** The byte position of the hash of a complete subtree: its last leaf's record ends with the hashes it completes. */
function hashAt(level: number, index: number): number {
  return recordAt((index + 1) * 2 ** level - 1) + 8 + 32 * level;
}

function popcount(n: number): number {
  let bits = 0;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) bits += rest % 2;
  return bits;
}

/** Collects records in memory until they are worth a write. */
export class IndexBuffer {
  #bytes = new Uint8Array(64 * 1024);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  beginRecord(offset: number): void {
    this.#reserve(8 + 64 * 32);
    this.#view.setUint32(this.#length, Math.floor(offset / 2 ** 32));
    this.#view.setUint32(this.#length + 4, offset % 2 ** 32);
    this.#length += 8;
  }

  addHash = (hash: Uint8Array): void => {
    this.#bytes.set(hash, this.#length);
    this.#length += hash.length;
  };

  /** What was collected; the buffer is then empty, and the bytes are good until the next record. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }

  /** Forgets what was collected after the given length. */
  cutTo(length: number): void {
    this.#length = Math.min(this.#length, length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * this.#bytes.length + more);
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

export class HashIndex {
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Opens the index for writing, and creates it if missing. What is no index is emptied and begun again. */
  static async openForWriting(files: FileLayer, path: string): Promise<HashIndex> {
    let handle: FileHandle;
    try {
      handle = await files.open(path, "update");
    } catch (thrown) {
      if (systemCode(thrown) !== "ENOENT") throw thrown;
      handle = await files.open(path, "exclusive");
    }
    const index = new HashIndex(handle);
    try {
      if (!(await index.#hasMagic())) {
        await handle.truncate(0);
        await writeAll(handle, MAGIC, 0);
      }
    } catch (thrown) {
      await handle.close();
      throw thrown;
    }
    return index;
  }

  /** Opens the index as it is, to mend it. */
  static async openForMending(files: FileLayer, path: string): Promise<HashIndex> {
    return new HashIndex(await files.open(path, "update"));
  }

  /** Opens the index for reading; `undefined` when there is none. */
  static async openForReading(files: FileLayer, path: string): Promise<HashIndex | undefined> {
    const handle = await openExisting(files, path);
    return handle === undefined ? undefined : new HashIndex(handle);
  }

  /** Whether it has its first bytes, and records of at least `count` entries. */
  async reaches(count: number): Promise<boolean> {
    return (await this.#hasMagic()) && (await this.#handle.size()) >= recordAt(count);
  }

  async #hasMagic(): Promise<boolean> {
    const found = new Uint8Array(MAGIC.length);
    await readFully(this.#handle, found, 0);
    return equalBytes(found, MAGIC);
  }

  /** The offset and leaf hash of an entry; `undefined` when the index does not reach it. */
  async entry(n: number): Promise<{ readonly offset: number; readonly leafHash: Uint8Array } | undefined> {
    const record = new Uint8Array(40);
    if ((await readFully(this.#handle, record, recordAt(n))) < 40) return undefined;
    const offset = Number(new DataView(record.buffer).getBigUint64(0));
    return { offset, leafHash: record.subarray(8) };
  }

  /** The stored hash of a complete subtree; `undefined` when the index does not reach it. */
  async hash(level: number, index: number): Promise<Uint8Array | undefined> {
    const hash = new Uint8Array(32);
    return (await readFully(this.#handle, hash, hashAt(level, index))) === 32 ? hash : undefined;
  }

  /** The stored hashes of the largest complete subtrees that make up the entries from `begin` to `end`. @throws RangeError */
  async subtrees(begin: number, end: number): Promise<SubtreeNode[]> {
    const nodes: SubtreeNode[] = [];
    for (let at = begin; at < end; ) {
      let level = 0;
      while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= end) level++;
      const index = at / 2 ** level;
      const hash = await this.hash(level, index);
      if (hash === undefined) throw new RangeError("the index does not reach this far");
      nodes.push({ level, index, hash });
      at += 2 ** level;
    }
    return nodes;
  }

  /** Writes the records that follow the first `count` ones. */
  async write(count: number, records: Uint8Array): Promise<void> {
    await writeAll(this.#handle, records, recordAt(count));
  }

  /** As `write`, where something else stands; whether it did. */
  async mend(count: number, records: Uint8Array): Promise<boolean> {
    return this.#replaceAt(recordAt(count), records);
  }

  /** Writes its first bytes again if they are others; whether they were. */
  async mendStart(): Promise<boolean> {
    return this.#replaceAt(0, MAGIC);
  }

  async #replaceAt(position: number, bytes: Uint8Array): Promise<boolean> {
    const there = new Uint8Array(bytes.length);
    const length = await readFully(this.#handle, there, position);
    if (length === bytes.length && equalBytes(there, bytes)) return false;
    await writeAll(this.#handle, bytes, position);
    return true;
  }

  /** Forgets every record after the first `count`. */
  async cutTo(count: number): Promise<void> {
    await this.#handle.truncate(recordAt(count));
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
