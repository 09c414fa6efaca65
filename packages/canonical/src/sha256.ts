import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { utf8 } from "./utf8.ts";

/** Lower-case hex of the SHA-256 of some bytes, or of a text as UTF-8. The same in Node and in browsers. */
export function sha256Hex(data: Uint8Array | string): string {
  return bytesToHex(sha256(typeof data === "string" ? utf8(data) : data));
}
