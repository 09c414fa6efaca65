import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { exportTiles } from "../src/index.ts";
import { signCheckpoint, verifierOf } from "../src/note.ts";
import { RecentLines } from "../src/store.ts";
import { fixedSigner } from "../src/testing.ts";
import { memoryStore } from "./support/memory-store.ts";

const signer = fixedSigner();
const verifierKeys = [verifierOf(signer)];
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
const seen = async (recent: RecentLines, from: number, to: number) => {
  const lines: string[] = [];
  await recent.within(from, to).each((line) => void lines.push(Buffer.from(line).toString()));
  return lines.map((line): number => JSON.parse(line).seq);
};

describe("the lines that were written last", () => {
  it("are kept as they were, in order, from any number to any other", async () => {
    const { add } = memoryStore();
    const recent = new RecentLines();
    for (const count of [3, 1, 4]) {
      const batch = add(numbers(count));
      recent.add(batch);
      // Whoever numbers the next lines uses the same memory.
      batch.lines.fill(0);
    }
    expect(await seen(recent, 0, 8)).toEqual(numbers(8));
    expect(await seen(recent, 2, 5)).toEqual([2, 3, 4]);
    expect(await seen(recent, 4, 4)).toEqual([]);
    expect(await seen(recent, 7, 20)).toEqual([7]);
    expect(recent.within(8, 20)).toMatchObject({ from: 20, to: 20 });
  });

  it("are forgotten where they take too much memory, and where others wrote in between", async () => {
    const { add } = memoryStore();
    const recent = new RecentLines({ mostBytes: 1_000 });
    for (let i = 0; i < 20; i++) recent.add(add([i]));
    const { from, to } = recent.within(0, 20);
    expect(to).toBe(20);
    expect(from).toBeGreaterThan(10);
    expect(from).toBeLessThan(20);
    add([20]);
    recent.add(add([21]));
    expect(recent.within(0, 22)).toMatchObject({ from: 21, to: 22 });
  });

  it("are not asked of the store by an export, and are published only where they lead to the signed root", async () => {
    const { store, add, asked, head } = memoryStore();
    const dir = join(tempRoot(), "site");
    const publish = async (more: { readonly recent?: RecentLines; readonly all?: boolean }) => {
      const rootHash = Uint8Array.from(Buffer.from(head().rootHash, "hex"));
      const note = { origin: signer.name, size: BigInt(head().count), rootHash, extensions: [] };
      const how = { from: store, checkpoint: signCheckpoint(note, [signer]), verifierKeys };
      asked.length = 0;
      return { ...(await exportTiles({ ...how, dir, ...more })), asked: [...asked] };
    };
    add(numbers(300));
    await publish({});
    const recent = new RecentLines();
    recent.add(add(numbers(700)));
    const near = await publish({ recent });
    // From the bundle that was open on, and no line that is at hand.
    expect(near).toMatchObject({ size: 1_000, asked: numbers(300).slice(256) });

    const wrong = new RecentLines();
    const batch = add(numbers(700));
    wrong.add({ ...batch, lines: batch.lines.map((byte, i) => (i === 9 ? 0x37 : byte)) });
    const asIs = await publish({ recent: wrong });
    expect(asIs).toMatchObject({ size: 1_700, mended: 0 });
    expect(asIs.asked).toContain(1_000);
    // Whoever reads all of the log finds that every file says what it says.
    expect(await publish({ all: true })).toMatchObject({ size: 1_700, written: 0, mended: 0 });
  });
});
