import { createECDH } from "node:crypto";
import { secp256k1 } from "@noble/curves/secp256k1.js";

// The library's own table for the generator is made for a million signatures and takes longer to make than a whole
// pause may; an operation signs some three times.
secp256k1.Point.BASE.precompute(4);

/** What callers need of a private key; the key itself stays inside. */
export interface PrivateKey {
  /** 65 bytes, 0x04 first, as hex with 0x. */
  readonly publicKey: string;
  /** An ECDSA signature of 32 bytes given as hex with 0x: deterministic (RFC 6979), with the lower `s` (EIP-2). */
  sign(digest: string): { readonly r: string; readonly s: string; readonly yParity: 0 | 1 };
}

const hex = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString("hex")}`;

/**
 * The private key of 64 hexadecimal digits.
 *
 * @throws RangeError where the number is zero or not below the curve's order
 */
export function privateKeyOf(digits: string): PrivateKey {
  const secret = Buffer.from(digits, "hex");
  if (!secp256k1.utils.isValidSecretKey(secret)) throw new RangeError("no valid secp256k1 key");
  const pair = createECDH("secp256k1");
  pair.setPrivateKey(secret);
  return {
    publicKey: hex(pair.getPublicKey()),
    sign(digest) {
      const signed = secp256k1.sign(Buffer.from(digest.slice(2), "hex"), secret, {
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
