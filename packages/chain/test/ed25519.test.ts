import { createPublicKey, verify as nodeVerify } from "node:crypto";
import { utf8 } from "@mvcrs/canonical";
import { errorCode } from "@mvcrs/test-kit";
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatBytes } from "../src/internal/line/bytes.ts";
import {
  ed25519KeyType,
  formatVerifierKey,
  parseVerifierKey,
  signerKeyFromSeed,
  signNote,
} from "../src/note.ts";

const { Point } = ed25519;
type Point = InstanceType<typeof Point>;
const L = Point.Fn.ORDER;

const number = (bytes: Uint8Array): bigint =>
  bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
const bytesOf = (value: bigint): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));

/** The eight points of small order, as multiples of one of order 8. */
const torsion: readonly Point[] = (() => {
  const generator = Point.fromHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
  const points = [Point.ZERO];
  for (let i = 1; i < 8; i++) points.push((points[i - 1] ?? Point.ZERO).add(generator));
  return points;
})();

const times = (scalar: bigint): Point => Point.BASE.multiplyUnsafe(((scalar % L) + L) % L);

interface Claim {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** A signature made with the secret scalar, whatever small-order points are added to A and R. */
function forged(a: bigint, r: bigint, onA: number, onR: number, message: Uint8Array, addL: boolean): Claim {
  const publicKey = times(a)
    .add(torsion[onA] ?? Point.ZERO)
    .toBytes();
  const encodedR = times(r)
    .add(torsion[onR] ?? Point.ZERO)
    .toBytes();
  const k = number(sha512(concatBytes(encodedR, publicKey, message))) % L;
  const s = (r + k * a) % L;
  return { publicKey, message, signature: concatBytes(encodedR, bytesOf(addL ? s + L : s)) };
}

const ours = ({ publicKey, message, signature }: Claim) =>
  ed25519KeyType.verify(publicKey, message, signature, "");
const strict = ({ publicKey, message, signature }: Claim) => {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
};
const node = ({ publicKey, message, signature }: Claim) => {
  try {
    const der = concatBytes(Buffer.from("302a300506032b6570032100", "hex"), publicKey);
    const key = createPublicKey({ key: Buffer.from(der), format: "der", type: "spki" });
    return nodeVerify(null, message, key, signature);
  } catch {
    return false;
  }
};

describe("the rules of Ed25519", () => {
  it("accept nothing that node:crypto or @noble's strict mode refuses, whoever made the signature", () => {
    const seen = { accepted: 0, onlyNoble: 0, onlyNode: 0 };
    const scalar = fc.bigInt({ min: 1n, max: L - 1n });
    const small = fc.nat(7);
    fc.assert(
      fc.property(
        fc.tuple(
          scalar,
          fc.oneof(scalar, fc.constant(0n)),
          small,
          small,
          fc.uint8Array({ maxLength: 8 }),
          fc.boolean(),
        ),
        fc.boolean(),
        fc.option(fc.tuple(fc.nat(95), fc.nat(7)), { nil: undefined, freq: 1 }),
        ([a, r, onA, onR, message, addL], plain, flip) => {
          const claim = plain ? forged(a, r, 0, 0, message, false) : forged(a, r, onA, onR, message, addL);
          if (flip !== undefined) {
            const [at, bit] = flip;
            const target = at < 32 ? claim.publicKey : claim.signature;
            const place = at < 32 ? at : at - 32;
            target[place] = (target[place] ?? 0) ^ (1 << bit);
          }
          const verdicts = { ours: ours(claim), strict: strict(claim), node: node(claim) };
          if (verdicts.ours) expect(verdicts).toEqual({ ours: true, strict: true, node: true });
          if (verdicts.ours) seen.accepted++;
          else if (verdicts.strict && !verdicts.node) seen.onlyNoble++;
          else if (verdicts.node && !verdicts.strict) seen.onlyNode++;
        },
      ),
      { numRuns: 250, seed: 20261125 },
    );
    // The property is about something: honest signatures pass, and there are some that the two disagree on.
    expect(seen.accepted).toBeGreaterThan(20);
    expect(seen.onlyNoble).toBeGreaterThan(0);
  });

  it("say nothing of another text, key or signature where one is known to be good", () => {
    const claim = forged(5n, 7n, 0, 0, utf8("message"), false);
    const other = forged(6n, 8n, 0, 0, utf8("message"), false);
    const answers = () => [
      ours(claim),
      ours({ ...claim, message: utf8("another") }),
      ours({ ...claim, publicKey: other.publicKey }),
      ours({ ...claim, signature: other.signature }),
      // The same bytes, cut elsewhere.
      ours({
        ...claim,
        signature: claim.signature.subarray(0, 63),
        message: concatBytes(claim.signature.subarray(63), claim.message),
      }),
    ];
    expect(answers()).toEqual([true, false, false, false, false]);
    expect(answers()).toEqual([true, false, false, false, false]);
    const many = Array.from({ length: 40 }, (_, i) => forged(5n, 7n, 0, 0, utf8(String(i)), false));
    expect(many.map(ours)).toEqual(many.map(() => true));
    expect(answers()).toEqual([true, false, false, false, false]);
  });

  it("refuse small order in A and in R, S that is not reduced, and encodings that are not canonical", () => {
    const message = utf8("message");
    expect(ours(forged(5n, 7n, 0, 0, message, false))).toBe(true);
    expect(ours(forged(5n, 7n, 0, 0, message, true))).toBe(false);
    for (let order = 0; order < 8; order++) {
      // A of small order: with a = 0, S = r holds for every message.
      expect(ours(forged(0n, 7n, order, 0, message, false)), `A ${order}`).toBe(false);
      // R of small order: the signer gives its secret away, and some verifiers refuse.
      expect(ours(forged(5n, 0n, 0, order, message, false)), `R ${order}`).toBe(false);
      // Of mixed order: the equation with the cofactor holds, the one without does not.
      if (order > 0) expect(ours(forged(5n, 7n, 0, order, message, false)), `mixed R ${order}`).toBe(false);
    }
    expect(strict(forged(5n, 7n, 0, 4, message, false))).toBe(true);
    // y = p is y = 0 in another spelling; y = p + 1 spells the neutral element; with x = 0, a sign says nothing.
    const p = 2n ** 255n - 19n;
    for (const y of [p, p + 1n, p + 3n, 1n | (1n << 255n)]) {
      const { signature } = forged(5n, 7n, 0, 0, message, false);
      expect(ours({ publicKey: bytesOf(y), message, signature })).toBe(false);
      const claim = forged(5n, 7n, 0, 0, message, false);
      expect(ours({ ...claim, signature: concatBytes(bytesOf(y), claim.signature.subarray(32)) })).toBe(
        false,
      );
    }
    for (const length of [0, 31, 63, 65])
      expect(ours({ ...forged(5n, 7n, 0, 0, message, false), signature: new Uint8Array(length) })).toBe(
        false,
      );
  });

  it("hold for keys too: one that is no key of theirs cannot be read, and signs nothing", async () => {
    for (const point of torsion) {
      const weak = { ...signerKeyFromSeed("a.example", new Uint8Array(32)), publicKey: point.toBytes() };
      expect(await errorCode(() => signNote("text\n", [weak]))).toBe("NOTE_SIGNATURE_INVALID");
      const anyKey = { ...ed25519KeyType, isPublicKey: () => true };
      const text = formatVerifierKey(
        signerKeyFromSeed("a.example", new Uint8Array(32), { ...anyKey, publicKey: () => point.toBytes() }),
      );
      expect(await errorCode(() => parseVerifierKey(text))).toBe("KEY_POINT");
      expect(parseVerifierKey(text, [anyKey]).publicKey).toEqual(point.toBytes());
    }
  });

  it("are those of RFC 8032's own examples", () => {
    // Section 7.1, tests 1 and 2.
    for (const [publicKey, message, signature] of [
      [
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
      ],
      [
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
      ],
    ] as const) {
      const claim = {
        publicKey: new Uint8Array(Buffer.from(publicKey, "hex")),
        message: new Uint8Array(Buffer.from(message, "hex")),
        signature: new Uint8Array(Buffer.from(signature, "hex")),
      };
      expect(ours(claim)).toBe(true);
      expect(ours({ ...claim, message: utf8("another") })).toBe(false);
    }
  });
});
