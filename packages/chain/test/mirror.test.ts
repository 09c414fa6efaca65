import { readFileSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { isCodedError } from "@mvcrs/errors";
import { nodeFiles } from "@mvcrs/files";
import { faultyFiles } from "@mvcrs/files/testing";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { fileStore, openMirror, readLog, refreshMirror, signLogCheckpoint, verifyLog } from "../src/index.ts";
import { fixedSigner } from "../src/testing.ts";

const codeOf = (thrown: unknown): string => (isCodedError(thrown) ? thrown.code : String(thrown));

const madeStore = () => {
  const root = tempRoot();
  const path = join(root, "store.jsonl");
  return { root, path, store: fileStore({ path }) };
};

it("records in the store and in the copy, byte for byte the same", async () => {
  const { root, path, store } = madeStore();
  const copy = { path: join(root, "a", "log.jsonl"), lockTimeoutMs: 5_000 };
  const other = { path: join(root, "b", "log.jsonl"), lockTimeoutMs: 5_000 };
  const one = await openMirror<number>({ store, copy });
  const waiting = openMirror<number>({ store, copy: other });
  expect(await one.append(1)).toMatchObject({ seq: 0 });
  expect(await one.appendAll([2, 3])).toEqual({ first: 1, last: 2, count: 2 });
  await one.close();

  // Another machine waits for its turn, and has everything then.
  const two = await waiting;
  expect(two.head().count).toBe(3);
  await two.append(4);
  expect((await two.at(3)).event).toBe(4);
  await two.close();
  expect(readFileSync(other.path)).toEqual(readFileSync(path));

  // Readers ask the copy; it is brought up without the store being held.
  await using held = await store.open<number>();
  expect((await refreshMirror<number>({ store, copy })).added).toBe(1);
  expect((await refreshMirror<number>({ store, copy })).added).toBe(0);
  expect(readFileSync(copy.path)).toEqual(readFileSync(path));
  expect((await verifyLog({ path: copy.path })).rootHash).toBe(held.head().rootHash);
});

it("completes a copy that lacks entries, has a torn end or is gone, and refuses one of another history", async () => {
  const { root, path, store } = madeStore();
  const copy = { path: join(root, "copy.jsonl") };
  const log = await openMirror<number>({ store, copy });
  await log.appendAll([1, 2, 3]);
  await log.close();
  const meta = join(root, "copy.meta.json");

  rmSync(meta);
  truncateSync(copy.path, readFileSync(copy.path).length - 5);
  expect((await refreshMirror({ store, copy })).added).toBe(1);
  expect(readFileSync(copy.path)).toEqual(readFileSync(path));

  rmSync(copy.path);
  rmSync(meta);
  expect((await refreshMirror({ store, copy })).added).toBe(3);
  expect(readFileSync(copy.path)).toEqual(readFileSync(path));

  // A copy that is gone is made again, whatever was signed over it; and then it has to continue that.
  const signer = fixedSigner();
  const origin = "log.example/test";
  const statePath = join(root, "copy.checkpoint");
  await using signed = await readLog({ path: copy.path });
  await signLogCheckpoint({ log: signed, signer, origin, statePath });
  rmSync(copy.path);
  rmSync(meta);
  expect((await refreshMirror({ store, copy })).added).toBe(3);
  rmSync(copy.path);
  rmSync(meta);
  const other = fileStore({ path: join(root, "other.jsonl") });
  await (await other.open()).close();
  expect(await errorCode(() => refreshMirror({ store: other, copy }))).toBe("LOG_BEHIND_CHECKPOINT");
  expect((await refreshMirror({ store, copy })).added).toBe(3);

  // A store that was set back holds less than the copy: nothing is decided by it.
  const before = fileStore({ path: join(root, "before.jsonl") });
  const shorter = await before.open<number>();
  await shorter.appendAll([1, 2]);
  await shorter.close();
  expect(await errorCode(() => refreshMirror({ store: before, copy }))).toBe("COPY_DIVERGES");
  expect(await errorCode(() => openMirror({ store: before, copy }))).toBe("COPY_DIVERGES");
  // Neither is held afterwards.
  await (await before.open()).close();
  await (await openMirror({ store, copy })).close();
});

it("says that an entry is recorded where the copy alone could not take it, at whichever write the disk is full", async () => {
  const { root, path, store } = madeStore();
  const copy = { path: join(root, "copy.jsonl") };
  const codes = new Set<string>();
  let acknowledged = 0;
  let behind = 0;
  for (let nth = 1; nth <= 8; nth++) {
    const files = faultyFiles(nodeFiles, { operation: "write", nth, code: "ENOSPC" });
    try {
      const log = await openMirror<number>({ store, copy: { ...copy, files } });
      try {
        await log.append(nth);
        acknowledged++;
      } catch (thrown) {
        codes.add(codeOf(thrown));
        behind++;
        expect(await errorCode(() => log.append(99))).toBe("LOG_FAILED");
      } finally {
        await log.close();
      }
    } catch (thrown) {
      // It could not be opened, or its meta file not be written.
      expect(codeOf(thrown)).toMatch(/_FAILED$/);
    }
  }
  expect([...codes]).toEqual(["COPY_BEHIND"]);
  await using again = await openMirror<number>({ store, copy });
  expect(again.head().count).toBe(acknowledged + behind);
  expect(readFileSync(copy.path)).toEqual(readFileSync(path));
});

it("waits for the store no longer than it was told", async () => {
  const { root, store } = madeStore();
  await using _held = await store.open();
  const waits: number[] = [];
  const copy = {
    path: join(root, "copy.jsonl"),
    lockTimeoutMs: 60,
    wait: async (ms: number) => waits.push(ms),
  };
  expect(await errorCode(() => openMirror({ store, copy }))).toBe("LOG_LOCKED");
  expect(waits).toEqual([25, 25, 25]);
});
