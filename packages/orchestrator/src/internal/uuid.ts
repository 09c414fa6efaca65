import { createHash } from "node:crypto";

// A namespace of our own, so that no id collides with one made over the same words elsewhere.
const namespace = Buffer.from("6f1d8a3c52b04e8f9a7d21c0b3e4f596", "hex");

/** The UUIDv5 (RFC 9562 5.5) over some words: the same words, the same id. */
export function stableId(...words: readonly string[]): string {
  const bytes = createHash("sha1").update(namespace).update(words.join("\n")).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
