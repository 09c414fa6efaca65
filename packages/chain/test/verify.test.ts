import { appendFileSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { utf8 } from "@mvcrs/canonical";
import { type FileLayer, nodeFiles } from "@mvcrs/files";
import { fakeProcesses, type MemoryFiles, memoryFiles } from "@mvcrs/files/testing";
import { errorCode, readsTypeScript, tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import {
  executeRepair,
  type FindingCode,
  findingCodes,
  openLog,
  planRepair,
  readLog,
  signLogCheckpoint,
  type VerifyLogOptions,
  verifyLog,
} from "../src/index.ts";
import { checkFile } from "../src/internal/check/check-file.ts";
import { checkInParallel } from "../src/internal/check/check-parallel.ts";
import { parseCheckpoint, parseNote, signCheckpoint, verifierOf } from "../src/note.ts";
import { fixedSigner } from "../src/testing.ts";
import { verifyLogStream } from "../src/verify.ts";

const signer = fixedSigner();
const verifierKeys = [verifierOf(signer)];

async function made(count: number, text = "") {
  const root = tempRoot();
  const path = join(root, "events.jsonl");
  await using log = await openLog<{ n: number; text: string }>({ path });
  await log.appendAll(Array.from({ length: count }, (_, n) => ({ n, text: text === "" ? `é ${n}` : text })));
  const sign = async (name: string) => {
    await using reader = await readLog({ path });
    return await signLogCheckpoint({ log: reader, origin: signer.name, signer, statePath: join(root, name) });
  };
  const lines = () => readFileSync(path, "utf8").trimEnd().split("\n");
  const rewrite = (change: (lines: string[]) => string[]) =>
    writeFileSync(path, `${change(lines()).join("\n")}\n`);
  return { root, path, meta: join(root, "events.meta.json"), sign, lines, rewrite };
}

const codesOf = async (options: VerifyLogOptions): Promise<FindingCode[]> =>
  (await verifyLog(options)).findings.map(({ code }) => code);

/** The findings of the log alone, without what the meta file adds. */
const lineFindings = async (path: string) =>
  (await verifyLog({ path })).findings
    .filter(({ code }) => !code.startsWith("META") && code !== "TRUNCATED")
    .map(({ code, seq, line }) => [code, seq, line]);

describe("verifyLog", () => {
  it("finds nothing wrong with an empty, a missing and a filled log", async () => {
    const { path } = await made(0);
    const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    expect(await verifyLog({ path })).toMatchObject({
      ok: true,
      count: 0,
      chainHash: "0".repeat(64),
      rootHash: empty,
    });
    expect(await verifyLog({ path: `${path}.nowhere` })).toMatchObject({ ok: true, count: 0 });
    expect(await verifyLog({ path: (await made(70)).path })).toMatchObject({
      ok: true,
      count: 70,
      findings: [],
    });
  });

  it("reports a changed line, a missing one, a repeated one and swapped ones where they are", async () => {
    const changed = await made(9);
    changed.rewrite((lines) => lines.with(4, (lines[4] ?? "").replace('"n":4', '"n":5')));
    expect(await lineFindings(changed.path)).toEqual([["BAD_LINK", 5, 6]]);

    const missing = await made(9);
    missing.rewrite((lines) => lines.toSpliced(4, 1));
    expect(await lineFindings(missing.path)).toEqual([
      ["SEQ_GAP", 4, 5],
      ["BAD_LINK", 4, 5],
    ]);

    const repeated = await made(9);
    repeated.rewrite((lines) => lines.toSpliced(4, 0, lines[3] ?? ""));
    expect(await lineFindings(repeated.path)).toEqual([
      ["SEQ_DUPLICATE", 4, 5],
      ["BAD_LINK", 4, 5],
    ]);

    const swapped = await made(9);
    swapped.rewrite((lines) => [...lines.slice(0, 3), lines[4] ?? "", lines[3] ?? "", ...lines.slice(5)]);
    expect((await lineFindings(swapped.path)).map(([code]) => code)).toEqual([
      "SEQ_GAP",
      "BAD_LINK",
      "SEQ_DUPLICATE",
      "BAD_LINK",
      "SEQ_GAP",
      "BAD_LINK",
    ]);
  });

  it("reports every kind of unreadable line, all of them, with offsets", async () => {
    const { path, rewrite, lines } = await made(6);
    const offset = lines()
      .slice(0, 3)
      .reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
    rewrite((all) => all.with(1, `${all[1]} `).with(3, `{"seq":3}`));
    const bytes = readFileSync(path);
    bytes[bytes.lastIndexOf("é")] = 0xff;
    writeFileSync(path, bytes);
    appendFileSync(path, `${"x".repeat(300_000)}\n`);
    appendFileSync(path, "torn");
    const { findings } = await verifyLog({ path });
    expect(
      findings.filter(({ code }) => !code.startsWith("META")).map(({ code, seq }) => [code, seq]),
    ).toEqual([
      ["NOT_CANONICAL", 1],
      ["BAD_LINK", 2],
      ["NOT_CANONICAL", 3],
      ["BAD_LINK", 4],
      ["NOT_UTF8", 5],
      ["LINE_TOO_LONG", 6],
      ["TORN_TAIL", 7],
    ]);
    expect(findings.find(({ seq }) => seq === 3)?.offset).toBe(offset + 1);
    for (const { hint, message } of findings) expect(`${message} ${hint}`).not.toContain("undefined");
  });

  it("rejects every single flipped bit of a line", async () => {
    const { path } = await made(3);
    const good = readFileSync(path);
    const start = good.indexOf("\n") + 1;
    const end = good.indexOf("\n", start);
    for (let bit = 8 * start; bit < 8 * (end + 1); bit++) {
      const bytes = Buffer.from(good);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      writeFileSync(path, bytes);
      expect((await verifyLog({ path })).ok, `bit ${bit}`).toBe(false);
    }
  });

  it("compares the meta file, and takes one that is merely older", async () => {
    const { path, meta, rewrite } = await made(5);
    const old = readFileSync(meta);
    await using log = await openLog({ path });
    await log.append({ n: 5, text: "" });
    expect(await codesOf({ path })).toEqual([]);
    await log.close();
    rewrite((lines) => lines.slice(0, 4));
    expect(await codesOf({ path })).toEqual(["TRUNCATED"]);
    writeFileSync(meta, old.toString().replace('"count": 5', '"count": 4'));
    expect(await codesOf({ path })).toEqual(["META_UNREADABLE"]);
    const other = await made(4, "other");
    writeFileSync(meta, readFileSync(other.meta));
    expect(await codesOf({ path })).toEqual(["META_MISMATCH", "META_MISMATCH", "META_MISMATCH"]);
  });

  it("holds the log against a checkpoint", async () => {
    const { path, sign, rewrite } = await made(20);
    const checkpoint = await sign("a");
    expect(await codesOf({ path, checkpoint, verifierKeys })).toEqual([]);
    expect(await codesOf({ path, checkpoint, verifierKeys: [] })).toEqual(["CHECKPOINT_BAD"]);
    expect(await codesOf({ path, checkpoint, verifierKeys, origin: "other" })).toEqual(["CHECKPOINT_BAD"]);
    const other = await made(20, "other");
    expect(await codesOf({ path: other.path, checkpoint, verifierKeys })).toEqual([
      "CHECKPOINT_INCONSISTENT",
    ]);
    rewrite((lines) => lines.slice(0, 10));
    expect(await codesOf({ path, checkpoint, verifierKeys })).toContain("TRUNCATED");
  });

  it("goes on from a trusted checkpoint, and reads everything when the stored hashes do not agree with it", async () => {
    const { path, sign, root } = await made(100);
    const from = await sign("a");
    const whole = await (async () => {
      await using log = await openLog({ path });
      await log.appendAll(Array.from({ length: 50 }, (_, n) => ({ n, text: "more" })));
      return log.head();
    })();
    const report = await verifyLog({ path, from, verifierKeys });
    expect(report).toMatchObject({
      ok: true,
      trusted: 100,
      count: 150,
      rootHash: whole.rootHash,
      chainHash: whole.chainHash,
    });
    const later = await sign("a");
    expect(await verifyLog({ path, from: later, checkpoint: from, verifierKeys })).toMatchObject({
      ok: true,
      trusted: 0,
    });
    const index = readFileSync(join(root, "events.index"));
    index[3_000] = (index[3_000] ?? 0) ^ 1;
    // Whichever hash that was, a wrong piece is never used.
    for (let at = 16; at < index.length; at += 97) {
      const spoilt = Buffer.from(readFileSync(join(root, "events.index")));
      spoilt[at] = (spoilt[at] ?? 0) ^ 1;
      writeFileSync(join(root, "events.index"), spoilt);
      expect(await verifyLog({ path, from, verifierKeys })).toMatchObject({
        ok: true,
        rootHash: whole.rootHash,
      });
      spoilt[at] = (spoilt[at] ?? 0) ^ 1;
      writeFileSync(join(root, "events.index"), spoilt);
    }
  });

  it("finds damage behind a trusted checkpoint", async () => {
    const { path, sign, rewrite } = await made(100);
    const from = await sign("a");
    await (async () => {
      await using log = await openLog({ path });
      await log.appendAll(Array.from({ length: 9 }, (_, n) => ({ n, text: "more" })));
    })();
    rewrite((lines) => lines.with(104, (lines[104] ?? "").replace("more", "less")));
    expect(await codesOf({ path, from, verifierKeys })).toContain("BAD_LINK");
  });

  it("tells how far it is and stops when told to", async () => {
    const { path } = await made(3_000, "x".repeat(200));
    const seen: number[] = [];
    const { bytes } = await verifyLog({ path, onProgress: (progress) => seen.push(progress.bytes) });
    expect(seen.at(-1)).toBe(bytes);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    const abort = new AbortController();
    const reason = new Error("enough");
    const verified = verifyLog({ path, signal: abort.signal, onProgress: () => abort.abort(reason) });
    await expect(verified).rejects.toBe(reason);
    await expect(verifyLog({ path, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("counts again what the meta file's counters say, when it is told how", async () => {
    const root = tempRoot();
    const path = join(root, "events.jsonl");
    const counterKeys = (event: unknown) => [JSON.stringify(event).includes("even") ? "even" : "odd"];
    const fill = async () => {
      await using log = await openLog<{ is: string }>({ path, counterKeys });
      await log.appendAll([{ is: "even" }, { is: "odd" }, { is: "even" }]);
      await log.append({ is: "odd" });
    };
    await fill();
    await fill();
    expect(await codesOf({ path, counterKeys })).toEqual([]);
    const meta = join(root, "events.meta.json");
    const good = readFileSync(meta, "utf8");
    for (const [find, put] of [
      ['"even": 4', '"even": 5'],
      ['"even": 4', '"eve": 4'],
      ['"odd": 4', '"odd": 4, "none": 1'],
    ] as const) {
      writeFileSync(meta, good.replace(find, put));
      expect((await verifyLog({ path })).ok).toBe(true);
      const { findings } = await verifyLog({ path, counterKeys });
      expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(["META_MISMATCH"]));
      const plan = await planRepair({ path, counterKeys });
      expect([plan.needed, plan.moves]).toEqual([true, 0]);
      await executeRepair(
        { path, counterKeys, clock: () => Date.parse(JSON.parse(good).last_updated) },
        plan,
      );
      expect(JSON.parse(readFileSync(meta, "utf8"))).toEqual(JSON.parse(good));
    }
  });

  it("has a test above for each finding", () => {
    const self = readFileSync(new URL(import.meta.url), "utf8");
    expect(findingCodes.filter((code) => !self.includes(`"${code}"`))).toEqual([]);
  });
});

describe("verification while a writer is at work", () => {
  const path = "/l.jsonl";
  const clock = () => 0;

  /** A writer in the middle of a line, which goes on when it is told to. */
  async function writing() {
    const disk = memoryFiles();
    const processes = fakeProcesses(1);
    let goOn: () => void = () => undefined;
    let slow = false;
    const files: MemoryFiles = {
      ...disk,
      open: async (name, mode) => {
        const handle = await disk.open(name, mode);
        return {
          ...handle,
          async write(bytes, position) {
            if (!slow || name !== path) return handle.write(bytes, position);
            slow = false;
            await handle.write(bytes.subarray(0, 30), position);
            await new Promise<void>((resolve) => {
              goOn = resolve;
            });
            return handle.write(bytes, position);
          },
        };
      },
    };
    const log = await openLog<{ n: number }>({ path, files, processes, clock });
    await log.append({ n: 0 });
    slow = true;
    const appended = log.append({ n: 1 });
    while (slow) await new Promise((resolve) => setImmediate(resolve));
    const verify = (files: FileLayer = disk) => verifyLog({ path, files, processes: processes.as(2) });
    return { disk, processes, log, appended, goOn: () => goOn(), verify };
  }

  it("does not call the line torn that is just being written", async () => {
    const { log, appended, goOn, verify } = await writing();
    expect(await verify()).toMatchObject({ ok: true, count: 1, findings: [] });
    goOn();
    await appended;
    await log.close();
    expect(await verify()).toMatchObject({ ok: true, count: 2 });
  });

  it("nor one whose writer has finished and gone before the lock is looked at", async () => {
    const { disk, log, appended, goOn, verify } = await writing();
    const watched: FileLayer = {
      ...disk,
      open: async (name, mode) => {
        if (name === `${path}.lock`) {
          goOn();
          await appended;
          await log.close();
        }
        return disk.open(name, mode);
      },
    };
    expect(await verify(watched)).toMatchObject({ ok: true, count: 2, findings: [] });
  });

  it("calls it torn once its writer is dead", async () => {
    const { processes, verify } = await writing();
    processes.kill(1);
    expect((await verify()).findings.map(({ code }) => code)).toEqual(["TORN_TAIL"]);
  });

  it("still reports what is wrong for good, also as the log grows from look to look", async () => {
    const { disk, processes, log, appended, goOn } = await writing();
    goOn();
    await appended;
    const note = signCheckpoint(
      { origin: signer.name, size: 50n, rootHash: new Uint8Array(32), extensions: [] },
      [signer],
    );
    let n = 2;
    const growing: FileLayer = {
      ...disk,
      open: async (name, mode) => {
        if (name === `${path}.lock`) await log.append({ n: n++ });
        return disk.open(name, mode);
      },
    };
    const options = { path, files: growing, processes: processes.as(2), checkpoint: note, verifierKeys };
    expect(await codesOf(options)).toEqual(["TRUNCATED"]);
    // One entry came between the two looks.
    expect(n).toBe(3);
  });

  it("lets a reader look again before it accuses anybody", async () => {
    const { disk, processes, log, appended, goOn } = await writing();
    goOn();
    await appended;
    await log.close();
    for (const [looks, code] of [
      [1, undefined],
      [9, "LOG_LINE_NOT_CANONICAL"],
    ] as const) {
      let left: number = looks;
      const changing: FileLayer = {
        ...disk,
        open: async (name, mode) => {
          const handle = await disk.open(name, mode);
          if (name !== path) return handle;
          return {
            ...handle,
            // Half of a change: the first line is not what it was, for as many looks as are left.
            async read(target, position) {
              const length = await handle.read(target, position);
              if (position === 0 && length > 0 && left-- > 0) target[1] = 0x20;
              return length;
            },
          };
        },
      };
      await disk.remove("/l.meta.json").catch(() => undefined);
      await using reader = await readLog({ path, files: changing, processes: processes.as(2) });
      expect(await errorCode(async () => expect((await reader.head()).count).toBe(2))).toBe(code);
    }
  });

  it("lets a reader find the file that has the log's name now", async () => {
    const { path, meta } = await made(5);
    await using reader = await readLog({ path });
    expect((await reader.head()).count).toBe(5);
    const other = await made(9, "other");
    // The old file goes on to be read until it accuses somebody: the name has been another file's for long.
    appendFileSync(path, "nonsense\n");
    renameSync(other.path, path);
    renameSync(other.meta, meta);
    expect((await reader.head()).count).toBe(9);
    expect((await reader.at(8)).seq).toBe(8);
    appendFileSync(path, "nonsense\n");
    expect(await errorCode(() => reader.head())).toBe("LOG_LINE_NOT_CANONICAL");
  });
});

// A thread of the sources is a TypeScript file; the built one is tried by packed.test.ts on any Node.
describe.skipIf(!readsTypeScript)("verification in parallel", () => {
  const both = async (path: string, cuts: readonly number[]) => {
    const handle = await nodeFiles.open(path, "read");
    const start = { count: 0, bytes: 0, chainHash: new Uint8Array(32), nodes: [] };
    const options = { start, bytes: await handle.size(), cuts, onBytes: () => undefined, signal: undefined };
    try {
      const alone = await checkFile(handle, options);
      const together = await checkInParallel(path, handle, options, 2);
      const plain = (joiner: typeof alone) => ({
        end: joiner.snapshot(),
        findings: joiner.findings,
        cuts: cuts.map((cut) => joiner.snapshots.get(cut)),
      });
      return { alone: plain(alone), together: plain(together) };
    } finally {
      await handle.close();
    }
  };

  it("says what one thread says: of a good log, and of one damaged in every way", async () => {
    const { path, rewrite } = await made(45_000, "x".repeat(180));
    const good = await both(path, [1, 777, 20_000, 45_000, 50_000]);
    expect(good.together).toEqual(good.alone);
    expect(good.alone.findings).toEqual([]);
    rewrite((lines) => {
      const damaged = lines.toSpliced(30_000, 1).toSpliced(20_000, 0, lines[19_999] ?? "");
      damaged[100] = "nonsense";
      damaged[40_000] = `${"y".repeat(200_000)}`;
      return [...damaged, "also nonsense"];
    });
    appendFileSync(path, "torn");
    const bad = await both(path, [1, 777, 20_000, 44_000]);
    expect(bad.together).toEqual(bad.alone);
    expect(bad.alone.findings.length).toBeGreaterThan(6);
  });

  it("tells how far it is, and stops when told to", async () => {
    const { path } = await made(45_000, "x".repeat(180));
    const seen: number[] = [];
    const { ok, bytes } = await verifyLog({
      path,
      threads: 2,
      onProgress: (progress) => seen.push(progress.bytes),
    });
    expect([ok, seen.at(-1)]).toEqual([true, bytes]);
    expect(seen.length).toBeGreaterThan(10);
    const abort = new AbortController();
    const reason = new Error("enough");
    const verified = verifyLog({
      path,
      threads: 2,
      signal: abort.signal,
      onProgress: () => abort.abort(reason),
    });
    await expect(verified).rejects.toBe(reason);
    const failing = verifyLog({
      path,
      threads: 2,
      onProgress: () => {
        throw reason;
      },
    });
    await expect(failing).rejects.toBe(reason);
  });
});

describe("verifyLogStream", () => {
  async function* pieces(bytes: Uint8Array, size: number) {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }

  it("says what verifyLog says, however the bytes are cut", async () => {
    const { path, sign, rewrite } = await made(300);
    const checkpoint = parseCheckpoint(parseNote(await sign("a")).text);
    for (const size of [1, 7, 1_000, 10_000_000]) {
      const report = await verifyLogStream(pieces(readFileSync(path), size), { checkpoint });
      expect(report).toMatchObject({ ok: true, count: 300, rootHash: (await verifyLog({ path })).rootHash });
    }
    rewrite((lines) => lines.with(7, (lines[7] ?? "").replace("é", "e")));
    const stream = new Blob([readFileSync(path)]).stream();
    const report = await verifyLogStream(stream, { checkpoint });
    expect(report.findings.map(({ code }) => code)).toEqual(["BAD_LINK", "CHECKPOINT_INCONSISTENT"]);
    expect(report.findings[1]?.offset).toBe(readFileSync(path).length);
    const short = await verifyLogStream(pieces(utf8(""), 1), { checkpoint });
    expect(short.findings.map(({ code }) => code)).toEqual(["TRUNCATED"]);
    const abort = verifyLogStream(pieces(readFileSync(path), 100), {
      signal: AbortSignal.abort(new Error("no")),
    });
    await expect(abort).rejects.toThrow("no");
    expect(await errorCode(() => verifyLogStream(pieces(utf8(""), 1)))).toBeUndefined();
  });
});
