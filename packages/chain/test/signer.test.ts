import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { awaitEvidence, openLog, signLogCheckpoint } from "../src/index.ts";
import {
  formatVerifierKey,
  formatVerifierKeys,
  parseVerifierKeys,
  type Signer,
  signerKeyFromSeed,
  signerOf,
  signNoteWith,
  verifierKeyOf,
  verifierOf,
  verifyCheckpoint,
  verifyNote,
} from "../src/note.ts";

const origin = "log.example/test";
const keyOf = (n: number) => signerKeyFromSeed(origin, new Uint8Array(32).fill(n));
const [first, second, third] = [keyOf(1), keyOf(2), keyOf(3)];

async function made(count: number) {
  const root = tempRoot();
  const [path, statePath] = [join(root, "events.jsonl"), join(root, "events.checkpoint")];
  const log = await openLog<{ n: number }>({ path });
  await log.appendAll(Array.from({ length: count }, (_, n) => ({ n })));
  const sign = (signer: Signer | readonly Signer[], more: object = {}) =>
    signLogCheckpoint({ log, origin, statePath, signer, ...more });
  return { log, statePath, sign };
}

describe("a signer", () => {
  it("may be a key that never leaves where it is", async () => {
    const pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    if (!("privateKey" in pair)) throw new TypeError("Ed25519 has pairs");
    const { privateKey, publicKey } = pair;
    const raw = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
    const signer: Signer = {
      key: verifierKeyOf(origin, raw),
      sign: async (text) => new Uint8Array(await crypto.subtle.sign("Ed25519", privateKey, text)),
    };
    const { log, sign } = await made(3);
    const checkpoint = verifyCheckpoint(await sign(signer), [signer.key], origin);
    expect([checkpoint.size, Buffer.from(checkpoint.rootHash).toString("hex")]).toEqual([
      3n,
      log.head().rootHash,
    ]);
    await log.append({ n: 3 });
    expect(verifyCheckpoint(await sign(signer), [signer.key], origin).size).toBe(4n);
    await log.close();
  });

  it("that fails, or signs with another key, leaves no checkpoint behind", async () => {
    const { log, sign, statePath } = await made(3);
    const key = verifierOf(first);
    const wrongs: [string, Signer["sign"]][] = [
      ["SIGNER_FAILED", () => Promise.reject(new Error("no network"))],
      ["NOTE_SIGNATURE_INVALID", signerOf(second).sign],
      ["NOTE_SIGNATURE_INVALID", async () => new Uint8Array(64)],
      ["NOTE_SIGNATURE_INVALID", async () => new Uint8Array(0)],
      ["NOTE_SIGNATURE_INVALID", async (text) => signerOf(first).sign(text.fill(0))],
    ];
    for (const [code, wrong] of wrongs) {
      expect(await errorCode(() => sign({ key, sign: wrong }))).toBe(code);
      expect(await errorCode(() => sign([signerOf(second), { key, sign: wrong }]))).toBe(code);
      expect(existsSync(statePath)).toBe(false);
    }
    expect(verifyCheckpoint(await sign(signerOf(first)), [key]).size).toBe(3n);
    await log.close();
  });

  it("cannot change what the others sign", async () => {
    const spoiling: Signer = {
      key: verifierOf(first),
      sign: async (text) => {
        const signature = await signerOf(first).sign(text);
        text.fill(0);
        return signature;
      },
    };
    const note = await signNoteWith("text\n", [spoiling, signerOf(second)]);
    expect(verifyNote(note, [verifierOf(first), verifierOf(second)]).verifiedBy).toHaveLength(2);
  });
});

describe("a key that takes over", () => {
  it("signs on without the state being deleted, and those who know only the old one verify the hand-over", async () => {
    const { log, sign, statePath } = await made(3);
    await sign(signerOf(first));
    expect(await errorCode(() => sign(signerOf(second)))).toBe("NOTE_UNVERIFIED");
    const handOver = await sign([signerOf(second), signerOf(first)]);
    for (const key of [first, second])
      expect(verifyCheckpoint(handOver, [verifierOf(key)], origin).size).toBe(3n);
    await log.append({ n: 3 });
    const later = await sign(signerOf(second), { formerKeys: [verifierOf(first)] });
    expect(verifyCheckpoint(later, [verifierOf(second)], origin).size).toBe(4n);
    expect(await errorCode(() => verifyCheckpoint(later, [verifierOf(first)]))).toBe("NOTE_UNVERIFIED");
    // Without a hand-over, too: the former key vouches for what was signed last.
    await log.append({ n: 4 });
    expect(await errorCode(() => sign(signerOf(third)))).toBe("NOTE_UNVERIFIED");
    const last = await sign(signerOf(third), { formerKeys: [verifierOf(second)] });
    expect(readFileSync(statePath, "utf8")).toBe(last);
    await log.close();
  });

  it("leaves the old one good up to the size of the hand-over, and no further", async () => {
    const { log, sign } = await made(3);
    const old = { ...verifierOf(first), until: 3n };
    const good = await sign(signerOf(first));
    expect(verifyCheckpoint(good, [verifierOf(second), old]).verifiedBy).toEqual([old]);
    await log.append({ n: 3 });
    const stolen = await sign(signerOf(first));
    expect(await errorCode(() => verifyCheckpoint(stolen, [verifierOf(second), old]))).toBe(
      "CHECKPOINT_KEY_RETIRED",
    );
    const both = await sign([signerOf(second), signerOf(first)]);
    expect(verifyCheckpoint(both, [old, verifierOf(second)]).verifiedBy).toEqual([verifierOf(second)]);
    await log.close();
  });

  it("is written down with those before it, each with where its word ends", async () => {
    const keys = [verifierOf(second), { ...verifierOf(first), until: 7n }];
    const text = formatVerifierKeys(keys);
    expect(text.split("\n")).toEqual([
      formatVerifierKey(verifierOf(second)),
      `${formatVerifierKey(verifierOf(first))} until 7`,
      "",
    ]);
    expect(parseVerifierKeys(text)).toEqual(keys);
    for (const until of ["", "-1", "07", "seven", "7 until 8", "18446744073709551616"])
      expect(
        await errorCode(() => parseVerifierKeys(`${formatVerifierKey(second)} until ${until}\n`)),
        until,
      ).toBe("KEY_UNTIL");
  });
});

describe("awaitEvidence", () => {
  it("answers once a checkpoint covers the entry, whoever signs it", async () => {
    const { log, sign, statePath } = await made(3);
    const verifierKeys = [verifierOf(first)];
    const { seq } = await log.append({ n: 3 });
    const steps = [
      async () => undefined,
      async () => writeFileSync(statePath, early),
      async () => void (await sign(signerOf(first))),
    ];
    const early = await (async () => {
      const other = await made(2);
      const note = await other.sign(signerOf(first));
      await other.log.close();
      return note;
    })();
    const changes = async function* () {
      for (yield; steps.length > 0; yield) await steps.shift()?.();
    };
    const evidence = await awaitEvidence({
      log,
      seq,
      checkpointPath: statePath,
      verifierKeys,
      origin,
      changes,
    });
    expect(steps).toEqual([]);
    expect([evidence.proven.index, evidence.proven.checkpoint.size]).toEqual([3n, 4n]);
    await log.close();
  });

  it("stops when it is told to", async () => {
    const { log, statePath } = await made(1);
    const stop = new AbortController();
    const waiting = awaitEvidence({
      ...{ log, seq: 0, checkpointPath: statePath, verifierKeys: [verifierOf(first)], signal: stop.signal },
    });
    stop.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    await log.close();
  });
});
