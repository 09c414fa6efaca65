import { utf8 } from "@mvcrs/canonical";
import { errorCode } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { concatBytes, toHex } from "../src/internal/line/bytes.ts";
import { fromBase64, toBase64 } from "../src/note/base64.ts";
import {
  ed25519KeyType,
  formatCheckpoint,
  formatNote,
  formatSignerKey,
  formatVerifierKey,
  generateSignerKey,
  type KeyType,
  parseCheckpoint,
  parseNote,
  parseSignerKey,
  parseVerifierKey,
  signCheckpoint,
  signerKeyFromSeed,
  signNote,
  verifierOf,
  verifyCheckpoint,
  verifyNote,
} from "../src/note.ts";
import { fixedSigner } from "../src/testing.ts";

// The example of golang.org/x/mod/sumdb/note: keys, text and signature.
const peter = {
  verifier: "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  signer: "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz",
  note:
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
};

// The examples printed in C2SP signed-note and tlog-checkpoint.
const poem =
  "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n" +
  "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
const sofa =
  "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n" +
  "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

const key = fixedSigner();
const known = [verifierOf(key)];
const checkpoint = { origin: key.name, size: 5n, rootHash: new Uint8Array(32).fill(7), extensions: [] };

describe("keys", () => {
  it("read and write what Go's sumdb note does", () => {
    const signer = parseSignerKey(peter.signer);
    expect(formatSignerKey(signer)).toBe(peter.signer);
    expect(formatVerifierKey(signer)).toBe(peter.verifier);
    expect(formatVerifierKey(parseVerifierKey(peter.verifier))).toBe(peter.verifier);
    expect(signNote(parseNote(peter.note).text, [signer])).toBe(peter.note);
  });

  it("are generated from the randomness handed in", () => {
    const made = generateSignerKey("a.example", (target) => target.fill(3));
    expect(formatSignerKey(made)).toBe(
      formatSignerKey(signerKeyFromSeed("a.example", new Uint8Array(32).fill(3))),
    );
    expect("seed" in verifierOf(made)).toBe(false);
  });

  it.each([
    ["", "KEY_FORM"],
    ["a.example", "KEY_FORM"],
    ["a.example+00000000+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "KEY_HASH"],
    [peter.verifier.replace("PeterNeumann", "Peter Neumann"), "KEY_FORM"],
    [peter.verifier.replace("c74f20a3", "C74F20A3"), "KEY_FORM"],
    [peter.verifier.slice(0, -1), "KEY_BASE64"],
    [`${peter.verifier.slice(0, -4)}====`, "KEY_BASE64"],
    ["PeterNeumann+c74f20a3+AQ==", "KEY_LENGTH"],
  ])("are refused when malformed: %j", async (text, code) => {
    expect(await errorCode(() => parseVerifierKey(text))).toBe(code);
    expect(await errorCode(() => parseSignerKey(text))).toBe("KEY_NOT_A_SIGNER");
    expect(await errorCode(() => parseSignerKey(`PRIVATE+KEY+${text}`))).toBe(code);
  });

  it("are refused for a bad name or seed, and never quote the secret", async () => {
    for (const name of ["", "a b", "a+b", "a\u00a0b", "a\u2028b", "a\u0000"])
      expect(await errorCode(() => signerKeyFromSeed(name, new Uint8Array(32)))).toBe("KEY_NAME");
    expect(await errorCode(() => signerKeyFromSeed("a", new Uint8Array(31)))).toBe("KEY_LENGTH");
    expect(() => parseSignerKey(peter.signer.replace("c74f20a3", "c74f20a4"))).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("AYEKFAL") }),
    );
  });

  it("of a type that is not known are told apart, and a type handed over is enough to use them", async () => {
    const other: KeyType = { ...ed25519KeyType, id: 0xff, name: "other" };
    const signer = signerKeyFromSeed("a.example", new Uint8Array(32).fill(1), other);
    const text = formatVerifierKey(signer);
    expect(await errorCode(() => parseVerifierKey(text))).toBe("KEY_TYPE_UNKNOWN");
    const note = signNote("hello\n", [signer]);
    expect(verifyNote(note, [parseVerifierKey(text, [other])]).text).toBe("hello\n");
    expect(
      await errorCode(() =>
        verifyNote(note, [verifierOf(signerKeyFromSeed("a.example", new Uint8Array(32).fill(1)))]),
      ),
    ).toBe("NOTE_UNVERIFIED");
  });
});

describe("a key type whose signature covers more than the text", () => {
  // The shape of C2SP cosignatures: a time in front of the signature, and the key's name in what is signed.
  const time = Uint8Array.of(0, 0, 0, 0, 105, 33, 0, 0);
  const message = (text: Uint8Array, name: string, at: Uint8Array) =>
    concatBytes(utf8(`${name}\n`), at, text);
  const timed: KeyType = {
    ...ed25519KeyType,
    id: 0xfa,
    sign: (seed, text, name) => concatBytes(time, ed25519KeyType.sign(seed, message(text, name, time), name)),
    verify: (publicKey, text, signature, name) =>
      ed25519KeyType.verify(
        publicKey,
        message(text, name, signature.subarray(0, 8)),
        signature.subarray(8),
        name,
      ),
  };

  it("needs nothing but its own value", async () => {
    const witness = signerKeyFromSeed("witness.example", new Uint8Array(32).fill(9), timed);
    const trusted = parseVerifierKey(formatVerifierKey(witness), [ed25519KeyType, timed]);
    const note = signCheckpoint(checkpoint, [key, witness]);
    expect(verifyCheckpoint(note, [...known, trusted]).verifiedBy).toHaveLength(2);
    expect(await errorCode(() => verifyCheckpoint(note.replace("\n5\n", "\n6\n"), [trusted]))).toBe(
      "NOTE_SIGNATURE_INVALID",
    );
  });
});

describe("signed notes", () => {
  it("verify, with signatures of unknown keys ignored", () => {
    expect(verifyNote(peter.note, [parseVerifierKey(peter.verifier)]).verifiedBy).toHaveLength(1);
    const both = signNote("text\n\nmore\n", [key, signerKeyFromSeed("other", new Uint8Array(32))]);
    expect(verifyNote(both, known)).toEqual({ text: "text\n\nmore\n", verifiedBy: known });
  });

  it("of the specifications are read and written byte for byte", () => {
    for (const note of [poem, sofa]) expect(formatNote(parseNote(note))).toBe(note);
    expect(parseNote(poem).text.endsWith("subito sera.\n")).toBe(true);
    expect(parseNote(poem).signatures.map(({ name, keyId }) => [name, toHex(keyId)])).toEqual([
      ["quasimodo.example/salvatore", "367ba04b"],
    ]);
  });

  it("take sixteen signatures and more", () => {
    const signers = Array.from({ length: 20 }, (_, i) =>
      signerKeyFromSeed(`k${i}`, new Uint8Array(32).fill(i)),
    );
    expect(verifyNote(signNote("t\n", signers), signers.map(verifierOf)).verifiedBy).toHaveLength(20);
  });

  it.each([
    ["no blank line", "text\n— a AAAAAAA=\n", "NOTE_UNSIGNED"],
    ["no signature", "text\n\n", "NOTE_UNSIGNED"],
    ["no last newline", peter.note.slice(0, -1), "NOTE_UNSIGNED"],
    ["a control character", peter.note.replace("If", "I\tf"), "NOTE_TEXT"],
    ["a carriage return", peter.note.replaceAll("\n", "\r\n"), "NOTE_TEXT"],
    ["a hyphen for the dash", peter.note.replace("—", "-"), "NOTE_SIGNATURE_LINE"],
    ["two spaces", peter.note.replace("— ", "—  "), "NOTE_SIGNATURE_LINE"],
    ["a plus in the name", peter.note.replace("— Peter", "— P+ter"), "NOTE_SIGNATURE_LINE"],
    ["base64 with loose bits", peter.note.replace("nAM=", "nAN="), "NOTE_SIGNATURE_LINE"],
    ["four bytes of signature", "text\n\n— a AAAAAA==\n", "NOTE_SIGNATURE_LINE"],
    ["a lone surrogate", peter.note.replace("If", "\ud800f"), "NOTE_TEXT"],
    ["too many signatures", `t\n\n${"— a AAAAAAA=\n".repeat(200)}`, "NOTE_SIGNATURES"],
    ["too many characters", `${"t".repeat(1024 * 1024)}\n\n— a AAAAAAA=\n`, "NOTE_TOO_LONG"],
  ])("are refused with %s", async (_, note, code) => {
    expect(await errorCode(() => parseNote(note))).toBe(code);
  });

  it("are not written where the text has no newline at its end", async () => {
    expect(await errorCode(() => signNote("text", [key]))).toBe("NOTE_TEXT_UNENDED");
  });

  it("that do not hold are kept as evidence", () => {
    const note = signNote("text\n", [key]);
    const changed = note.replace("text", "Text");
    expect(() => verifyNote(changed, known)).toThrow(
      expect.objectContaining({ code: "NOTE_SIGNATURE_INVALID", details: { name: key.name, note: changed } }),
    );
    expect(() => verifyNote(note, [])).toThrow(
      expect.objectContaining({ details: { signedBy: [key.name], known: [], note } }),
    );
  });

  it("fail as a whole when a known key's signature is wrong, or no key is known", async () => {
    const note = signNote("text\n", [key]);
    expect(await errorCode(() => verifyNote(note.replace("text", "Text"), known))).toBe(
      "NOTE_SIGNATURE_INVALID",
    );
    expect(await errorCode(() => verifyNote(note, []))).toBe("NOTE_UNVERIFIED");
    expect(await errorCode(() => verifyNote(note, [parseVerifierKey(peter.verifier)]))).toBe(
      "NOTE_UNVERIFIED",
    );
  });
});

describe("checkpoints", () => {
  it("are read and written byte for byte", () => {
    const { text } = parseNote(sofa);
    expect(parseCheckpoint(text)).toMatchObject({ origin: "example.com/behind-the-sofa", size: 20852163n });
    expect(formatCheckpoint(parseCheckpoint(text))).toBe(text);
    const large = { ...checkpoint, size: 2n ** 64n - 1n, extensions: ["one", "two"] };
    expect(parseCheckpoint(formatCheckpoint(large))).toEqual(large);
  });

  it.each([
    ["a leading zero", "o\n05\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "CHECKPOINT_SIZE"],
    ["a sign", "o\n+5\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "CHECKPOINT_SIZE"],
    ["2^64", "o\n18446744073709551616\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "CHECKPOINT_SIZE"],
    ["no origin", "\n5\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "CHECKPOINT_WITHOUT_ORIGIN"],
    ["a short hash", "o\n5\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n", "CHECKPOINT_ROOT"],
    ["an empty extension", "o\n5\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n", "CHECKPOINT_EXTENSION"],
    ["no last newline", "o\n5\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=", "CHECKPOINT_UNENDED"],
    ["two lines", "o\n5\n", "CHECKPOINT_ROOT"],
  ])("are refused with %s", async (_, text, code) => {
    expect(await errorCode(() => parseCheckpoint(text))).toBe(code);
  });

  it("are not written when a line would move the others", async () => {
    expect(await errorCode(() => formatCheckpoint({ ...checkpoint, origin: "a\n9" }))).toBe(
      "CHECKPOINT_LINE_BREAK",
    );
    expect(await errorCode(() => formatCheckpoint({ ...checkpoint, extensions: ["a\nb"] }))).toBe(
      "CHECKPOINT_LINE_BREAK",
    );
  });

  it("belong to one log", async () => {
    const note = signCheckpoint(checkpoint, [key]);
    expect(verifyCheckpoint(note, known, key.name).size).toBe(5n);
    expect(await errorCode(() => verifyCheckpoint(note, known, "another.example"))).toBe("CHECKPOINT_ORIGIN");
  });

  it("do not survive one flipped bit anywhere", async () => {
    const bytes = utf8(signCheckpoint(checkpoint, [key]));
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const copy = bytes.slice();
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const code = await errorCode(() => verifyCheckpoint(new TextDecoder().decode(copy), known));
      expect(code, `bit ${bit}`).toMatch(/^(?:NOTE_|CHECKPOINT_)/);
    }
  });
});

describe("base64", () => {
  it("is read strictly", () => {
    for (const text of ["A", "AA", "AAA", "AB==", "AA=A", "A===", " AAAA", "AAAA\n", "A-_A", "===="])
      expect(fromBase64(text), text).toBeUndefined();
    for (let length = 0; length < 70; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 255);
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    }
  });
});
