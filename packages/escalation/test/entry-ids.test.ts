import { createHash } from "node:crypto";
import { v5 } from "uuid";
import { expect, it } from "vitest";
import { EntryIds, type IdRun } from "../src/ledger/folded/entry-ids.ts";

const namespace = "7d3f0f0e-6a0b-5c58-9a43-5f1d0a6f2c99";
const idOf = (n: number) => v5(String(n), namespace);
const hash = (text: string) => createHash("sha256").update(text).digest("hex");

/** Ids that are saved after every so many, each time begun anew from what was saved. */
async function saving(count: number, every: number) {
  const files = new Map<string, string>();
  const read = async ({ sha256 }: IdRun) => files.get(sha256) ?? Promise.reject(new Error("gone"));
  let ids = new EntryIds();
  let written = 0;
  for (let n = 0; n < count; n++) {
    ids.add(n % 10 === 0 ? "alert" : "challenge", idOf(n), 2 * n);
    if (n % every !== every - 1) continue;
    const saved = await ids.toSave(hash);
    for (const { run, text } of saved.files) {
      files.set(run.sha256, text);
      written += run.records;
    }
    ids.saved(saved);
    ids = new EntryIds(saved.runs, saved.fresh, read);
  }
  return { ids, written, files };
}

it.each([
  [100, 7],
  [5000, 100],
  [20_000, 700],
])("finds each of %i ids, saved after every %i, and no other", async (count, every) => {
  const { ids } = await saving(count, every);
  await ids.load();
  for (let n = 0; n < count; n += 1 + Math.floor(count / 97)) {
    const [kind, other] =
      n % 10 === 0 ? (["alert", "challenge"] as const) : (["challenge", "alert"] as const);
    expect(ids.seqOf(kind, idOf(n))).toBe(2 * n);
    expect(ids.has(other, idOf(n))).toBe(false);
    expect(ids.has(kind, idOf(n + count))).toBe(false);
  }
  expect(ids.startingWith("alert", "")).toHaveLength(count / 10);
  const one = idOf(1);
  const alike = Array.from({ length: count }, (_, n) => n).filter(
    (n) => n % 10 > 0 && idOf(n).startsWith(one.slice(0, 2)),
  );
  expect(
    ids
      .startingWith("challenge", one.slice(0, 2))
      .map(({ seq }) => seq)
      .sort((a, b) => a - b),
  ).toEqual(alike.map((n) => 2 * n));
  expect(ids.startingWith("challenge", one)).toEqual([{ id: one, seq: 2 }]);
});

it("writes each id a few times at most, into few files", async () => {
  const { ids, written } = await saving(40_000, 512);
  expect(written / 40_000).toBeLessThan(8);
  expect((await ids.toSave(hash)).runs.length).toBeLessThan(8);
});

it("answers nothing before it was loaded, and nothing of a file that is gone", async () => {
  const { ids, files } = await saving(2000, 1000);
  expect(ids.isLoaded).toBe(false);
  expect(() => ids.has("challenge", idOf(1))).toThrow(TypeError);
  files.clear();
  await expect(ids.load()).rejects.toThrow("gone");
});
