import { scanValue, scanWord } from "./canonical-scan.ts";

// A line of the log, without its newline: {"event":<canonical JSON>,"prev":"<64 hex>","seq":<n>}

/**
 * The longest line, in bytes without the newline. `tlog-tiles` writes an entry's length as an uint16, so a longer one
 * could never be served.
 */
export const MAX_LINE_BYTES = 65_535;

export const NO_HASH = "0".repeat(64);
export const NEWLINE = 0x0a;

export const EVENT = '{"event":';
export const PREV = ',"prev":"';
export const SEQ = '","seq":';
/** Where the parts of a line stand; one object is reused per caller, because millions of lines are scanned. */
export interface LineParts {
  seq: number;
  /** Offset of the 64 hex digits. */
  prevAt: number;
  eventAt: number;
  eventEnd: number;
}

export function emptyParts(): LineParts {
  return { seq: 0, prevAt: 0, eventAt: 0, eventEnd: 0 };
}

/** Fills `parts` when the bytes from `start` to `end` are exactly one canonical entry; false when they are not. */
export function scanLine(bytes: Uint8Array, start: number, end: number, parts: LineParts): boolean {
  if (end - start > MAX_LINE_BYTES) return false;
  const eventAt = scanWord(bytes, start, end, EVENT);
  if (eventAt < 0) return false;
  // The event stands one level deep in its line.
  const eventEnd = scanValue(bytes, eventAt, end, 0);
  if (eventEnd < 0) return false;
  return scanTail(bytes, eventAt, eventEnd, end, parts);
}

/**
 * As `scanLine`, but believes that the event is canonical: enough to find an entry's place. The tail of a line has
 * one shape, and no event can imitate it, because the last `}` closes the line itself.
 */
export function scanShape(bytes: Uint8Array, start: number, end: number, parts: LineParts): boolean {
  const eventAt = scanWord(bytes, start, end, EVENT);
  if (eventAt < 0) return false;
  let digits = end - 1;
  while (digits > start && isDigit(bytes[digits - 1] ?? 0)) digits--;
  const eventEnd = digits - SEQ.length - 64 - PREV.length;
  if (eventEnd <= eventAt) return false;
  return scanTail(bytes, eventAt, eventEnd, end, parts);
}

function scanTail(
  bytes: Uint8Array,
  eventAt: number,
  eventEnd: number,
  end: number,
  parts: LineParts,
): boolean {
  const prevAt = scanWord(bytes, eventEnd, end, PREV);
  if (prevAt < 0 || !isHexHash(bytes, prevAt, end)) return false;
  const seqAt = scanWord(bytes, prevAt + 64, end, SEQ);
  if (seqAt < 0) return false;
  const seq = readSeq(bytes, seqAt, end - 1);
  if (seq < 0 || bytes[end - 1] !== 0x7d) return false;
  parts.seq = seq;
  parts.prevAt = prevAt;
  parts.eventAt = eventAt;
  parts.eventEnd = eventEnd;
  return true;
}

function isHexHash(bytes: Uint8Array, at: number, end: number): boolean {
  if (at + 64 > end) return false;
  for (let i = at; i < at + 64; i++) {
    const byte = bytes[i] ?? 0;
    if (!isDigit(byte) && (byte < 0x61 || byte > 0x66)) return false;
  }
  return true;
}

/** A sequence number: decimal, no leading zero, at most 2^53 - 1; -1 otherwise. */
function readSeq(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length < 1 || length > 16 || (length > 1 && bytes[start] === 0x30)) return -1;
  let seq = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (!isDigit(byte)) return -1;
    seq = seq * 10 + (byte - 0x30);
  }
  return seq <= Number.MAX_SAFE_INTEGER ? seq : -1;
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
