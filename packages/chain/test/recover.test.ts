import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type FileHandle, type FileLayer, nodeFiles } from "@mvcrs/files";
import { errorCode, fixedClock, tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import {
  chainErrors,
  executeRepair,
  foreignMetaCodes,
  openLog,
  planRepair,
  readLog,
  verifyLog,
} from "../src/index.ts";
import { collect } from "./support/collect.ts";

interface Event {
  readonly n: number;
}

const clock = fixedClock("2026-11-22T00:00:00.000Z");

function place() {
  const root = tempRoot();
  const path = join(root, "events.jsonl");
  const options = { path, clock, counterKeys: ({ n }: Event) => [n % 2 === 0 ? "even" : "odd"] };
  return { root, path, meta: join(root, "events.meta.json"), index: join(root, "events.index"), options };
}

async function made(count: number) {
  const it = place();
  await using log = await openLog<Event>(it.options);
  await log.appendAll(Array.from({ length: count }, (_, n) => ({ n })));
  return { ...it, head: log.head() };
}

describe("a torn tail", () => {
  it("at every byte of the last two lines never fuses with the next append, and is kept", async () => {
    const { path, options, root } = await made(4);
    const good = readFileSync(path);
    const lines = good.toString().trimEnd().split("\n");
    const lastTwo = Buffer.byteLength(`${lines.slice(0, 2).join("\n")}\n`);
    // What a crash in the middle of the last batch leaves: the meta file of before it, and part of its bytes.
    const before = await made(2);
    const meta = readFileSync(before.meta);
    for (let cut = lastTwo; cut <= good.length; cut++) {
      writeFileSync(path, good.subarray(0, cut));
      writeFileSync(join(root, "events.meta.json"), meta);
      const whole = good.subarray(0, cut).toString().split("\n").length - 1;
      const log = await openLog<Event>(options);
      const torn = cut - (good.subarray(0, cut).lastIndexOf("\n") + 1);
      expect(log.opened.tornTail?.bytes ?? 0).toBe(torn);
      if (log.opened.tornTail !== null)
        expect(readFileSync(log.opened.tornTail.setAsidePath)).toEqual(good.subarray(cut - torn, cut));
      const { seq } = await log.append({ n: 100 });
      expect(seq).toBe(whole);
      const entries = await collect(log.entries());
      expect(entries.map(({ event }) => event.n)).toEqual([...[0, 1, 2, 3].slice(0, whole), 100]);
      await log.close();
      expect((await verifyLog({ path })).findings).toEqual([]);
    }
  });
});

describe("the meta file", () => {
  it("is written with the fields that others read", async () => {
    const { meta, head } = await made(5);
    expect(JSON.parse(readFileSync(meta, "utf8"))).toEqual({
      version: 1,
      count: 5,
      chain_hash: head.chainHash,
      root_hash: head.rootHash,
      bytes: head.bytes,
      frontier: head.frontier,
      counters: { even: 3, odd: 2 },
      last_updated: "2026-11-22T00:00:00.000Z",
    });
  });

  it("is rebuilt when missing or unusable, counters too, and the report says so", async () => {
    for (const spoil of [
      (meta: string) => rmSync(meta),
      (meta: string) => writeFileSync(meta, ""),
      (meta: string) => writeFileSync(meta, "null"),
      (meta: string) =>
        writeFileSync(meta, readFileSync(meta, "utf8").replace('"version": 1', '"version": 2')),
      (meta: string) => writeFileSync(meta, readFileSync(meta, "utf8").replace('"count": 5', '"count": 7')),
      (meta: string) =>
        writeFileSync(meta, readFileSync(meta, "utf8").replace('"root_hash": "', '"root_hash": "g')),
      (meta: string) => writeFileSync(meta, readFileSync(meta, "utf8").replace('"even": 3', '"even": -3')),
    ]) {
      const { meta, options, head } = await made(5);
      spoil(meta);
      await using log = await openLog<Event>(options);
      expect(log.opened).toMatchObject({ meta: "rebuilt", replayed: 5 });
      expect(log.opened.metaReason).toBeTruthy();
      expect(log.head()).toEqual(head);
    }
  });

  it("that is merely older is caught up with", async () => {
    const { meta, options } = await made(5);
    const old = readFileSync(meta);
    const head = await (async () => {
      await using log = await openLog<Event>(options);
      await log.appendAll([{ n: 5 }, { n: 6 }]);
      return log.head();
    })();
    writeFileSync(meta, old);
    await using log = await openLog<Event>(options);
    expect(log.opened).toMatchObject({ meta: "caught-up", replayed: 2, index: "fresh" });
    expect(log.head()).toEqual(head);
    expect(head.counters).toEqual({ even: 4, odd: 3 });
  });

  it("of another history stops the opening, and the error says where the two part", async () => {
    const { path, meta, index, options, head } = await made(5);
    const own = JSON.parse(readFileSync(meta, "utf8"));
    const shorter = JSON.parse(readFileSync((await made(3)).meta, "utf8"));
    const empty = JSON.parse(readFileSync((await made(0)).meta, "utf8"));
    const other = place();
    await (async () => {
      await using log = await openLog<Event>(other.options);
      await log.appendAll([9, 8, 7, 6, 5].map((n) => ({ n })));
    })();
    const foreign = JSON.parse(readFileSync(other.meta, "utf8"));
    const { chain_hash, root_hash, bytes } = own;
    const none = "0".repeat(64);
    // Without the index, the tree is computed again from the lines; the last line alone would not show this one.
    rmSync(index);
    for (const [code, saved, evidence] of [
      ["META_BYTES", { ...own, bytes: bytes - 1 }, { bytes: bytes - 1 }],
      ["META_COUNT", { ...shorter, bytes }, { count: 3, lastSeq: 4 }],
      ["META_CHAIN_HASH", foreign, { count: 5, found: foreign.chain_hash, expected: chain_hash }],
      ["META_CHAIN_HASH", { ...empty, chain_hash }, { count: 0, found: chain_hash, expected: none }],
      ["META_ROOT_HASH", { ...foreign, chain_hash }, { found: foreign.root_hash, expected: root_hash }],
    ] as const) {
      writeFileSync(meta, JSON.stringify(saved));
      const thrown = await openLog(options).catch((error: unknown) => error);
      expect(thrown).toMatchObject({ code, details: { path, metaPath: meta, ...evidence } });
      expect(chainErrors.is(thrown, ...foreignMetaCodes)).toBe(true);
    }
    rmSync(meta);
    await using log = await openLog<Event>(options);
    expect(log.head()).toEqual(head);
  });

  it("that contradicts the log stops the opening, as does damage behind it", async () => {
    const { path, meta, options } = await made(5);
    const other = await (async () => {
      const it = place();
      await using log = await openLog<Event>(it.options);
      await log.appendAll([9, 8, 7, 6, 5].map((n) => ({ n })));
      return it;
    })();
    const own = readFileSync(meta);
    writeFileSync(meta, readFileSync(other.meta));
    expect(await errorCode(() => openLog(options))).toBe("META_CHAIN_HASH");
    writeFileSync(meta, own);
    const good = readFileSync(path);
    appendFileSync(path, '{"event":{"n":5},"prev":"0000","seq":5}\n');
    expect(await errorCode(() => openLog(options))).toBe("LOG_LINE_NOT_CANONICAL");
    writeFileSync(path, Buffer.concat([good, Buffer.from(`${"x".repeat(70_000)}\n`)]));
    expect(await errorCode(() => openLog(options))).toBe("LOG_LINE_TOO_LONG");
    // An entry that links to genesis instead of to the last one is no entry of this log.
    writeFileSync(
      path,
      Buffer.concat([good, Buffer.from(`{"event":{"n":5},"prev":"${"0".repeat(64)}","seq":5}\n`)]),
    );
    expect(await errorCode(() => openLog(options))).toBe("LOG_LINK_BROKEN");
    writeFileSync(path, Buffer.concat([good, good.subarray(0, good.indexOf("\n") + 1)]));
    expect(await errorCode(() => openLog(options))).toBe("LOG_LINE_MISNUMBERED");
    expect(readdirSync(join(path, "..")).some((name) => name.endsWith(".lock"))).toBe(false);
  });
});

describe("opening and appending", () => {
  it("read a few fixed pieces, whatever the length of the log, and nothing at each append", async () => {
    const reading = async (count: number) => {
      const { options } = await made(count);
      let bytes = 0;
      const files: FileLayer = {
        ...nodeFiles,
        async open(name, mode) {
          const handle = await nodeFiles.open(name, mode);
          const read: FileHandle["read"] = async (target, position) => {
            const length = await handle.read(target, position);
            bytes += length;
            return length;
          };
          return { ...handle, read };
        },
      };
      const log = await openLog<Event>({ ...options, files });
      const opening = bytes;
      for (let n = 0; n < 20; n++) await log.append({ n });
      const appending = bytes - opening;
      await log.close();
      return { opening, appending };
    };
    const [small, large] = [await reading(1_000), await reading(50_000)];
    expect([small.appending, large.appending]).toEqual([0, 0]);
    expect(large.opening).toBeLessThan(small.opening + 2_000);
    expect(large.opening).toBeLessThan(80_000);
  });
});

describe("the index", () => {
  it("is rebuilt when missing, cut or foreign, and everything is found again", async () => {
    for (const spoil of [
      (index: string) => rmSync(index),
      (index: string) => writeFileSync(index, "not an index"),
      (index: string) => writeFileSync(index, readFileSync(index).subarray(0, 1_000)),
      (index: string) =>
        writeFileSync(index, Buffer.concat([readFileSync(index).subarray(0, 16), Buffer.alloc(9_000)])),
    ]) {
      const { index, options } = await made(100);
      const good = readFileSync(index);
      spoil(index);
      await using log = await openLog<Event>(options);
      expect(log.opened).toMatchObject({ meta: "fresh", index: "rebuilt", replayed: 100 });
      expect(readFileSync(index)).toEqual(good);
      expect((await log.at(63)).event).toEqual({ n: 63 });
      await log.proveInclusion(63);
    }
  });

  it("that lies is not believed: entries and proofs come from the log", async () => {
    const { index, path } = await made(3_000);
    const bytes = readFileSync(index);
    for (let at = 16; at < bytes.length - 200; at += 5) bytes[at] = (bytes[at] ?? 0) ^ 0x55;
    writeFileSync(index, bytes);
    await using reader = await readLog<Event>({ path });
    for (const seq of [0, 1, 1_500, 2_999]) {
      expect((await reader.at(seq)).event.n).toBe(seq);
      expect((await reader.proveInclusion(seq)).rootHash).toBe((await reader.head()).rootHash);
    }
    expect((await collect(reader.entries({ from: 2_990 }))).map(({ seq }) => seq)).toHaveLength(10);
    await reader.proveConsistency(1_234);
  });

  it("is not needed for reading", async () => {
    const { index, path } = await made(3_000);
    rmSync(index);
    await using reader = await readLog<Event>({ path });
    for (const seq of [0, 1, 777, 2_999]) expect((await reader.at(seq)).event.n).toBe(seq);
    await reader.proveInclusion(5, 2_000);
    expect(existsSync(index)).toBe(false);
  });
});

describe("repair", () => {
  it("keeps what comes before the first damage and moves the rest out, only when told to", async () => {
    const { path, options } = await made(9);
    const good = readFileSync(path, "utf8").split("\n");
    const bad = good.with(5, "nonsense").join("\n");
    writeFileSync(path, bad);
    expect(await errorCode(() => openLog<Event>(options))).toBe("LOG_TRUNCATED");
    const plan = await planRepair({ path, clock });
    expect(plan).toMatchObject({ needed: true, keep: { count: 5 }, damage: { seq: 5 }, lostAgainstMeta: 4 });
    expect(readFileSync(path, "utf8")).toBe(bad);
    const { setAside, head } = await executeRepair({ path, clock }, plan);
    expect(head.count).toBe(5);
    expect(readFileSync(setAside?.setAsidePath ?? "", "utf8")).toBe(
      good.with(5, "nonsense").slice(5).join("\n"),
    );
    expect(await verifyLog({ path })).toMatchObject({ ok: true, count: 5 });
    expect((await planRepair({ path })).needed).toBe(false);
    await using log = await openLog<Event>(options);
    expect((await log.append({ n: 5 })).seq).toBe(5);
  });

  it("does not carry out a plan for a log that has changed since", async () => {
    const { path, options } = await made(3);
    appendFileSync(path, "torn");
    const plan = await planRepair({ path });
    await (await openLog<Event>(options)).close();
    expect(await errorCode(() => executeRepair({ path }, plan))).toBe("REPAIR_OUTDATED");
    expect(await errorCode(() => planRepair({ path: `${path}.nowhere` }))).toBe("LOG_MISSING");
  });
});
