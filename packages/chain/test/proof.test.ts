import { utf8 } from "@mvcrs/canonical";
import { errorCode } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { leafHash, proveInclusion, treeHash } from "../src/merkle.ts";
import { formatTlogProof, parseTlogProof, signCheckpoint, verifierOf } from "../src/note.ts";
import { fixedSigner } from "../src/testing.ts";
import { verifyTlogProof } from "../src/verify.ts";

const signer = fixedSigner();
const verifierKeys = [verifierOf(signer)];
const entries = Array.from({ length: 11 }, (_, n) => utf8(`entry ${n}`));
const leaves = entries.map(leafHash);

async function made(index: number, extra: Uint8Array | undefined): Promise<string> {
  const stored = async (level: number, at: number) =>
    treeHash(leaves.slice(at * 2 ** level, (at + 1) * 2 ** level));
  const checkpoint = signCheckpoint(
    { origin: signer.name, size: BigInt(leaves.length), rootHash: treeHash(leaves), extensions: [] },
    [signer],
  );
  return formatTlogProof({
    extra,
    index: BigInt(index),
    proof: await proveInclusion(index, leaves.length, stored),
    checkpoint,
  });
}

describe("tlog-proof files", () => {
  it("have the lines of the specification, are read back, and verify for every entry", async () => {
    for (const [index, entry] of entries.entries()) {
      const text = await made(index, entry);
      const lines = text.split("\n");
      expect(lines[0]).toBe("c2sp.org/tlog-proof@v1");
      expect(lines[1]).toBe(`extra ${Buffer.from(entry).toString("base64")}`);
      expect(lines[2]).toBe(`index ${index}`);
      expect(formatTlogProof(parseTlogProof(text))).toBe(text);
      expect(verifyTlogProof(text, { verifierKeys }).entry).toEqual(entry);
    }
    const bare = await made(4, undefined);
    expect(bare.split("\n")[1]).toBe("index 4");
    expect(verifyTlogProof(bare, { verifierKeys, entry: utf8("entry 4") }).index).toBe(4n);
    expect(await errorCode(() => verifyTlogProof(bare, { verifierKeys }))).toBe("PROOF_WITHOUT_ENTRY");
    expect(await errorCode(() => verifyTlogProof(bare, { verifierKeys, entry: utf8("entry 5") }))).toBe(
      "INCLUSION_ROOT",
    );
  });

  it("take the largest index there can be without losing a digit", async () => {
    const text = (await made(4, undefined)).replace("index 4", "index 18446744073709551615");
    expect(parseTlogProof(text).index).toBe(2n ** 64n - 1n);
    expect(await errorCode(() => parseTlogProof(text.replace("551615", "551616")))).toBe("PROOF_INDEX");
  });

  it("do not survive one flipped bit anywhere", async () => {
    const bytes = utf8(await made(6, entries[6]));
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const copy = bytes.slice();
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const code = await errorCode(() => verifyTlogProof(new TextDecoder().decode(copy), { verifierKeys }));
      expect(code, `bit ${bit}`).toMatch(/^(?:PROOF|NOTE|CHECKPOINT|INCLUSION)_/);
    }
  });

  it.each([
    ["another first line", "PROOF_HEADER", (text: string) => text.replace("@v1", "@v2")],
    ["no index", "PROOF_INDEX", (text: string) => text.replace(/index 4\n/, "")],
    ["a leading zero", "PROOF_INDEX", (text: string) => text.replace("index 4", "index 04")],
    ["a short hash", "PROOF_HASH", (text: string) => text.replace(/index 4\n.{4}/, "index 4\n")],
    ["loose extra data", "PROOF_EXTRA", (text: string) => text.replace("index 4", "extra A\nindex 4")],
    [
      "two extra lines",
      "PROOF_INDEX",
      (text: string) => text.replace("index 4", "extra AAAA\nextra AAAA\nindex 4"),
    ],
    [
      "too many hashes",
      "PROOF_HASHES",
      (text: string) => text.replace("index 4\n", `index 4\n${`${"A".repeat(43)}=\n`.repeat(70)}`),
    ],
    ["no empty line", "PROOF_WITHOUT_CHECKPOINT", (text: string) => text.replaceAll("\n\n", "\n")],
  ] as const)("are refused with %s", async (_, code, change) => {
    const text = await made(4, undefined);
    expect(await errorCode(() => parseTlogProof(change(text)))).toBe(code);
  });
});
