import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { concatBytes, equalBytes, toHex } from "../internal/line/bytes.ts";

// RFC 8032 leaves verifiers room to disagree: encodings that are not canonical, points of small order, an equation with
// or without the cofactor. A signature that one accepts and the next refuses proves nothing to a third party, so only
// what all of them accept is accepted: canonical encodings of A and R, S < L, neither A nor R of small order, and the
// equation without the cofactor, SB = R + kA.

const { Point } = ed25519;
type Point = InstanceType<typeof Point>;

/** Whether these 32 bytes are a public key that every verifier takes: a canonical point, not of small order. */
export function isStrictPublicKey(publicKey: Uint8Array): boolean {
  return strictPoint(publicKey) !== undefined;
}

/** So many signatures are known to be good, the last ones that were looked at. */
const MOST_KNOWN = 32;
const known = new Set<string>();

/**
 * Whether every verifier, however strict, accepts this signature. Who signs, publishes and watches a log looks at the same
 * checkpoint several times, and a signature stays good.
 */
export function verifyStrictly(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  const name = toHex(sha256(concatBytes(publicKey, signature, message)));
  if (known.has(name)) return true;
  const holds = isGood(publicKey, message, signature);
  if (holds) known.add(name);
  const [first] = known;
  if (known.size > MOST_KNOWN && first !== undefined) known.delete(first);
  return holds;
}

function isGood(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const [encodedR, encodedS] = [signature.subarray(0, 32), signature.subarray(32)];
  const a = strictPoint(publicKey);
  const r = strictPoint(encodedR);
  const s = littleEndian(encodedS);
  if (a === undefined || r === undefined || s >= Point.Fn.ORDER) return false;
  const k = littleEndian(sha512(concatBytes(encodedR, publicKey, message))) % Point.Fn.ORDER;
  return Point.BASE.multiplyUnsafe(s).equals(r.add(a.multiplyUnsafe(k)));
}

function strictPoint(bytes: Uint8Array): Point | undefined {
  if (bytes.length !== 32) return undefined;
  try {
    const point = Point.fromBytes(bytes);
    return !point.isSmallOrder() && equalBytes(point.toBytes(), bytes) ? point : undefined;
  } catch {
    return undefined;
  }
}

function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes.toReversed()) value = (value << 8n) | BigInt(byte);
  return value;
}
