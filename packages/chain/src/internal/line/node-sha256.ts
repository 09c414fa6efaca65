import { hash } from "node:crypto";
import { toHex } from "./bytes.ts";

// `crypto.hash` with a one-byte string as output costs less than half of what it costs with a Buffer, and an array of
// 32 bytes lives in the young heap, where a Buffer's memory would pile up outside it. On the way of every line this
// sets the pace.

function digest(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = hash("sha256", data, "binary");
  const bytes = new Uint8Array(32);
  for (let i = 0; i < 32; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** The SHA-256 of nothing: the RFC 6962 hash of a tree without leaves. */
export const EMPTY_ROOT = toHex(digest(new Uint8Array(0)));

/**
 * The RFC 6962 leaf hash of the line at `start`..`end`. The byte before `start` has to exist: it is set to 0x00 while
 * hashing and then restored, so that no line is copied.
 */
export function leafHashInPlace(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const before = bytes[start - 1] ?? 0;
  bytes[start - 1] = 0;
  const hashed = digest(bytes.subarray(start - 1, end));
  bytes[start - 1] = before;
  return hashed;
}

const pair = new Uint8Array(65);
pair[0] = 1;

/** SHA-256(0x01 || left || right), RFC 6962 2.1. */
export function joinHashes(left: Uint8Array, right: Uint8Array): Uint8Array {
  pair.set(left, 1);
  pair.set(right, 33);
  return digest(pair);
}

/** SHA-256 of any bytes, in lower-case hex. */
export function sha256Hex(data: Uint8Array): string {
  return hash("sha256", data, "hex");
}
