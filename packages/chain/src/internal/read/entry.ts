import type { StandardSchemaV1 } from "@standard-schema/spec";
import { chainErrors, type DamageCode } from "../../errors.ts";
import { hexAt } from "../check/range-checker.ts";
import { badLine } from "../line/bad-line.ts";
import { toHex } from "../line/bytes.ts";
import { leafHashInPlace } from "../line/node-sha256.ts";
import { emptyParts, NEWLINE, scanLine } from "../line/scan-line.ts";
import { eventOf } from "../recover/replay.ts";
import { validate } from "../write/validate.ts";

/** One entry, as read from the log. */
export interface Entry<E> {
  /** Counted from 0. */
  readonly seq: number;
  /** Leaf hash of the entry before; 64 zeros for the first. */
  readonly prev: string;
  readonly event: E;
  /** SHA-256(0x00 || line), lower-case hex. */
  readonly leafHash: string;
  /** Byte offset of its line. */
  readonly offset: number;
}

/** An entry whose event was not parsed yet. */
export interface RawEntry {
  readonly seq: number;
  readonly prev: string;
  readonly event: unknown;
  readonly leafHash: string;
  readonly offset: number;
}

/** A log, as errors name it. */
export interface Named {
  readonly path: string;
}

export const damaged = (
  code: DamageCode,
  { path }: Named,
  [seq, offset]: readonly [seq: number, offset: number],
  reason: string,
) => chainErrors.create(code, { path, seq, offset, reason });

/** The entry with its event as the schema gives it. @throws STORED_EVENT_INVALID */
export async function typed<E>(
  { schema }: { readonly schema: StandardSchemaV1<unknown, E> | undefined },
  raw: RawEntry,
): Promise<Entry<E>> {
  const pending = validate(schema, raw.event);
  const checked = pending instanceof Promise ? await pending : pending;
  if ("issues" in checked)
    throw chainErrors.create("STORED_EVENT_INVALID", { seq: raw.seq, issues: checked.issues });
  return { ...raw, event: checked.value };
}

/** @throws one of `damageCodes` where the line is no canonical entry with that number */
export function parseLine(
  source: Named,
  bytes: Uint8Array,
  { start, end, offset }: LineAt,
  seq: number,
): RawEntry {
  const parts = emptyParts();
  if (!scanLine(bytes, start, end, parts)) {
    const [code, reason] = badLine(end - start);
    throw damaged(code, source, [seq, offset], reason);
  }
  if (parts.seq !== seq)
    throw damaged("LOG_LINE_MISNUMBERED", source, [seq, offset], `its number is ${parts.seq}`);
  return {
    seq,
    prev: hexAt(bytes, parts.prevAt),
    event: eventOf(bytes, parts),
    leafHash: toHex(leafHashInPlace(bytes, start, end)),
    offset,
  };
}

export interface LineAt {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

/** The whole lines of a window whose byte `start` stands at `offset` in the file. */
export function linesOf(bytes: Uint8Array, start: number, offset: number): LineAt[] {
  const lines: LineAt[] = [];
  for (let at = start; ; ) {
    const end = bytes.indexOf(NEWLINE, at);
    if (end < 0) return lines;
    lines.push({ start: at, end, offset: offset + at - start });
    at = end + 1;
  }
}

/** Entries that were read before damage was met are yielded first; then the damage is thrown. */
export interface Group {
  readonly entries: RawEntry[];
  readonly damage: unknown;
}

export function take(lines: readonly LineAt[], read: (line: LineAt, at: number) => RawEntry): Group {
  const entries: RawEntry[] = [];
  try {
    for (const [at, line] of lines.entries()) entries.push(read(line, at));
    return { entries, damage: undefined };
  } catch (damage) {
    return { entries, damage };
  }
}

/** Checks that each entry follows from the one before it; `leafHash` is that of the entry before the first. */
export function following(source: Named, leafHash?: string): (entry: RawEntry) => RawEntry {
  let expected = leafHash;
  return (entry) => {
    if (expected !== undefined && entry.prev !== expected)
      throw broken(source, entry, "prev is not the leaf hash of the entry before");
    expected = entry.leafHash;
    return entry;
  };
}

/** As `following`, for entries that come the newest first. */
export function preceding(source: Named): (entry: RawEntry) => RawEntry {
  let expected: string | undefined;
  return (entry) => {
    if (expected !== undefined && entry.leafHash !== expected)
      throw broken(source, entry, "the next entry's prev is not its leaf hash");
    expected = entry.prev;
    return entry;
  };
}

const broken = (source: Named, { seq, offset }: RawEntry, reason: string): Error =>
  damaged("LOG_LINK_BROKEN", source, [seq, offset], reason);
