import type { Head } from "../../src/index.ts";
import { type LineBatch, LineSequence, type LineStore, storeOfLines } from "../../src/store.ts";

const NO_HASH = "0".repeat(64);
const EMPTY_ROOT = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** A log in memory, each line a page of its own, that tells which lines it was asked for and does not answer for some. */
export function memoryStore(fails: readonly number[] = []) {
  let head: Head = {
    ...{ count: 0, bytes: 0, chainHash: NO_HASH, rootHash: EMPTY_ROOT, frontier: [], counters: {} },
  };
  const lines: Uint8Array[] = [];
  const [asked, answered]: [number[], number[]] = [[], []];
  /** Appends numbers as one batch. */
  const add = (events: readonly number[]): LineBatch => {
    const batch = new LineSequence(head).batchOf(events.map((n) => ({ json: String(n), keys: [] })));
    for (const [i, end] of batch.ends.entries())
      lines.push(Uint8Array.from(batch.lines.subarray(batch.ends[i - 1] ?? 0, end)));
    ({ head } = batch);
    return batch;
  };
  const store: LineStore = {
    name: "memory",
    takeOver: () => Promise.reject(new Error("read only")),
    head: async () => head,
    page: async ({ from }) => {
      asked.push(from);
      await new Promise(setImmediate);
      answered.push(from);
      if (fails.includes(from)) throw new Error(`no page ${from}`);
      const offset = lines.slice(0, from).reduce((sum, { length }) => sum + length, 0);
      return { first: from, offset, bytes: lines[from] ?? new Uint8Array(0) };
    },
    hashes: async (nodes) => nodes.map(() => undefined),
    close: async () => undefined,
  };
  return { store: storeOfLines(store), add, asked, answered, head: () => head };
}
