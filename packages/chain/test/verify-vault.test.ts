import { mkdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fakeProcesses, memoryFiles } from "@mvcrs/files/testing";
import { describe, expect, it } from "vitest";
import { openLog, openVault, readVault, verifyVault } from "../src/index.ts";
import { begun, codesOf, fileOf, redaction, seal } from "./support/vault.ts";

describe("verifyVault", () => {
  it("tells a damaged payload by its path, and never shows what is there instead", async () => {
    const { path, log } = await begun(["a"]);
    const file = await fileOf(path, log);
    const { event } = await log.at(0);
    await log.close();
    for (const bytes of [
      "",
      "x",
      `mvcrs-vault 0001${"0".repeat(32)}"a"`,
      readFileSync(file, "latin1").replace(/a/, "b"),
    ]) {
      writeFileSync(file, bytes, "latin1");
      expect((await verifyVault({ path })).findings).toMatchObject([
        { code: "PAYLOAD_DAMAGED", seq: 0, path: file },
      ]);
      const stored = await (await readVault({ path })).payloads(event);
      expect(stored.get("/text")).toEqual({ state: "damaged", path: file });
    }
  });

  it("does not read a payload file of any length", async () => {
    const { path, log } = await begun(["a"]);
    const file = await fileOf(path, log);
    await log.close();
    truncateSync(file, 2 ** 33);
    expect(await codesOf(path)).toEqual(["PAYLOAD_DAMAGED"]);
  });

  it("finds what no entry commits to, and redactions of nothing", async () => {
    const { path, log } = await begun(["a"]);
    await log.append({ type: "redaction", redacts: [2, 5, 1] });
    await log.append({ type: "redaction", redacts: [0] });
    // Malformed members are values like any other.
    await log.append({ type: "other", redacts: ["0"], vault: { x: 1 } });
    const stray = join(path.replace(/jsonl$/, "vault"), "aa", "aa".repeat(32));
    mkdirSync(join(stray, ".."), { recursive: true });
    writeFileSync(stray, "stray");
    await log.close();
    const { findings, redacted } = await verifyVault({ path });
    expect(redacted).toEqual([{ seq: 0, by: 2 }]);
    expect(findings).toMatchObject([
      { code: "PAYLOAD_STANDS", seq: 0 },
      { code: "REDACTION_OF_NOTHING", seq: 1 },
      { code: "REDACTION_OF_NOTHING", seq: 1 },
      { code: "REDACTION_OF_NOTHING", seq: 1 },
      { code: "PAYLOAD_UNKNOWN", seq: null, path: stray },
    ]);
  });

  it("says of a payload that may not be read that it may not be read", async () => {
    const { path, log } = await begun(["a"]);
    const file = await fileOf(path, log);
    const { event } = await log.at(0);
    await log.close();
    // A folder in its place is the refusal that every user gets, root too.
    renameSync(file, `${path}.kept`);
    mkdirSync(file);
    expect(await codesOf(path)).toEqual(["PAYLOAD_UNREADABLE"]);
    const stored = await (await readVault({ path })).payloads(event);
    expect(stored.get("/text")?.state).toBe("unreadable");
    // And what is no folder is no vault.
    const vault = path.replace(/jsonl$/, "vault");
    renameSync(vault, `${vault}.kept`);
    writeFileSync(vault, "");
    expect(await codesOf(path)).toEqual(["PAYLOAD_UNREADABLE", "PAYLOAD_UNREADABLE"]);
  });

  it("takes nothing that a writer is about to do for damage", async () => {
    const [path, files, processes] = ["/state/care.jsonl", memoryFiles(), fakeProcesses(1)];
    const log = await openLog({ path, files, processes });
    const vault = await openVault({ path, log, files });
    let writing = true;
    const writer = (async () => {
      for (let n = 0; n < 150; n++) {
        const { event, payloads } = seal(`${n}`);
        const { seq } = await vault.append(payloads, () => log.append(event));
        if (n % 2 === 0) await vault.redact([seq], redaction(log));
      }
      writing = false;
    })();
    let looks = 0;
    for (; writing; looks++) expect((await verifyVault({ path, files, processes })).findings).toEqual([]);
    await writer;
    expect(looks).toBeGreaterThan(4);
    expect(await verifyVault({ path, files, processes })).toMatchObject({
      ok: true,
      entries: 150,
      payloads: 75,
    });
    await log.close();
  });

  it("knows from the journal what is under way, as long as somebody is at work", async () => {
    const { path, log, vault } = await begun();
    const { event, payloads } = seal("a");
    await vault.append(payloads, async () => {
      expect(await codesOf(path)).toEqual([]);
      return log.append(event);
    });
    await vault.redact([0], async (redacts) => {
      expect(await codesOf(path)).toEqual([]);
      const appended = await log.append({ redacts });
      expect(await codesOf(path)).toEqual([]);
      return appended;
    });
    // A process that stops there, and whose log is not open any more.
    await new Promise<void>((kept) => {
      void vault.append(seal("b").payloads, () => {
        kept();
        return new Promise<never>(() => undefined);
      });
    });
    await log.close();
    expect(await codesOf(path)).toEqual(["PAYLOAD_UNKNOWN"]);
  });

  it("calls a log without payloads sound, and one that is not there too", async () => {
    const { path, log } = await begun();
    await log.append({ type: "plain", text: '"vault":{"/x":1},"redacts":[0]' });
    await log.close();
    expect(await verifyVault({ path })).toMatchObject({ ok: true, entries: 0 });
    expect(await verifyVault({ path: `${path}.none` })).toMatchObject({ ok: true, entries: 0 });
  });
});
