import { hash } from "node:crypto";
import { type Block, blockEntries } from "./block.ts";

// The file beside the log: a heading, and a record for each block. Numbers are little-endian.
//
//   heading  16 bytes `mvcrs-fields 001`, 16 bytes of the SHA-256 of the fields' name
//   record   4 bytes number of labels, 4 bytes block number, 32 bytes leaf hash of the block's last entry, 8 bytes time of its
//            first and 8 bytes of its last event (IEEE 754), 4 bytes for each label's hash, 16 bytes of the SHA-256 over the
//            16 bytes before the record and the record
//
// So a record is believed only behind the records that it was written behind.

const magic = "mvcrs-fields 001";
const sumBytes = 16;
const fixedBytes = 56;
export const headingBytes = magic.length + sumBytes;
/** The most labels of a record that is believed, so that a damaged number costs no memory. */
const mostLabels = 64 * blockEntries;

const sumOf = (...parts: readonly Uint8Array[]): Uint8Array =>
  Buffer.from(hash("sha256", Buffer.concat(parts), "hex"), "hex").subarray(0, sumBytes);

/** The first bytes of the file for fields of this name. */
export const headingFor = (name: string): Uint8Array =>
  Buffer.concat([Buffer.from(magic, "latin1"), sumOf(Buffer.from(name, "utf8"))]);

/** A block as it stands in the file; `before` are the last 16 bytes before it. */
export function recordOf(block: Block, before: Uint8Array): Uint8Array {
  const { number, leaf, since, until, labels } = block;
  const record = new Uint8Array(fixedBytes + 4 * labels.length);
  const view = new DataView(record.buffer);
  view.setUint32(0, labels.length, true);
  view.setUint32(4, number, true);
  record.set(leaf, 8);
  view.setFloat64(40, since, true);
  view.setFloat64(48, until, true);
  for (const [at, label] of labels.entries()) view.setUint32(fixedBytes + 4 * at, label, true);
  return Buffer.concat([record, sumOf(before, record)]);
}

/** How many bytes the record takes that begins like this; undefined where none begins so. Needs 4 bytes. */
export function recordBytes(start: Uint8Array): number | undefined {
  if (start.length < 4) return undefined;
  const labels = new DataView(start.buffer, start.byteOffset).getUint32(0, true);
  return labels > mostLabels ? undefined : fixedBytes + 4 * labels + sumBytes;
}

/** The block of a whole record; undefined where it is not what was written there. */
export function readRecord(record: Uint8Array, number: number, before: Uint8Array): Block | undefined {
  const end = record.length - sumBytes;
  if (end < fixedBytes) return undefined;
  const body = record.subarray(0, end);
  if (Buffer.compare(sumOf(before, body), record.subarray(end)) !== 0) return undefined;
  const view = new DataView(record.buffer, record.byteOffset);
  if (view.getUint32(4, true) !== number) return undefined;
  const labels = new Uint32Array((end - fixedBytes) / 4);
  for (let at = 0; at < labels.length; at++) labels[at] = view.getUint32(fixedBytes + 4 * at, true);
  return {
    number,
    leaf: record.slice(8, 40),
    since: view.getFloat64(40, true),
    until: view.getFloat64(48, true),
    labels,
  };
}
