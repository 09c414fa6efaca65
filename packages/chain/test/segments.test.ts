import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { errorCode } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import {
  compressSegments,
  executeRepair,
  exportTiles,
  listSegments,
  moveSegments,
  openEvidence,
  openLog,
  planRepair,
  readLog,
  rebuildSegments,
  verifyLog,
} from "../src/index.ts";
import { collect } from "./support/collect.ts";
import { type Event, event, isNumber, tenSegments, verifierKeys } from "./support/ten-segments.ts";

describe("a log of ten segments", () => {
  it("is one log: the same head, entries, lines and proofs as in one file", async () => {
    const { path, one, folder } = await tenSegments();
    expect(readdirSync(folder)).toHaveLength(10);
    await compressSegments({ path, choose: ({ first }) => first < 150 });
    await using log = await readLog<Event>({ path });
    await using whole = await readLog<Event>({ path: one });
    expect(await log.head()).toEqual(await whole.head());
    for (const range of [{}, { reverse: true }, { from: 40, to: 60 }, { from: 149, to: 501, reverse: true }])
      expect(await collect(log.entries(range))).toEqual(await collect(whole.entries(range)));
    for (const seq of [0, 49, 50, 99, 100, 149, 150, 499, 500, 524]) {
      expect(await log.at(seq)).toEqual(await whole.at(seq));
      expect(await log.line(seq)).toEqual(await whole.line(seq));
      expect(await log.proveInclusion(seq)).toEqual(await whole.proveInclusion(seq));
      expect(await log.rootAt(seq)).toBe(await whole.rootAt(seq));
    }
    expect(await log.proveConsistency(77)).toEqual(await whole.proveConsistency(77));
    expect(await verifyLog({ path })).toEqual(await verifyLog({ path: one }));
  });

  it("three compressed and two away: is verified, proved from and read", async () => {
    const { root, path, file, sign } = await tenSegments();
    const checkpoint = await sign();
    expect(
      (await compressSegments({ path, choose: ({ first }) => first < 150 })).map((c) => c.result),
    ).toEqual(["changed", "changed", "changed"]);
    const cold = join(root, "cold");
    await moveSegments({ path, to: cold, choose: (s) => isNumber(1)(s) || isNumber(6)(s) });
    expect((await verifyLog({ path, checkpoint, verifierKeys })).ok).toBe(true);
    renameSync(cold, join(root, "elsewhere"));

    expect((await listSegments({ path })).map(({ state }) => state)).toEqual([
      ...["compressed", "missing", "compressed", "plain", "plain"],
      ...["plain", "missing", "plain", "plain", "plain"],
    ]);
    const report = await verifyLog({ path, checkpoint, verifierKeys });
    expect(report).toMatchObject({ ok: false, count: 525, unread: 100 });
    expect(report.findings.map(({ code, seq }) => [code, seq])).toEqual([
      ["SEGMENT_MISSING", 50],
      ["SEGMENT_MISSING", 300],
    ]);
    for (const { message } of report.findings) {
      expect(message).toContain(cold);
      expect(message).toContain("leads to the root of the meta file and the checkpoint");
    }

    await using log = await readLog<Event>({ path });
    expect((await log.head()).count).toBe(525);
    expect((await log.at(49)).event.n).toBe(49);
    expect((await log.at(100)).event.n).toBe(100);
    expect(await errorCode(() => log.at(50))).toBe("SEGMENT_MISSING");
    expect(await errorCode(() => collect(log.entries()))).toBe("SEGMENT_MISSING");
    expect((await collect(log.entries({ from: 350 }))).length).toBe(175);
    expect((await collect(log.entries({ from: 100, to: 300, reverse: true }))).length).toBe(200);
    for (const reverse of [false, true]) {
      const missing: number[] = [];
      const there = await collect(log.entries({ reverse, onMissing: ({ first }) => missing.push(first) }));
      expect(there.map(({ seq }) => seq)).toHaveLength(425);
      expect(missing).toEqual(reverse ? [300, 50] : [50, 300]);
    }

    // Proofs need hashes, and those are in the index; evidence carries the line.
    expect((await log.proveInclusion(60)).treeSize).toBe(525);
    expect((await log.proveConsistency(60)).newSize).toBe(525);
    expect(await log.leafHash(60)).toMatch(/^[0-9a-f]{64}$/);
    await openEvidence({ log, seq: 100, checkpoint, verifierKeys });
    expect(await errorCode(() => openEvidence({ log, seq: 60, checkpoint, verifierKeys }))).toBe(
      "SEGMENT_MISSING",
    );

    // It is written on, signed and closed further.
    await using writer = await openLog<Event>({ path });
    await writer.append(event(525));
    expect((await writer.rotate()).map(({ first, last }) => [first, last])).toEqual([[500, 525]]);
    await writer.append(event(526));
    await sign();
    renameSync(join(root, "elsewhere"), cold);
    // A reader that is open finds what was brought back.
    expect((await log.at(50)).event.n).toBe(50);
    expect((await verifyLog({ path })).ok).toBe(true);
    expect(existsSync(file(0, true))).toBe(true);
  });

  it("says what the rest is worth where no hashes are kept, and where they lead elsewhere", async () => {
    const { root, path, file } = await tenSegments();
    const index = join(root, "log.index");
    const kept = readFileSync(index);
    rmSync(file(2));
    const messageOf = async () =>
      (await verifyLog({ path })).findings.map(({ code, message }) => [code, message]);
    expect(await messageOf()).toEqual([
      ["SEGMENT_MISSING", expect.stringContaining("leads to the root of the")],
    ]);
    const spoilt = Buffer.from(kept);
    spoilt.fill(0, 8_000, 9_900);
    writeFileSync(index, spoilt);
    expect(await messageOf()).toEqual([["SEGMENT_MISSING", expect.stringContaining("does not lead to")]]);
    rmSync(index);
    expect(await messageOf()).toEqual([
      ["SEGMENT_MISSING", expect.stringContaining("no root confirms that")],
    ]);
    expect((await verifyLog({ path })).rootHash).toBeUndefined();
  });

  it("finds a changed entry in a closed segment at its place, whether it is compressed or not", async () => {
    const { path, file } = await tenSegments();
    const text = readFileSync(file(3), "utf8");
    writeFileSync(file(3), text.replace('"n":160', '"n":161'));
    const found = async () => (await verifyLog({ path })).findings.map(({ code, seq }) => [code, seq]);
    const expected = [
      ["BAD_LINK", 161],
      ["SEGMENT_MISMATCH", 150],
      ["META_MISMATCH", 524],
    ];
    expect(await found()).toEqual(expected);
    execFileSync("gzip", [file(3)]);
    expect(await found()).toEqual(expected);
    expect(await errorCode(() => compressSegments({ path, choose: isNumber(3) }))).toBe("SEGMENT_DAMAGED");
    // A repair of the file that grows is no reason to touch it.
    const plan = await planRepair({ path });
    expect(plan.damage?.seq).toBe(161);
    expect(await errorCode(() => executeRepair({ path }, plan))).toBe("REPAIR_IN_SEGMENT");
  });

  it("finds a segment with a line too few, too many, or one that cannot be unpacked", async () => {
    const { path, file } = await tenSegments();
    const text = readFileSync(file(3), "utf8");
    const codes = async () => [...new Set((await verifyLog({ path })).findings.map(({ code }) => code))];
    writeFileSync(file(3), text.slice(text.indexOf("\n") + 1));
    expect(await codes()).toEqual(expect.arrayContaining(["SEQ_GAP", "BAD_LINK", "SEGMENT_MISMATCH"]));
    await using log = await readLog<Event>({ path });
    expect(await errorCode(() => log.at(160))).toBe("SEGMENT_DAMAGED");
    writeFileSync(file(3), text + text.slice(0, text.indexOf("\n") + 1));
    expect(await codes()).toEqual(expect.arrayContaining(["SEQ_DUPLICATE", "SEGMENT_MISMATCH"]));
    writeFileSync(file(3), text);
    for (const pack of [
      () => compressSegments({ path, choose: isNumber(3) }),
      () => execFileSync("gzip", [file(3)]),
    ]) {
      await pack();
      const packed = readFileSync(file(3, true));
      const damaged = Buffer.from(packed);
      damaged.fill(0x55, 200, 260);
      writeFileSync(file(3, true), damaged);
      expect(await codes()).toEqual(["SEGMENT_DAMAGED"]);
      await using fresh = await readLog<Event>({ path });
      expect(await errorCode(() => fresh.at(199))).toBe("SEGMENT_DAMAGED");
      writeFileSync(file(3, true), packed);
      expect(await codes()).toEqual([]);
      execFileSync("gunzip", [file(3, true)]);
      expect(readFileSync(file(3), "utf8")).toBe(text);
    }
  });

  it("reads what a person has compressed or moved by hand, and packs it again", async () => {
    const { root, path, one, file } = await tenSegments();
    execFileSync("gzip", [file(4)]);
    await using log = await readLog<Event>({ path });
    await using whole = await readLog<Event>({ path: one });
    expect(await collect(log.entries())).toEqual(await collect(whole.entries()));
    expect(await collect(log.entries({ reverse: true }))).toEqual(
      await collect(whole.entries({ reverse: true })),
    );
    expect((await listSegments({ path }))[4]?.state).toBe("foreign");
    await compressSegments({ path, choose: isNumber(4) });
    expect((await listSegments({ path }))[4]?.state).toBe("compressed");
    // Moved by a person to where a later move would put it, it is taken for it.
    const cold = join(root, "cold");
    mkdirSync(cold);
    renameSync(file(5), join(cold, basename(file(5))));
    await using fresh = await readLog<Event>({ path });
    expect(await errorCode(() => fresh.at(250))).toBe("SEGMENT_MISSING");
    await rebuildSegments({ path, folders: [cold] });
    expect((await fresh.at(250)).event.n).toBe(250);
    writeFileSync(join(cold, basename(file(7))), "something else\n");
    expect(await errorCode(() => moveSegments({ path, to: cold, choose: isNumber(7) }))).toBe(
      "SEGMENT_TAKEN",
    );
    expect(existsSync(file(7))).toBe(true);
  });

  it("is exported as tiles, wherever its parts are, and goes on with the newest alone", async () => {
    const { root, path, one, file, sign } = await tenSegments();
    const first = await sign();
    await compressSegments({ path, choose: ({ first: at }) => at < 150 });
    const [dir, plain] = [join(root, "tiles"), join(root, "plain")];
    await exportTiles({ path, dir, checkpoint: first, verifierKeys });
    await exportTiles({ path: one, dir: plain, checkpoint: first, verifierKeys });
    const tile = (at: string) => readFileSync(join(at, "tile", "entries", "001")).toString("hex");
    expect(tile(dir)).toBe(tile(plain));
    for (let k = 0; k < 10; k++) rmSync(file(k, k < 3));
    const log = await openLog<Event>({ path });
    await log.append(event(525));
    await log.close();
    const next = await sign();
    const more = await exportTiles({ path, dir, checkpoint: next, verifierKeys });
    expect([more.size, more.written > 0]).toEqual([526, true]);
    expect(await errorCode(() => exportTiles({ path, dir, checkpoint: next, verifierKeys, all: true }))).toBe(
      "SEGMENT_MISSING",
    );
  });
});
