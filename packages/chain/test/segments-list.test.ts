import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import {
  compressSegments,
  listSegments,
  openLog,
  readLog,
  rebuildSegments,
  verifyLog,
} from "../src/index.ts";
import { collect } from "./support/collect.ts";
import { type Event, event, tenSegments } from "./support/ten-segments.ts";

describe("the list of segments", () => {
  it("is missed, refused where it is damaged, and made again from the files", async () => {
    const { root, path, list, file } = await tenSegments();
    const text = readFileSync(list, "utf8");
    const codes = async () => [
      await errorCode(() => openLog({ path })),
      await errorCode(async () => (await readLog({ path })).head()),
      (await verifyLog({ path })).findings[0]?.code,
    ];
    rmSync(list);
    expect(await codes()).toEqual(["SEGMENTS_UNLISTED", "SEGMENTS_UNLISTED", "SEGMENTS_UNREADABLE"]);
    for (const damaged of [
      "",
      "{}",
      text.slice(0, -3),
      text.replace('"version": 1', '"version": 2'),
      text.replace('"first": 50,', '"first": 51,'),
      text.replace('"offset": 0', '"offset": 1'),
      text.replace('"bytes": ', '"bytes": -'),
      text.replace('"version"', '"more": 1, "version"'),
      text.replace(/"sha256": "./, '"sha256": "X'),
      '{"version":1,"segments":[]}\n',
    ]) {
      writeFileSync(list, damaged);
      expect(await codes()).toEqual(["SEGMENTS_UNREADABLE", "SEGMENTS_UNREADABLE", "SEGMENTS_UNREADABLE"]);
      expect(await errorCode(() => listSegments({ path }))).toBe("SEGMENTS_UNREADABLE");
    }
    await compressSegments({ path, choose: () => false }).catch(() => undefined);
    const { segments, changed } = await rebuildSegments({ path });
    expect([segments.length, changed]).toEqual([10, true]);
    expect(segments.map((one) => ({ ...one, closed_at: "" }))).toEqual(
      JSON.parse(text).segments.map((one: object) => ({ ...one, closed_at: "" })),
    );
    expect((await verifyLog({ path })).ok).toBe(true);
    writeFileSync(list, text);
    expect((await rebuildSegments({ path })).changed).toBe(false);
    expect(readFileSync(list, "utf8")).toBe(text);
    // What a list still says of a segment that is away is kept; without that, nobody guesses.
    renameSync(file(4), join(root, "away"));
    expect((await rebuildSegments({ path })).changed).toBe(false);
    rmSync(list);
    expect(await errorCode(() => rebuildSegments({ path }))).toBe("SEGMENTS_INCOMPLETE");
  });

  it("that says otherwise than the lines is found, with the segment", async () => {
    const { path, list } = await tenSegments();
    const text = readFileSync(list, "utf8");
    const { segments } = JSON.parse(text);
    const change = (value: string) => value.replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
    for (const field of ["sha256", "chain_hash"]) {
      writeFileSync(list, text.replace(segments[2][field], change(segments[2][field])));
      expect((await verifyLog({ path })).findings.map(({ code, seq }) => [code, seq])).toEqual([
        ["SEGMENT_MISMATCH", 100],
      ]);
    }
  });

  it("older than the log's file, or newer, stops everybody", async () => {
    const { path, list } = await tenSegments();
    const [older, file] = [readFileSync(list), readFileSync(path)];
    const log = await openLog<Event>({ path });
    await log.rotate();
    await log.append(event(525));
    await log.close();
    const [newer, now] = [readFileSync(list), readFileSync(path)];
    writeFileSync(list, older);
    expect(await errorCode(() => openLog({ path }))).toBe("SEGMENTS_UNLISTED");
    expect((await verifyLog({ path })).findings.map(({ code }) => code)).toContain("SEGMENTS_UNREADABLE");
    writeFileSync(list, newer);
    writeFileSync(path, file.subarray(0, file.length - 300));
    expect(await errorCode(() => openLog({ path }))).toBe("SEGMENTS_OVERLAP");
    writeFileSync(path, Buffer.concat([file.subarray(0, file.length - 3), Buffer.from('x"}'), file]));
    expect(await errorCode(() => openLog({ path }))).toBe("SEGMENTS_OVERLAP");
    rmSync(path);
    expect(await errorCode(() => openLog({ path }))).toBe("LOG_TRUNCATED");
    expect(await errorCode(async () => (await readLog({ path })).head())).toBe("LOG_MISSING");
    expect((await verifyLog({ path })).findings.map(({ code }) => code)).toContain("TRUNCATED");
    writeFileSync(path, now);
    expect((await verifyLog({ path })).ok).toBe(true);
  });
});

describe("a writer", () => {
  it("needs no segment to go on, not even the one before, nor all of the index", async () => {
    const { root, path, file, folder } = await tenSegments();
    const log = await openLog<Event>({ path });
    await log.rotate();
    await log.close();
    renameSync(folder, join(root, "away"));
    for (const damage of [() => undefined, () => appendFileSync(join(root, "log.index"), "")]) {
      damage();
      await using again = await openLog<Event>({ path });
      expect(again.opened).toMatchObject({ meta: "fresh", index: "fresh", replayed: 0 });
      expect((await again.append(event(0))).seq).toBe(again.head().count - 1);
      expect((await again.proveInclusion(3)).treeSize).toBe(again.head().count);
    }
    // The end of the index is lost: the hashes of what is away are still good.
    const index = join(root, "log.index");
    writeFileSync(index, readFileSync(index).subarray(0, -40));
    await (async () => {
      await using again = await openLog<Event>({ path });
      expect(again.opened.index).toBe("rebuilt");
      expect((await again.proveInclusion(3)).treeSize).toBe(again.head().count);
    })();
    rmSync(index);
    await (async () => {
      await using again = await openLog<Event>({ path });
      expect(again.opened.index).toBe("away");
      await again.append(event(1));
      expect(await errorCode(() => again.proveInclusion(3))).toBe("SEGMENT_MISSING");
    })();
    renameSync(join(root, "away"), folder);
    await using again = await openLog<Event>({ path });
    expect(again.opened.index).toBe("rebuilt");
    expect((await again.proveInclusion(3)).treeSize).toBe(again.head().count);
    expect(existsSync(file(0))).toBe(true);
  });

  it("splits what a file holds at any entries, and keeps the rest in it", async () => {
    const root = tempRoot();
    const path = join(root, "log.jsonl");
    await using log = await openLog<Event>({ path });
    expect(await log.rotate()).toEqual([]);
    await log.appendAll(Array.from({ length: 30 }, (_, n) => event(n)));
    const head = log.head();
    expect((await log.rotate({ at: [10, 0, 25, 10] })).map(({ first, last }) => [first, last])).toEqual([
      [0, 9],
      [10, 24],
    ]);
    expect(log.active.first).toBe(25);
    expect(readFileSync(path, "utf8").split("\n")).toHaveLength(6);
    expect(log.head()).toEqual(head);
    for (const at of [[24], [31], [25.5]])
      expect(await errorCode(() => log.rotate({ at }))).toBe("SEQ_OUT_OF_RANGE");
    expect(await log.rotate({ at: [25] })).toEqual([]);
    await log.append(event(30));
    expect((await collect(log.entries())).map(({ event: { n } }) => n)).toEqual(
      Array.from({ length: 31 }, (_, n) => n),
    );
    expect((await verifyLog({ path })).findings).toEqual([]);
  });

  it("appends while it rotates, and a reader that was open before goes on", async () => {
    const path = join(tempRoot(), "log.jsonl");
    await using log = await openLog<Event>({ path });
    await log.append(event(0));
    await using reader = await readLog<Event>({ path });
    expect((await reader.head()).count).toBe(1);
    const stop = new AbortController();
    const tail = reader.tail({ from: 0, signal: stop.signal });
    const seen: number[] = [];
    const watching = (async () => {
      for await (const { seq } of tail) {
        seen.push(seq);
        if (seq === 200) return;
      }
    })();
    const entries = log.entries();
    await entries.next();
    await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        await log.append(event(n + 1));
        if (n % 20 === 0) await log.rotate();
      }),
    );
    expect((await reader.head()).count).toBe(201);
    expect(await reader.head()).toEqual(log.head());
    expect((await reader.at(200)).event.n).toBe(
      log.head().count - 1 === 200 ? (await log.at(200)).event.n : -1,
    );
    await watching;
    expect(seen).toEqual(Array.from({ length: 201 }, (_, n) => n));
    expect((await collect(entries)).length).toBe(0);
    expect((await verifyLog({ path })).ok).toBe(true);
  });
});
