import { appendFileSync, readFileSync } from "node:fs";
import { utf8 } from "@mvcrs/canonical";
import { nodeFiles } from "@mvcrs/files";
import { errorCode, readsTypeScript } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { verifyLog } from "../src/index.ts";
import { checkFile } from "../src/internal/check/check-file.ts";
import { checkInParallel } from "../src/internal/check/check-parallel.ts";
import { RangeJoiner } from "../src/internal/check/range-joiner.ts";
import { nodeHasher } from "../src/internal/line/node-hasher.ts";
import { LogFile } from "../src/internal/segments/log-file.ts";
import { parseCheckpoint, parseNote } from "../src/note.ts";
import { verifyLogStream } from "../src/verify.ts";
import { made } from "./support/made-log.ts";

// A thread of the sources is a TypeScript file; the built one is tried by packed.test.ts on any Node.
describe.skipIf(!readsTypeScript)("verification in parallel", () => {
  const both = async (path: string, cuts: readonly number[]) => {
    const file = new LogFile([], await nodeFiles.open(path, "read"));
    const range = { from: 0, to: await file.size() };
    const options = { cuts, onBytes: () => undefined, signal: undefined };
    const joiner = () =>
      new RangeJoiner(nodeHasher.join, { count: 0, bytes: 0, chainHash: new Uint8Array(32), nodes: [] });
    try {
      const [alone, together] = [joiner(), joiner()];
      await checkFile(file, range, alone, options);
      await checkInParallel(file, [{ path, base: 0, seekable: true, ...range }], together, options, 2);
      const plain = (one: RangeJoiner) => ({
        end: one.snapshot(),
        findings: one.findings,
        cuts: cuts.map((cut) => one.snapshots.get(cut)),
      });
      return { alone: plain(alone), together: plain(together) };
    } finally {
      await file.close();
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
