import { decodeQuoted } from "./quoted.ts";

const maxNames = 200_000;
/** Longer ones are decoded each time: what is kept stays bounded in bytes too, and long texts seldom come again. */
const maxNameBytes = 64;
/** Names made to collide must not make every look-up a search: one that has no place this near is not kept. */
const maxProbes = 64;

/**
 * The strings behind runs of bytes that come again and again, such as the names in a long input. Each is decoded and
 * checked once, and every later look-up returns the same string object, which is what makes the look-ups by name further
 * on cheap. Open addressing over a table of slots; forgets everything when it is full.
 */
export class NameTable {
  readonly #accepts: (name: string) => boolean;
  /** Index into the entries plus one; 0 is free. At least half of the slots are. */
  #slots = new Int32Array(1024);
  #names: string[] = [];
  #hashes: number[] = [];
  /** Where the bytes of each name end in the pool; one number more than there are names. */
  #ends: number[] = [0];
  #pool = new Uint8Array(16_384);

  constructor(accepts: (name: string) => boolean) {
    this.#accepts = accepts;
  }

  /**
   * What the quoted text at `start`..`end`, whose `hashStep`s gave `hash`, says; `undefined` where it is no text of JSON or
   * not accepted.
   */
  get(bytes: Uint8Array, start: number, end: number, hash: number): string | undefined {
    if (end - start > maxNameBytes) return this.#decode(bytes, start, end);
    const mask = this.#slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let probes = 0; probes < maxProbes; probes++) {
      const found = (this.#slots[slot] ?? 0) - 1;
      if (found < 0) return this.#add(bytes, start, end, hash);
      if (this.#hashes[found] === hash && this.#isAt(found, bytes, start, end)) return this.#names[found];
      slot = (slot + 1) & mask;
    }
    return this.#decode(bytes, start, end);
  }

  #decode(bytes: Uint8Array, start: number, end: number): string | undefined {
    const name = decodeQuoted(bytes, start, end);
    return name !== undefined && this.#accepts(name) ? name : undefined;
  }

  #isAt(found: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#ends[found] ?? 0;
    if ((this.#ends[found + 1] ?? 0) - from !== end - start) return false;
    const pool = this.#pool;
    for (let at = start; at < end; at++) if (bytes[at] !== pool[from + at - start]) return false;
    return true;
  }

  #add(bytes: Uint8Array, start: number, end: number, hash: number): string | undefined {
    const name = this.#decode(bytes, start, end);
    if (name === undefined) return undefined;
    if (this.#names.length >= maxNames) this.#forget();
    const used = this.#ends.at(-1) ?? 0;
    if (used + end - start > this.#pool.length) {
      const larger = new Uint8Array(2 * this.#pool.length + end - start);
      larger.set(this.#pool);
      this.#pool = larger;
    }
    this.#pool.set(bytes.subarray(start, end), used);
    this.#ends.push(used + end - start);
    this.#names.push(name);
    this.#hashes.push(hash);
    if (2 * this.#names.length > this.#slots.length) this.#grow();
    else this.#place(this.#names.length - 1);
    return name;
  }

  #place(entry: number): void {
    const mask = this.#slots.length - 1;
    const hash = this.#hashes[entry] ?? 0;
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry + 1;
  }

  #grow(): void {
    this.#slots = new Int32Array(2 * this.#slots.length);
    for (let entry = 0; entry < this.#names.length; entry++) this.#place(entry);
  }

  #forget(): void {
    this.#slots = new Int32Array(1024);
    this.#names = [];
    this.#hashes = [];
    this.#ends = [0];
    this.#pool = new Uint8Array(16_384);
  }
}

/** Takes the next byte of a name into its hash, which begins at 0 (Java's string hash; 32 bits). */
export const hashStep = (hash: number, byte: number): number => (Math.imul(hash, 31) + byte) | 0;
