import { keccak256Hex } from "./digest.ts";

/** The EIP-55 form of `0x` and 40 hex digits: the case of each letter tells one bit of the hash. */
export function toChecksumAddress(address: string): string {
  const digits = address.slice(2).toLowerCase();
  const hash = keccak256Hex(new TextEncoder().encode(digits)).slice(2);
  const cased = [...digits].map((digit, at) =>
    Number.parseInt(hash.charAt(at), 16) >= 8 ? digit.toUpperCase() : digit,
  );
  return `0x${cased.join("")}`;
}
