import { describe, expect, it } from "vitest";
import { memoryStore } from "./support/memory-store.ts";

/** Five lines, each a page of its own. */
const fiveLines = (fails: readonly number[] = []) => {
  const { add, store, asked, answered } = memoryStore(fails);
  add([0, 1, 2, 3, 4]);
  return { store, asked, answered };
};

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
