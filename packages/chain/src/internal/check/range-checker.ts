import { type Finding, type FindingCode, finding } from "../../log/finding.ts";
import { digitOf, toHex } from "../line/bytes.ts";
import { CompactRange, type HashChildren, type SubtreeNode } from "../line/compact-range.ts";
import type { LineBlock, OverlongLine, StreamingHash, TornTail } from "../line/line-splitter.ts";
import { emptyParts, MAX_LINE_BYTES, NEWLINE, scanLine } from "../line/scan-line.ts";

/** The two hashes of RFC 6962 2.1, by whatever computes them fastest where this runs. */
export interface LineHasher {
  /** SHA-256(0x00 || bytes[start..end]); may overwrite `bytes[start - 1]` while it works. */
  leaf(bytes: Uint8Array, start: number, end: number): Uint8Array;
  join: HashChildren;
  stream(): StreamingHash;
}

/** What one line hands on to the next. */
export interface Link {
  readonly leafHash: Uint8Array;
  readonly seq: number;
}

/** The tree over the leaves since the segment before, and the last of them. */
export interface Segment {
  readonly begin: number;
  readonly end: number;
  readonly nodes: readonly SubtreeNode[];
  readonly lastLeaf: Uint8Array;
  /** Where the last line of the segment ends in the file. */
  readonly endOffset: number;
}

export interface FirstLine {
  readonly seq: number | undefined;
  readonly prev: string | undefined;
  readonly offset: number;
}

export interface RangeResult {
  readonly begin: number;
  readonly lines: number;
  /** The first line, when the range did not know what stands before it: its link is checked when ranges are joined. */
  readonly first: FirstLine | undefined;
  readonly last: Link | undefined;
  readonly segments: readonly Segment[];
  readonly findings: readonly Finding[];
  readonly omitted: number;
}

/** Findings kept in one report; a log of garbage must not fill the memory. */
export const MAX_FINDINGS = 10_000;

/** Checks the lines of a part of a log and hashes them, reporting everything that is wrong. */
export class RangeChecker {
  readonly #hasher: LineHasher;
  readonly #cuts: ReadonlySet<number>;
  readonly #parts = emptyParts();
  readonly #segments: Segment[] = [];
  readonly findings: Finding[] = [];
  #omitted = 0;
  #previous: Link | undefined;
  #first: FirstLine | undefined;
  #begin: number | undefined;
  #lines = 0;
  #range: CompactRange;
  #lastLeaf: Uint8Array = new Uint8Array(32);
  #endOffset = 0;

  /**
   * `start`: how many lines stand before and what the last of them was; unknown for a part in the middle, which then
   * believes its first line's number until the parts are joined. `cuts`: tree sizes at which a segment ends.
   */
  constructor(
    hasher: LineHasher,
    cuts: readonly number[],
    start: { readonly index: number; readonly previous: Link } | undefined,
  ) {
    this.#hasher = hasher;
    this.#cuts = new Set(cuts);
    this.#begin = start?.index;
    this.#previous = start?.previous;
    this.#range = new CompactRange(hasher.join, start?.index ?? 0);
  }

  accept(items: readonly (LineBlock | OverlongLine)[]): void {
    for (const item of items) {
      if (item.kind === "overlong") {
        this.#unreadable("LINE_TOO_LONG", item.offset, { length: item.length });
        this.#leaf(item.leafHash, item.offset + item.length + 1);
      } else {
        this.#block(item);
      }
    }
  }

  torn(tail: TornTail | undefined): void {
    if (tail !== undefined) this.#report("TORN_TAIL", tail.offset, { length: tail.length });
  }

  result(): RangeResult {
    this.#cut();
    return {
      begin: this.#begin ?? 0,
      lines: this.#lines,
      first: this.#first,
      last: this.#previous,
      segments: this.#segments,
      findings: this.findings,
      omitted: this.#omitted,
    };
  }

  #block({ bytes, start, end, offset }: LineBlock): void {
    const parts = this.#parts;
    for (let at = start; at < end; ) {
      const newline = bytes.indexOf(NEWLINE, at);
      const lineOffset = offset + at - start;
      const leafHash = this.#hasher.leaf(bytes, at, newline);
      if (scanLine(bytes, at, newline, parts)) {
        const previous = this.#previous;
        if (previous === undefined) this.#begins(parts.seq, hexAt(bytes, parts.prevAt), lineOffset);
        else if (parts.seq !== previous.seq + 1 || !hexEquals(bytes, parts.prevAt, previous.leafHash))
          this.#order(previous, parts.seq, hexAt(bytes, parts.prevAt), lineOffset);
        this.#previous = { leafHash, seq: parts.seq };
      } else {
        this.#unreadable(whyUnreadable(bytes, at, newline), lineOffset, { length: newline - at });
        this.#previous = { leafHash, seq: (this.#previous?.seq ?? -1) + 1 };
      }
      this.#leaf(leafHash, offset + newline + 1 - start);
      at = newline + 1;
    }
  }

  #begins(seq: number | undefined, prev: string | undefined, offset: number): void {
    this.#first = { seq, prev, offset };
    this.#begin = seq ?? 0;
    this.#range = new CompactRange(this.#hasher.join, this.#begin);
  }

  #unreadable(code: FindingCode, offset: number, values: Readonly<Record<string, number>>): void {
    if (this.#previous === undefined) this.#begins(undefined, undefined, offset);
    this.#report(code, offset, values);
  }

  #leaf(leafHash: Uint8Array, endOffset: number): void {
    this.#range.pushLeaf(leafHash);
    this.#lines++;
    this.#lastLeaf = leafHash;
    this.#endOffset = endOffset;
    if (this.#cuts.has(this.#range.end)) this.#cut();
  }

  #cut(): void {
    const end = this.#range.end;
    const begin = this.#segments.at(-1)?.end ?? this.#begin ?? 0;
    if (end === begin) return;
    const { nodes } = this.#range;
    this.#segments.push({ begin, end, nodes, lastLeaf: this.#lastLeaf, endOffset: this.#endOffset });
    this.#range = new CompactRange(this.#hasher.join, end);
  }

  #order(previous: Link, seq: number, prev: string, offset: number): void {
    for (const { code, values } of checkOrder(previous, seq, prev)) this.#report(code, offset, values);
  }

  #report(code: FindingCode, offset: number, values: Readonly<Record<string, string | number>>): void {
    if (this.findings.length < MAX_FINDINGS)
      this.findings.push(finding(code, this.#range.end, offset, values));
    else this.#omitted++;
  }
}

/** What is wrong between an entry and the one before it. */
export function checkOrder(
  previous: Link,
  seq: number,
  prev: string,
): { readonly code: FindingCode; readonly values: Readonly<Record<string, string | number>> }[] {
  const problems: { code: FindingCode; values: Record<string, string | number> }[] = [];
  const expected = previous.seq + 1;
  if (seq > expected) problems.push({ code: "SEQ_GAP", values: { found: seq, expected } });
  if (seq < expected) problems.push({ code: "SEQ_DUPLICATE", values: { found: seq, expected } });
  const hash = toHex(previous.leafHash);
  if (prev !== hash) problems.push({ code: "BAD_LINK", values: { prev, expected: hash } });
  return problems;
}

const utf8Decoder = new TextDecoder("utf-8", { fatal: true });

function whyUnreadable(bytes: Uint8Array, start: number, end: number): FindingCode {
  if (end - start > MAX_LINE_BYTES) return "LINE_TOO_LONG";
  try {
    utf8Decoder.decode(bytes.subarray(start, end));
    return "NOT_CANONICAL";
  } catch {
    return "NOT_UTF8";
  }
}

/** The 64 hex digits at `at`, which a scan has already found to be such. */
export function hexAt(bytes: Uint8Array, at: number): string {
  let text = "";
  for (let i = at; i < at + 64; i++) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
}

/** Whether the 64 lower-case hex digits at `at` spell `hash`. */
export function hexEquals(bytes: Uint8Array, at: number, hash: Uint8Array): boolean {
  for (let i = 0; i < 32; i++) {
    const byte = hash[i] ?? 0;
    if (bytes[at + 2 * i] !== digitOf(byte >> 4) || bytes[at + 2 * i + 1] !== digitOf(byte & 15))
      return false;
  }
  return true;
}
