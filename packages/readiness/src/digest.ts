import { sha256 } from "@noble/hashes/sha2.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import canonicalize from "canonicalize";

/** Lower-case hex of the SHA-256 of some bytes. */
export const sha256Hex = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));

/** `0x` and the Keccak-256 of some bytes, as Ethereum hashes. */
export const keccak256Hex = (bytes: Uint8Array): string => `0x${bytesToHex(keccak_256(bytes))}`;

/** The RFC 8785 (JCS) form of a JSON value, as UTF-8 without a newline at the end. */
export function canonicalBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(canonicalize(value));
}
