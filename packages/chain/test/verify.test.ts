import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { executeRepair, findingCodes, openLog, planRepair, verifyLog } from "../src/index.ts";
import { verifierOf } from "../src/note.ts";
import { codesOf, made, signer } from "./support/made-log.ts";

const verifierKeys = [verifierOf(signer)];

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

  it("has a test for each finding, above or with the segments", () => {
    const tests = readdirSync(import.meta.dirname)
      .filter((name) => /^(verify|segments)[^/]*\.test\.ts$/.test(name))
      .map((name) => readFileSync(join(import.meta.dirname, name), "utf8"))
      .join("\n");
    expect(findingCodes.filter((code) => !tests.includes(`"${code}"`))).toEqual([]);
  });
});
