import { canonicalize, utf8 } from "@mvcrs/canonical";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** `0x` and the Keccak-256 of some bytes, as Ethereum hashes. */
export const keccak256Hex = (bytes: Uint8Array): string => `0x${bytesToHex(keccak_256(bytes))}`;

/** The RFC 8785 (JCS) form of a JSON value, as UTF-8 without a newline at the end. */
export const canonicalBytes = (value: unknown): Uint8Array => utf8(canonicalize(value));
