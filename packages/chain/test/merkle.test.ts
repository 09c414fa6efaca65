import { utf8 } from "@mvcrs/canonical";
import { errorCode } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { toHex } from "../src/internal/line/bytes.ts";
import { CompactRange } from "../src/internal/line/compact-range.ts";
import {
  emptyTreeHash,
  leafHash,
  nodeHash,
  proveConsistency,
  proveInclusion,
  treeHash,
  verifyConsistency,
  verifyInclusion,
} from "../src/merkle.ts";

const MAX = 256;
const leaves = Array.from({ length: MAX }, (_, n) => leafHash(utf8(`leaf ${n}`)));
const stored = async (level: number, index: number): Promise<Uint8Array> =>
  treeHash(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));

// Every complete subtree once, so that the sweeps below spend their time on the code under test.
const known = new Map<string, Promise<Uint8Array>>();
const storedOnce = (level: number, index: number): Promise<Uint8Array> => {
  const key = `${level}/${index}`;
  const found = known.get(key) ?? stored(level, index);
  known.set(key, found);
  return found;
};
const roots = Array.from({ length: MAX + 1 }, (_, size) => naiveRoot(0, size));

/** RFC 6962 2.1, word for word. */
function naiveRoot(begin: number, end: number): Uint8Array {
  const n = end - begin;
  if (n === 0) return emptyTreeHash();
  if (n === 1) return leaves[begin] ?? new Uint8Array(0);
  let k = 1;
  while (k * 2 < n) k *= 2;
  return nodeHash(naiveRoot(begin, begin + k), naiveRoot(begin + k, end));
}

const flips = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const copy = bytes.slice();
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return copy;
  });

describe("tree hashes", () => {
  it("are those of the test vectors of Certificate Transparency (certificate-transparency-go, merkle testonly)", () => {
    expect(toHex(emptyTreeHash())).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(toHex(leafHash(new Uint8Array(0)))).toBe(
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    );
    const inputs = [
      "",
      "00",
      "10",
      "2021",
      "3031",
      "40414243",
      "5051525354555657",
      "606162636465666768696a6b6c6d6e6f",
    ];
    const hashes = inputs.map((hex) => leafHash(Uint8Array.from(Buffer.from(hex, "hex"))));
    expect(toHex(treeHash(hashes.slice(0, 2)))).toBe(
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    );
    expect(toHex(treeHash(hashes))).toBe("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
  });

  it("come out the same from the growing tree, at every size", () => {
    const range = new CompactRange(nodeHash);
    for (let size = 1; size <= MAX; size++) {
      range.pushLeaf(leaves[size - 1] ?? new Uint8Array(0));
      expect(range.root()).toEqual(roots[size]);
      expect(range.nodes.length).toBe(size.toString(2).replaceAll("0", "").length);
    }
  });

  it("come out the same from ranges joined at any place", () => {
    for (const [a, b] of [
      [1, 2],
      [3, 7],
      [5, 64],
      [64, 65],
      [100, 255],
      [127, 128],
    ] as const) {
      const whole = new CompactRange(nodeHash);
      for (const [begin, end] of [
        [0, a],
        [a, b],
        [b, MAX],
      ] as const) {
        const part = new CompactRange(nodeHash, begin);
        for (const leaf of leaves.slice(begin, end)) part.pushLeaf(leaf);
        whole.pushRange(part.nodes);
      }
      expect(whole.root()).toEqual(roots[MAX]);
    }
  });
});

describe("inclusion proofs", () => {
  it("hold for every index of every size up to 256, and for no neighbour", async () => {
    for (let size = 1; size <= MAX; size++) {
      for (let index = 0; index < size; index++) {
        const proof = await proveInclusion(index, size, storedOnce);
        expect(proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
        const claim = {
          leafHash: leaves[index] ?? new Uint8Array(0),
          index: BigInt(index),
          treeSize: BigInt(size),
          proof,
          rootHash: roots[size] ?? new Uint8Array(0),
        };
        verifyInclusion(claim);
        if (size % 37 === 0 || size < 9) {
          expect(await errorCode(() => verifyInclusion({ ...claim, index: BigInt(index + 1) }))).toMatch(
            index + 1 === size ? /^INCLUSION_OUTSIDE$/ : /^INCLUSION_(?:ROOT|PROOF_LENGTH)$/,
          );
          expect(
            await errorCode(() => verifyInclusion({ ...claim, proof: [...proof, leafHash(utf8("more"))] })),
          ).toBe("INCLUSION_PROOF_LENGTH");
          if (proof.length > 0)
            expect(await errorCode(() => verifyInclusion({ ...claim, proof: proof.slice(1) }))).toBe(
              "INCLUSION_PROOF_LENGTH",
            );
        }
      }
    }
  });

  it("do not survive one flipped bit anywhere", async () => {
    const proof = await proveInclusion(77, 200, storedOnce);
    const [leaf = new Uint8Array(0), root = new Uint8Array(0)] = [leaves[77], roots[200]];
    const claim = { leafHash: leaf, index: 77n, treeSize: 200n, proof, rootHash: root };
    const wrong = [
      ...flips(leaf).map((leafHash) => ({ ...claim, leafHash })),
      ...flips(root).map((rootHash) => ({ ...claim, rootHash })),
      ...proof.flatMap((hash, i) =>
        flips(hash).map((flipped) => ({ ...claim, proof: proof.with(i, flipped) })),
      ),
    ];
    for (const one of wrong) expect(await errorCode(() => verifyInclusion(one))).toBe("INCLUSION_ROOT");
  });

  it("say which way they fail, and keep the hashes and the proof", async () => {
    const proof = await proveInclusion(77, 200, storedOnce);
    const [leaf = new Uint8Array(0), root = new Uint8Array(0)] = [leaves[77], roots[200]];
    const claim = { leafHash: leaf, index: 77n, treeSize: 200n, proof, rootHash: root };
    const short = new Uint8Array(31);
    const hex = "00".repeat(31);
    const details = {
      index: "77",
      treeSize: "200",
      leafHash: toHex(leaf),
      rootHash: toHex(root),
      proof: proof.map(toHex),
    };
    for (const [code, change, evidence] of [
      ["INCLUSION_OUTSIDE", { index: 200n }, { index: "200" }],
      ["INCLUSION_HASH_LENGTH", { leafHash: short }, { leafHash: hex }],
      ["INCLUSION_HASH_LENGTH", { rootHash: short }, { rootHash: hex }],
      [
        "INCLUSION_HASH_LENGTH",
        { proof: proof.with(0, short) },
        { proof: [hex, ...proof.slice(1).map(toHex)] },
      ],
      ["INCLUSION_PROOF_LENGTH", { proof: [] }, { proof: [] }],
      ["INCLUSION_PROOF_LENGTH", { proof: [...proof, leaf] }, { proof: [...proof, leaf].map(toHex) }],
      ["INCLUSION_ROOT", { rootHash: leaf }, { rootHash: toHex(leaf) }],
    ] as const)
      expect(() => verifyInclusion({ ...claim, ...change })).toThrow(
        expect.objectContaining({ code, details: { ...details, ...evidence } }),
      );
  });

  it("keep the precision of the largest tree there can be", async () => {
    // The last leaf of 2^64 - 1: every sibling stands to its left, and one number off changes the number of hashes.
    const size = 2n ** 64n - 1n;
    const [leaf = new Uint8Array(0)] = leaves;
    const proof = leaves.slice(1, 64);
    const root = proof.reduce((hash, sibling) => nodeHash(sibling, hash), leaf);
    const claim = { leafHash: leaf, index: size - 1n, treeSize: size, proof, rootHash: root };
    verifyInclusion(claim);
    expect(await errorCode(() => verifyInclusion({ ...claim, index: size - 2n }))).toBe(
      "INCLUSION_PROOF_LENGTH",
    );
    expect(await errorCode(() => verifyInclusion({ ...claim, treeSize: size - 1n }))).toBe(
      "INCLUSION_OUTSIDE",
    );
    expect(await errorCode(() => verifyInclusion({ ...claim, treeSize: size + 1n }))).toBe("TREE_NUMBER");
    expect(await errorCode(() => verifyInclusion({ ...claim, index: -1n }))).toBe("TREE_NUMBER");
  });
});

describe("consistency proofs", () => {
  it("hold between all sizes up to 256", async () => {
    for (let newSize = 1; newSize <= MAX; newSize++) {
      for (let oldSize = 1; oldSize <= newSize; oldSize++) {
        const proof = await proveConsistency(oldSize, newSize, storedOnce);
        const claim = {
          oldSize: BigInt(oldSize),
          newSize: BigInt(newSize),
          oldRoot: roots[oldSize] ?? new Uint8Array(0),
          newRoot: roots[newSize] ?? new Uint8Array(0),
          proof,
        };
        verifyConsistency(claim);
        if (newSize % 41 === 0 && oldSize < newSize)
          expect(
            await errorCode(() =>
              verifyConsistency({ ...claim, oldRoot: roots[oldSize - 1] ?? claim.oldRoot }),
            ),
          ).toMatch(/^CONSISTENCY_(?:OLD|NEW)_ROOT$/);
      }
    }
  });

  it("do not survive one flipped bit anywhere", async () => {
    const proof = await proveConsistency(77, 200, storedOnce);
    const [oldRoot = new Uint8Array(0), newRoot = new Uint8Array(0)] = [roots[77], roots[200]];
    const claim = { oldSize: 77n, newSize: 200n, oldRoot, newRoot, proof };
    const wrong = [
      ...flips(oldRoot).map((flipped) => ({ ...claim, oldRoot: flipped })),
      ...flips(newRoot).map((flipped) => ({ ...claim, newRoot: flipped })),
      ...proof.flatMap((hash, i) =>
        flips(hash).map((flipped) => ({ ...claim, proof: proof.with(i, flipped) })),
      ),
      { ...claim, proof: [] },
      { ...claim, proof: [...proof, oldRoot] },
      { ...claim, oldSize: 78n },
      { ...claim, oldSize: 201n },
      { ...claim, oldSize: 200n },
    ];
    for (const one of wrong)
      expect(await errorCode(() => verifyConsistency(one))).toMatch(/^CONSISTENCY_(?!FROM_EMPTY)/);
  });

  it("say which way they fail, and keep both roots and the proof", async () => {
    const proof = await proveConsistency(77, 200, storedOnce);
    const [oldRoot = new Uint8Array(0), newRoot = new Uint8Array(0)] = [roots[77], roots[200]];
    const claim = { oldSize: 77n, newSize: 200n, oldRoot, newRoot, proof };
    const other = new Uint8Array(32);
    const details = {
      oldSize: "77",
      newSize: "200",
      oldRoot: toHex(oldRoot),
      newRoot: toHex(newRoot),
      proof: proof.map(toHex),
    };
    for (const [code, change, evidence] of [
      ["CONSISTENCY_OLD_ROOT", { oldRoot: other }, { oldRoot: toHex(other) }],
      ["CONSISTENCY_NEW_ROOT", { newRoot: other }, { newRoot: toHex(other) }],
      ["CONSISTENCY_SHRUNK", { oldSize: 201n }, { oldSize: "201" }],
      ["CONSISTENCY_PROOF_LENGTH", { proof: [] }, { proof: [] }],
      ["CONSISTENCY_PROOF_LENGTH", { proof: proof.slice(1) }, { proof: proof.slice(1).map(toHex) }],
      ["CONSISTENCY_PROOF_LENGTH", { oldSize: 200n }, { oldSize: "200" }],
      ["CONSISTENCY_ROOTS_DIFFER", { oldSize: 200n, proof: [] }, { oldSize: "200", proof: [] }],
      ["CONSISTENCY_HASH_LENGTH", { newRoot: other.subarray(1) }, { newRoot: "00".repeat(31) }],
      ["CONSISTENCY_HASH_LENGTH", { proof: [other.subarray(1)] }, { proof: ["00".repeat(31)] }],
    ] as const)
      expect(() => verifyConsistency({ ...claim, ...change })).toThrow(
        expect.objectContaining({ code, details: { ...details, ...evidence } }),
      );
  });

  it("may not be longer than the tree is high, even when the roots are made to fit", async () => {
    const [leaf = new Uint8Array(0), extra = new Uint8Array(0)] = leaves;
    const one = { leafHash: leaf, index: 0n, treeSize: 1n, proof: [extra], rootHash: nodeHash(extra, leaf) };
    expect(await errorCode(() => verifyInclusion(one))).toBe("INCLUSION_PROOF_LENGTH");
    const [old = extra, now = extra] = [roots[3], roots[4]];
    const claim = {
      oldSize: 3n,
      newSize: 4n,
      oldRoot: nodeHash(extra, old),
      newRoot: nodeHash(extra, now),
      proof: [...(await proveConsistency(3, 4, storedOnce)), extra],
    };
    expect(await errorCode(() => verifyConsistency(claim))).toBe("CONSISTENCY_PROOF_LENGTH");
  });

  it("are of hashes of 32 bytes, or refused", async () => {
    for (const length of [0, 31, 33, 64]) {
      const odd = new Uint8Array(length);
      const leaf = { leafHash: odd, index: 0n, treeSize: 1n, proof: [], rootHash: odd };
      expect(await errorCode(() => verifyInclusion(leaf))).toBe("INCLUSION_HASH_LENGTH");
      const same = { oldSize: 4n, newSize: 4n, oldRoot: odd, newRoot: odd, proof: [] };
      expect(await errorCode(() => verifyConsistency(same))).toBe("CONSISTENCY_HASH_LENGTH");
    }
  });

  it("are refused from an empty tree", async () => {
    const claim = {
      oldSize: 0n,
      newSize: 4n,
      oldRoot: emptyTreeHash(),
      newRoot: roots[4] ?? new Uint8Array(0),
      proof: [],
    };
    expect(await errorCode(() => verifyConsistency(claim))).toBe("CONSISTENCY_FROM_EMPTY");
  });
});
