import { keccak_256 } from "@noble/hashes/sha3.js";

/**
 * Whether the checksum of an Ethereum address rules out a typing error, as far as it has one (EIP-55): the case of its letters
 * is a checksum, and letters of one case carry none.
 */
export function hasRightChecksum(address: string): boolean {
  const digits = address.slice(2);
  if (digits === digits.toLowerCase() || digits === digits.toUpperCase()) return true;
  const hash = Buffer.from(keccak_256(Buffer.from(digits.toLowerCase(), "ascii"))).toString("hex");
  return [...digits].every((digit, at) => {
    const upper = Number.parseInt(hash.charAt(at), 16) >= 8;
    return digit === (upper ? digit.toUpperCase() : digit.toLowerCase());
  });
}
