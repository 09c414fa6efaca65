import { describe, expect, it } from "vitest";
import { LineSequence, type LineStore, storeOfLines } from "../src/store.ts";

const NONE = "0".repeat(64);
const EMPTY_ROOT = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** A store of five lines, each a page of its own, that tells of what it is asked and fails at some. */
function fiveLines(fails: readonly number[] = []) {
  const sequence = new LineSequence({
    ...{ count: 0, bytes: 0, chainHash: NONE, rootHash: EMPTY_ROOT, frontier: [], counters: {} },
  });
  const batch = sequence.batchOf([0, 1, 2, 3, 4].map((n) => ({ json: String(n), keys: [] })));
  const lines = batch.lines.slice();
  const asked: number[] = [];
  const answered: number[] = [];
  const store: LineStore = {
    name: "five lines",
    takeOver: () => Promise.reject(new Error("read only")),
    head: async () => batch.head,
    page: async ({ from }) => {
      asked.push(from);
      await new Promise(setImmediate);
      answered.push(from);
      if (fails.includes(from)) throw new Error(`no page ${from}`);
      const offset = batch.ends[from - 1] ?? 0;
      return { first: from, offset, bytes: lines.slice(offset, batch.ends[from]) };
    },
    hashes: async (nodes) => nodes.map(() => undefined),
    close: async () => undefined,
  };
  return { store: storeOfLines(store), asked, answered };
}

describe("the lines of a store", () => {
  it("are looked for while those before them are visited, each once and in order", async () => {
    const { store, asked } = fiveLines();
    const reader = await store.read();
    const seen: (readonly [seq: number, asked: number])[] = [];
    await reader.eachLine({}, (_, __, seq) => void seen.push([seq, asked.length]));
    expect(seen).toEqual([
      [0, 2],
      [1, 3],
      [2, 4],
      [3, 5],
      [4, 5],
    ]);
    expect(asked).toEqual([0, 1, 2, 3, 4]);
  });

  it("are visited up to those that the store does not give", async () => {
    const { store } = fiveLines([2]);
    const reader = await store.read();
    const seen: number[] = [];
    await expect(reader.eachLine({}, (_, __, seq) => void seen.push(seq))).rejects.toThrow("no page 2");
    expect(seen).toEqual([0, 1]);
  });

  it("are not asked for any more once their visitor has failed, whatever becomes of the next", async () => {
    for (const fails of [[], [3]]) {
      const { store, asked, answered } = fiveLines(fails);
      const reader = await store.read();
      const failing = reader.eachLine({}, (_, __, seq) => {
        if (seq === 2) throw new Error("enough");
      });
      await expect(failing).rejects.toThrow("enough");
      expect(answered).toEqual([0, 1, 2, 3]);
      expect(asked).toEqual([0, 1, 2, 3]);
    }
  });

  it("end where their reader is told to stop", async () => {
    const { store, asked, answered } = fiveLines();
    const reader = await store.read();
    const end = new AbortController();
    const reading = reader.eachLine({ signal: end.signal }, (_, __, seq) => {
      if (seq === 1) end.abort(new Error("stopped"));
    });
    await expect(reading).rejects.toThrow("stopped");
    expect(answered).toEqual(asked);
    expect(asked).toEqual([0, 1, 2]);
  });
});
