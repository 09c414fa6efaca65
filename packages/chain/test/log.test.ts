import { appendFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode, fixedClock, tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { openLog, readLog, verifyLog } from "../src/index.ts";
import { collect } from "./support/collect.ts";

const clock = fixedClock("2026-11-22T00:00:00.000Z");
const at = (root: string) => ({ path: join(root, "state", "events.jsonl"), clock });

async function filled(root: string, count: number): Promise<string> {
  const options = at(root);
  await using log = await openLog<{ n: number }>(options);
  await log.appendAll(Array.from({ length: count }, (_, n) => ({ n })));
  return options.path;
}

describe("openLog", () => {
  it("numbers, links and hashes what is appended, and finds all of it again", async () => {
    const root = tempRoot();
    const path = await filled(root, 3);
    const lines = readFileSync(path, "utf8").split("\n");
    expect(lines[0]).toBe(`{"event":{"n":0},"prev":"${"0".repeat(64)}","seq":0}`);
    await using log = await openLog<{ n: number }>(at(root));
    expect(log.opened).toMatchObject({ meta: "fresh", index: "fresh", replayed: 0, tornTail: null });
    const appended = await log.append({ n: 3 });
    expect(appended.seq).toBe(3);
    const seen = await collect(log.entries());
    expect(seen.map(({ event }) => event.n)).toEqual([0, 1, 2, 3]);
    expect((await collect(log.entries({ from: 1, to: 3, reverse: true }))).map((e) => e.seq)).toEqual([2, 1]);
    expect((await log.at(2)).event).toEqual({ n: 2 });
    expect(log.head()).toMatchObject({ count: 4, chainHash: appended.leafHash });
    const report = await verifyLog({ path });
    expect(report).toMatchObject({ ok: true, count: 4, rootHash: log.head().rootHash });
  });

  it("lets concurrent appends share a batch and keeps their order", async () => {
    await using log = await openLog<{ n: number }>(at(tempRoot()));
    const appended = await Promise.all(Array.from({ length: 200 }, (_, n) => log.append({ n })));
    expect(appended.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, n) => n));
    expect((await log.at(150)).event).toEqual({ n: 150 });
  });

  it("sets a torn tail aside and reports it", async () => {
    const root = tempRoot();
    const path = await filled(root, 3);
    appendFileSync(path, '{"event":{"n":3},"pre');
    await using log = await openLog<{ n: number }>(at(root));
    expect(log.opened.tornTail).toMatchObject({ bytes: 21 });
    expect(readFileSync(log.opened.tornTail?.setAsidePath ?? "", "utf8")).toBe('{"event":{"n":3},"pre');
    await log.append({ n: 3 });
    expect((await verifyLog({ path })).ok).toBe(true);
  });

  it("refuses a log that is shorter than its meta file says", async () => {
    const root = tempRoot();
    const path = await filled(root, 3);
    truncateSync(path, 100);
    expect(await errorCode(() => openLog(at(root)))).toBe("LOG_TRUNCATED");
    expect((await verifyLog({ path })).findings.map(({ code }) => code)).toContain("TRUNCATED");
    writeFileSync(path, "");
    expect(await errorCode(() => openLog(at(root)))).toBe("LOG_TRUNCATED");
  });

  it("lets nobody else write, and the next writer in after close", async () => {
    const root = tempRoot();
    const log = await openLog(at(root));
    expect(await errorCode(() => openLog(at(root)))).toBe("LOG_LOCKED");
    await log.close();
    expect(await errorCode(() => log.append({}))).toBe("LOG_CLOSED");
    await (await openLog(at(root))).close();
  });
});

describe("readLog", () => {
  it("sees what a writer has appended so far, without its lock", async () => {
    const root = tempRoot();
    await using reader = await readLog<{ n: number }>(at(root));
    expect(await reader.head()).toMatchObject({ count: 0, chainHash: "0".repeat(64) });
    await using log = await openLog<{ n: number }>(at(root));
    await log.append({ n: 0 });
    expect(await reader.head()).toEqual(log.head());
    await log.appendAll([{ n: 1 }, { n: 2 }]);
    expect((await collect(reader.entries({ from: 1 }))).map((e) => e.event.n)).toEqual([1, 2]);
    expect(await reader.at(2)).toEqual(await log.at(2));
    expect(await errorCode(() => reader.at(3))).toBe("SEQ_OUT_OF_RANGE");
  });
});
