import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
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
  signLogCheckpoint,
  verifyLog,
} from "../src/index.ts";
import { verifierOf } from "../src/note.ts";
import { collect } from "./support/collect.ts";
import { signer } from "./support/made-log.ts";

interface Event {
  readonly n: number;
  readonly text: string;
}

const event = (n: number): Event => ({ n, text: `é ${n} ${"x".repeat((n * 37) % 300)}` });
const verifierKeys = [verifierOf(signer)];

/** A log of ten segments of 50 entries and 25 entries behind them, and the same log in one file. */
async function tenSegments() {
  const root = tempRoot();
  const path = join(root, "log.jsonl");
  const one = join(root, "one", "log.jsonl");
  const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => event(from + i));
  const whole = await openLog<Event>({ path: one });
  await whole.appendAll(numbers(0, 525));
  await whole.close();
  const log = await openLog<Event>({ path });
  for (let k = 0; k < 10; k++) {
    await log.appendAll(numbers(50 * k, 50 * (k + 1)));
    await log.rotate();
  }
  await log.appendAll(numbers(500, 525));
  await log.close();
  const folder = join(root, "log.segments");
  const file = (k: number, gz = false) => {
    const digits = (n: number) => String(n).padStart(12, "0");
    return join(folder, `${digits(50 * k)}-${digits(50 * k + 49)}.jsonl${gz ? ".gz" : ""}`);
  };
  const sign = async () => {
    await using reader = await readLog({ path });
    const statePath = join(root, "log.checkpoint");
    return await signLogCheckpoint({ log: reader, origin: signer.name, signer, statePath });
  };
  return { root, path, one, folder, file, sign, list: join(root, "log.segments.json") };
}

const isNumber = (k: number) => (segment: { readonly first: number }) => segment.first === 50 * k;

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
