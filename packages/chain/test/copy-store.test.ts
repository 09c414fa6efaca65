import { join } from "node:path";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { copyStore, fileStore, verifyLog } from "../src/index.ts";

const made = async (path: string, events: readonly number[]) => {
  const store = fileStore({ path });
  await using log = await store.open<number>();
  await log.appendAll(events);
  return store;
};

it("copies a log, goes on with a copy, and refuses what is no beginning of it", async () => {
  const root = tempRoot();
  const from = await made(join(root, "a.jsonl"), [1, 2, 3]);
  const path = join(root, "b.jsonl");
  expect(await copyStore({ from, to: fileStore({ path }) })).toMatchObject({ count: 3, copied: 3 });
  await made(join(root, "a.jsonl"), [4]);
  const { count, copied, rootHash } = await copyStore({ from, to: fileStore({ path }) });
  expect([count, copied]).toEqual([4, 1]);
  expect(await verifyLog({ path })).toMatchObject({ ok: true, count: 4, rootHash });
  const other = await made(join(root, "c.jsonl"), [1, 9]);
  expect(await errorCode(() => copyStore({ from, to: other }))).toBe("COPY_DIVERGES");
  const signal = AbortSignal.abort(new RangeError("enough"));
  const fresh = fileStore({ path: join(root, "d.jsonl") });
  await expect(copyStore({ from, to: fresh, signal })).rejects.toThrow("enough");
});
