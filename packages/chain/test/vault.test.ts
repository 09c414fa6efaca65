import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { canonicalize } from "@mvcrs/canonical";
import { fakeProcesses, memoryFiles } from "@mvcrs/files/testing";
import { errorCode } from "@mvcrs/test-kit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  MAX_PAYLOAD_BYTES,
  openLog,
  openVault,
  planRedaction,
  privatePlaceholder,
  readLog,
  readVault,
  redactionsOf,
  sealFields,
  verifyLog,
  verifyVault,
  withValues,
} from "../src/index.ts";
import { verifyInclusion } from "../src/verify.ts";
import { begun, codesOf, fileOf, redaction, seal, told } from "./support/vault.ts";

describe("a payload", () => {
  it("is read where its place is, and the log holds nothing of it", async () => {
    const { path, log } = await begun(["Ann is ill"]);
    await log.close();
    expect(readFileSync(path, "utf8")).not.toContain("Ann");
    await using reader = await readLog({ path });
    const { event } = await reader.at(0);
    expect(event).toMatchObject({ text: privatePlaceholder });
    const stored = await (await readVault({ path })).payloads(event);
    expect([...stored]).toEqual([["/text", { state: "here", value: "Ann is ill" }]]);
    expect(withValues(event as object, new Map([["/text", "Ann is ill"]]))).toMatchObject(told("Ann is ill"));
    expect(await verifyVault({ path })).toEqual({
      ok: true,
      entries: 1,
      payloads: 1,
      redacted: [],
      findings: [],
    });
  });

  it("has another commitment each time, and no one for the payload without its salt", () => {
    const [one, two] = [seal("yes"), seal("yes")];
    expect(one.payloads[0]?.commitment).not.toBe(two.payloads[0]?.commitment);
    // The same salt would give it away.
    const zero = () => sealFields(told("yes"), ["/text"], (target) => target.fill(0));
    expect(zero().payloads[0]?.commitment).toBe(zero().payloads[0]?.commitment);
  });

  it("may be any JSON value, far larger than a line, but not larger than a vault keeps", async () => {
    const { path, log, vault } = await begun();
    const large = { type: "scan", pages: Array.from({ length: 3 }, () => "x".repeat(100_000)) };
    expect(await errorCode(() => log.append(large))).toBe("EVENT_TOO_LARGE");
    const { event, payloads } = sealFields(large, ["/pages"]);
    await vault.append(payloads, () => log.append(event));
    const stored = await (await readVault({ path })).payloads(event);
    expect(stored.get("/pages")).toEqual({ state: "here", value: large.pages });
    const tooLarge = told("x".repeat(MAX_PAYLOAD_BYTES - 1));
    expect(await errorCode(() => sealFields(tooLarge, ["/text"]))).toBe("PAYLOAD_TOO_LARGE");
    expect(sealFields(told("x".repeat(MAX_PAYLOAD_BYTES - 2)), ["/text"]).payloads).toHaveLength(1);
    await log.close();
  });

  it("is taken from where a JSON Pointer leads, and from nowhere else", async () => {
    const event = { a: { "b/c": ["x", { d: 1 }] } };
    expect(sealFields(event, ["/a/b~1c/1"]).event).toMatchObject({ a: { "b/c": ["x", privatePlaceholder] } });
    expect(event.a["b/c"][1]).toEqual({ d: 1 });
    for (const pointer of [
      "",
      "/",
      "/z",
      "/a/b/c",
      "/a/b~1c/2",
      "/a/b~1c/0/length",
      "/__proto__/x",
      "/a/__proto__",
    ])
      expect(await errorCode(() => sealFields(event, [pointer])), pointer).toBe("PAYLOAD_FIELD_MISSING");
    expect(await errorCode(() => sealFields({ vault: 1, a: 1 }, ["/a"]))).toBe("PAYLOAD_FIELD_TAKEN");
    expect(await errorCode(() => sealFields({ redacts: [0], a: 1 }, ["/a"]))).toBe("PAYLOAD_FIELD_TAKEN");
  });

  it("is removed again where its entry is refused", async () => {
    const { path, log, vault } = await begun();
    const { payloads } = seal("Ann is ill");
    const refused = () => log.append({ text: Number.NaN });
    expect(await errorCode(() => vault.append(payloads, refused))).toBe("JCS_NUMBER");
    await log.close();
    expect(await codesOf(path)).toEqual([]);
    expect((await verifyVault({ path })).payloads).toBe(0);
  });
});

describe("a redaction", () => {
  it("removes payload and salt, says so for ever, and is done once", async () => {
    const { path, log, vault } = await begun(["a", "b", "c"]);
    const file = await fileOf(path, log, 1);
    expect(await vault.redact([1], redaction(log))).toEqual({
      by: new Map([[1, 3]]),
      removed: 1,
      missing: 0,
    });
    expect(existsSync(file)).toBe(false);
    expect(await vault.redact([1, 1], redaction(log))).toEqual({
      by: new Map([[1, 3]]),
      removed: 0,
      missing: 1,
    });
    expect(log.head().count).toBe(4);
    expect(await vault.redact([0, 1], redaction(log))).toMatchObject({
      by: new Map([
        [0, 4],
        [1, 3],
      ]),
      removed: 1,
    });
    expect(await redactionsOf(log.entries())).toEqual(
      new Map([
        [1, 3],
        [0, 4],
      ]),
    );
    await log.close();
    const redacted = [
      { seq: 1, by: 3 },
      { seq: 0, by: 4 },
    ];
    expect(await verifyVault({ path })).toEqual({
      ok: true,
      entries: 3,
      payloads: 1,
      redacted,
      findings: [],
    });
    expect((await verifyLog({ path })).ok).toBe(true);
  });

  it("is refused for an entry that keeps nothing and for one that is not there", async () => {
    const { path, log, vault } = await begun(["a"]);
    await log.append({ type: "plain" });
    const redact = (seq: number) => errorCode(() => vault.redact([0, seq], redaction(log)));
    expect(await redact(1)).toBe("REDACTION_WITHOUT_PAYLOAD");
    expect(await redact(2)).toBe("SEQ_OUT_OF_RANGE");
    expect(log.head().count).toBe(2);
    expect(await planRedaction({ path, log, seqs: [0] })).toMatchObject([{ standing: 1, by: undefined }]);
    await log.close();
  });

  it("deletes nothing where the entry that was appended does not say it", async () => {
    const { path, log, vault } = await begun(["a"]);
    await expect(vault.redact([0], () => log.append({ type: "redaction" }))).rejects.toThrow(TypeError);
    expect(existsSync(await fileOf(path, log))).toBe(true);
    await log.close();
  });

  it("makes official that a payload is lost", async () => {
    const { path, log, vault } = await begun(["a"]);
    const file = await fileOf(path, log);
    renameSync(file, `${path}.lost`);
    expect(await codesOf(path)).toEqual(["PAYLOAD_MISSING"]);
    expect(await vault.redact([0], redaction(log))).toMatchObject({ removed: 0, missing: 1 });
    expect(await codesOf(path)).toEqual([]);
    // A copy that is put back is found, and redacting again removes it.
    renameSync(`${path}.lost`, file);
    expect(await codesOf(path)).toEqual(["PAYLOAD_STANDS"]);
    expect(await vault.redact([0], redaction(log))).toMatchObject({ removed: 1, missing: 0 });
    expect(await codesOf(path)).toEqual([]);
    expect(log.head().count).toBe(2);
    await log.close();
  });

  it("that cannot remove says that it is recorded, and is finished by the next", async () => {
    const { path, log, vault } = await begun(["a"]);
    const file = await fileOf(path, log);
    renameSync(file, `${path}.kept`);
    const blocked = await errorCode(() =>
      vault.redact([0], async (redacts) => {
        // Where the file was there is a folder now: removing it fails.
        mkdirSync(file);
        return log.append({ redacts });
      }),
    );
    expect(blocked).toBe("REDACTION_UNFINISHED");
    rmdirSync(file);
    renameSync(`${path}.kept`, file);
    await vault.settle();
    expect(existsSync(file)).toBe(false);
    await log.close();
    expect(await codesOf(path)).toEqual([]);
  });

  it.each(["a symbolic link", "a hard link", "a link to nowhere"])(
    "is refused where %s keeps the payload",
    async (kind) => {
      const { path, log, vault } = await begun(["a"]);
      const file = await fileOf(path, log);
      if (kind === "a hard link") linkSync(file, `${path}.kept`);
      else {
        renameSync(file, `${path}.kept`);
        symlinkSync(kind === "a symbolic link" ? `${path}.kept` : `${path}.nowhere`, file);
      }
      expect(await errorCode(() => vault.redact([0], redaction(log)))).toBe("PAYLOAD_LINKED");
      expect(log.head().count).toBe(1);
      await log.close();
    },
  );
});

describe("the journal", () => {
  it("that is not a journal is said to be none, and settles nothing", async () => {
    const { path, log } = await begun(["a"]);
    const journal = join(path.replace(/jsonl$/, "vault"), "journal.json");
    for (const text of [
      "{}",
      "",
      "[]",
      '{"version":1,"kind":"append","from":0,"seqs":[],"commitments":["../x"]}',
    ]) {
      writeFileSync(journal, text);
      expect(await errorCode(() => openVault({ path, log })), text).toBe("VAULT_JOURNAL_UNREADABLE");
    }
    truncateSync(journal, 2 ** 33);
    expect(await errorCode(() => openVault({ path, log }))).toBe("VAULT_JOURNAL_UNREADABLE");
    expect(existsSync(await fileOf(path, log))).toBe(true);
    await log.close();
  });

  it("of a longer log removes nothing: its entries may come back", async () => {
    const { path, log } = await begun(["a"]);
    const file = await fileOf(path, log);
    const commitments = [file.slice(-64)];
    const intent = { version: 1, kind: "append", from: 9, seqs: [], commitments };
    writeFileSync(join(path.replace(/jsonl$/, "vault"), "journal.json"), JSON.stringify(intent));
    await openVault({ path, log });
    expect(existsSync(file)).toBe(true);
    await log.close();
  });

  it("keeps the vault closed while nobody knows whether the last entry is there", async () => {
    const { path, log, vault } = await begun();
    const { event, payloads } = seal("a");
    const lost = () => log.append(event).then(() => Promise.reject(new Error("the answer was lost")));
    await expect(vault.append(payloads, lost)).rejects.toThrow("lost");
    expect(await errorCode(() => vault.append(seal("b").payloads, () => log.append({})))).toBe(
      "VAULT_UNSETTLED",
    );
    await log.close();
    await using again = await openLog({ path });
    await openVault({ path, log: again });
    expect(await verifyVault({ path })).toMatchObject({ ok: true, payloads: 1, entries: 1 });
  });
});

it("whatever is redacted, every proof, root and finding of the log is as it was", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.boolean(), fc.string({ unit: "binary" }), fc.boolean()), {
        minLength: 1,
        maxLength: 12,
      }),
      async (rows) => {
        const [path, files] = ["/state/care.jsonl", memoryFiles()];
        const processes = fakeProcesses(1);
        const log = await openLog({ path, files, processes });
        const vault = await openVault({ path, log, files });
        for (const [isPrivate, text] of rows) {
          if (!isPrivate) await log.append(told(text));
          else {
            const { event, payloads } = seal(text);
            await vault.append(payloads, () => log.append(event));
          }
        }
        const { count, rootHash } = log.head();
        const proofs = await Promise.all(rows.map((_, seq) => log.proveInclusion(seq, count)));
        const consistency = await log.proveConsistency(1, count);
        const gone = rows.flatMap(([isPrivate, , goes], seq) => (isPrivate && goes ? [seq] : []));
        if (gone.length > 0) await vault.redact(gone, redaction(log));
        expect(await log.rootAt(count)).toBe(rootHash);
        expect(await Promise.all(rows.map((_, seq) => log.proveInclusion(seq, count)))).toEqual(proofs);
        expect(await log.proveConsistency(1, count)).toEqual(consistency);
        for (const [seq, { leafHash, proof }] of proofs.entries())
          verifyInclusion({
            ...{ leafHash: Buffer.from(leafHash, "hex"), index: BigInt(seq), treeSize: BigInt(count) },
            ...{ proof: [...proof], rootHash: Buffer.from(rootHash, "hex") },
          });
        const reader = await readVault({ path, files });
        for (const [seq, [isPrivate, text]] of rows.entries()) {
          const { event } = await log.at(seq);
          const value = (await reader.payloads(event)).get("/text");
          const expected = gone.includes(seq) ? { state: "missing" } : { state: "here", value: text };
          expect(value).toEqual(isPrivate ? expected : undefined);
        }
        await log.close();
        expect(await verifyLog({ path, files })).toMatchObject({
          ok: true,
          count: count + (gone.length > 0 ? 1 : 0),
        });
        const redacted = gone.map((seq) => ({ seq, by: count }));
        expect(await verifyVault({ path, files, processes })).toMatchObject({ ok: true, redacted });
        const bytes = new TextDecoder().decode(files.contents(path));
        for (const [isPrivate, text] of rows)
          if (isPrivate && text.length > 8) expect(bytes).not.toContain(canonicalize(text));
      },
    ),
    { numRuns: 60 },
  );
});
