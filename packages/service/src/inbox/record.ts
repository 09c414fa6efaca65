import { createHash } from "node:crypto";
import { checkJson } from "@mvcrs/files";
import { z } from "zod";

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));

/** The line before the payload of a delivery. */
const headerSchema = z.strictObject({
  v: z.literal(1),
  /** The id of the delivery: what it was sent under, or what it holds. */
  id: hex(32),
  /** Who sent it. */
  by: z.string().min(1).max(200),
  at: z.iso.datetime({ precision: 3 }),
  signals: z.int().min(0),
  unusable: z.int().min(0),
  /** Bytes of the payload, whole lines. */
  bytes: z.int().min(1),
  sha256: hex(64),
});
export type RecordHeader = z.infer<typeof headerSchema>;

/** A header line is never longer. */
export const maxHeaderBytes = 1024;

const newline = 0x0a;

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** A delivery as the inbox keeps it: a line of JSON, then the payload as it is. */
export function formatRecord(header: RecordHeader, payload: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), payload]);
}

/** The header at the start of `bytes`, and how long its line is; `"cut"` where the line has no end in them. */
export function parseHeader(
  bytes: Uint8Array,
): { readonly header: RecordHeader; readonly length: number } | "cut" | "damaged" {
  const end = bytes.indexOf(newline);
  if (end < 0) return bytes.length < maxHeaderBytes && !bytes.includes(0) ? "cut" : "damaged";
  const checked = checkJson(Buffer.from(bytes.subarray(0, end)).toString(), headerSchema);
  return checked.ok ? { header: checked.value, length: end + 1 } : "damaged";
}
