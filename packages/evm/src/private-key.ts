import { createECDH, createHmac } from "node:crypto";
import { ecdsa } from "@noble/curves/abstract/weierstrass.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { sha256 } from "@noble/hashes/sha2.js";

/** What callers need of a private key; the key itself stays inside. */
export interface PrivateKey {
  /** 65 bytes, 0x04 first, as hex with 0x. */
  readonly publicKey: string;
  /** An ECDSA signature of 32 bytes given as hex with 0x: deterministic (RFC 6979), with the lower `s` (EIP-2). */
  sign(digest: string): { readonly r: string; readonly s: string; readonly yParity: 0 | 1 };
}

const hex = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString("hex")}`;

/** The public key of a secret one, 65 bytes: OpenSSL takes a millisecond for what a cold library takes twenty for. */
function publicKeyOf(secret: Uint8Array): Uint8Array {
  const pair = createECDH("secp256k1");
  pair.setPrivateKey(secret);
  return pair.getPublicKey();
}

const { Point } = secp256k1;

class Generator extends Point {
  override multiply(scalar: bigint) {
    return Point.fromBytes(publicKeyOf(Point.Fn.toBytes(scalar)));
  }
}

class Curve extends Point {
  static override readonly BASE = new Generator(Point.BASE.X, Point.BASE.Y, Point.BASE.Z);
}

/** The library's ECDSA, with its one long step and its HMACs done by OpenSSL. */
const { sign, utils } = ecdsa(Curve, sha256, {
  hmac: (key: Uint8Array, message: Uint8Array) => createHmac("sha256", key).update(message).digest(),
});

/**
 * The private key of 64 hexadecimal digits.
 *
 * @throws RangeError where the number is zero or not below the curve's order
 */
export function privateKeyOf(digits: string): PrivateKey {
  const secret = Buffer.from(digits, "hex");
  if (!utils.isValidSecretKey(secret)) throw new RangeError("no valid secp256k1 key");
  return {
    publicKey: hex(publicKeyOf(secret)),
    sign(digest) {
      const signed = sign(Buffer.from(digest.slice(2), "hex"), secret, {
        prehash: false,
        format: "recovered",
      });
      return {
        yParity: signed[0] === 1 ? 1 : 0,
        r: hex(signed.subarray(1, 33)),
        s: hex(signed.subarray(33)),
      };
    },
  };
}
