import { leafHashInPlace } from "../internal/line/node-sha256.ts";
import type { LineBatch } from "./line-store.ts";
import type { Visit } from "./log-store.ts";

/** Lines that follow one another, as they were committed. */
interface Committed {
  readonly first: number;
  /** A byte of headroom, so that the first line too can be hashed in place, and the lines, each with its newline. */
  readonly bytes: Uint8Array;
  /** Where each line ends in `bytes`, behind its newline. */
  readonly ends: readonly number[];
}

/**
 * The last lines that this process has brought into a log: who exports them need not fetch them again. Forgets the oldest where
 * they take more than `mostBytes` of memory, and all of them where others wrote in between.
 */
export class RecentLines {
  readonly #mostBytes: number;
  #batches: Committed[] = [];
  #bytes = 0;

  constructor({ mostBytes = 64 * 1024 * 1024 }: { readonly mostBytes?: number } = {}) {
    this.#mostBytes = mostBytes;
  }

  /** Takes a copy of a batch that is in the log by now. */
  add({ first, lines, ends }: Pick<LineBatch, "first" | "lines" | "ends">): void {
    const last = this.#batches.at(-1);
    if (last !== undefined && endOf(last) !== first) this.clear();
    const bytes = new Uint8Array(1 + lines.length);
    bytes.set(lines, 1);
    const batch = { first, bytes, ends: ends.map((end) => 1 + end) };
    this.#batches.push(batch);
    this.#bytes += sizeOf(batch);
    while (this.#bytes > this.#mostBytes) this.#bytes -= sizeOf(this.#batches.shift() ?? batch);
  }

  clear(): void {
    this.#batches = [];
    this.#bytes = 0;
  }

  /** Those of a range that are at hand now, whatever comes or is forgotten afterwards; the first and the one after the last. */
  within(from: number, to: number): RecentRange {
    const batches = this.#batches.filter((batch) => batch.first < to && endOf(batch) > from);
    const [first, last] = [batches[0], batches.at(-1)];
    if (first === undefined || last === undefined) return { from: to, to, each: async () => undefined };
    const range = { from: Math.max(from, first.first), to: Math.min(to, endOf(last)) };
    return { ...range, each: (visit, signal) => visitAll(batches, range, visit, signal) };
  }
}

export interface RecentRange {
  readonly from: number;
  readonly to: number;
  each(visit: Visit, signal?: AbortSignal): Promise<void>;
}

const endOf = ({ first, ends }: Committed): number => first + ends.length;
const sizeOf = ({ bytes, ends }: Committed): number => bytes.length + 8 * ends.length;

/** What is visited is hashed as it is now. */
async function visitAll(
  batches: readonly Committed[],
  { from, to }: Pick<RecentRange, "from" | "to">,
  visit: Visit,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const { first, bytes, ends } of batches) {
    signal?.throwIfAborted();
    for (let i = Math.max(0, from - first); i < ends.length && first + i < to; i++) {
      const [start, end] = [ends[i - 1] ?? 1, (ends[i] ?? 1) - 1];
      const visited = visit(bytes.subarray(start, end), leafHashInPlace(bytes, start, end), first + i);
      if (visited !== undefined) await visited;
    }
    // Whoever brings more lines has a turn.
    await new Promise(setImmediate);
  }
}
