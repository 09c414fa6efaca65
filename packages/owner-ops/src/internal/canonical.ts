import { createHash } from "node:crypto";

/** RFC 8785 form of plain data whose numbers are integers, which is all that plans and events hold. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, member]) => member !== undefined);
    // Keys are sorted by UTF-16 code units, which is what `<` compares (RFC 8785 3.2.3).
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
  }
  if (typeof value === "number" && !Number.isSafeInteger(value))
    throw new TypeError(`only whole numbers have one form here: ${value}`);
  return JSON.stringify(value);
}

export const sha256Hex = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A UUID that follows from a name (RFC 9562 8), so that the same operation gives the same event twice. */
export function nameUuid(name: string): string {
  const bytes = createHash("sha256").update(`selfplay.owner-ops:${name}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
