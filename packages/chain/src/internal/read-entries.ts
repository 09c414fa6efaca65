import type { StandardSchemaV1 } from "@standard-schema/spec";
import { chainErrors } from "../errors.ts";
import type { FileHandle } from "../log/file-layer.ts";
import type { HashIndex } from "../log/hash-index.ts";
import { toHex } from "./bytes.ts";
import { readFully } from "./files.ts";
import { emptyParts, MAX_LINE_BYTES, NEWLINE, NO_HASH, scanLine } from "./line.ts";
import { locate } from "./locate.ts";
import { leafHashInPlace } from "./node-sha256.ts";
import { hexAt } from "./range-checker.ts";
import { readBlocks } from "./read-blocks.ts";
import { eventOf } from "./replay.ts";
import { validate } from "./validate.ts";

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

export interface EntriesOptions {
  /** The first sequence number wanted; default 0. */
  readonly from?: number;
  /** The sequence number to stop before; default: the number of entries. */
  readonly to?: number;
  /** The newest first. */
  readonly reverse?: boolean;
}

/** An entry whose event was not parsed yet. */
interface RawEntry {
  readonly seq: number;
  readonly prev: string;
  readonly event: unknown;
  readonly leafHash: string;
  readonly offset: number;
}

/** What reading needs to know of a log: where its whole lines end, and how many there are. */
export interface Source<E> {
  readonly path: string;
  readonly handle: FileHandle;
  readonly count: number;
  readonly bytes: number;
  readonly index: HashIndex | undefined;
  readonly schema: StandardSchemaV1<unknown, E> | undefined;
}

const READ_AHEAD = 4 * (MAX_LINE_BYTES + 1);

/** Streams the entries `from`..`to` in order; each is checked to be canonical and to follow from its neighbour. */
export async function* readEntries<E>(source: Source<E>, options: EntriesOptions): AsyncGenerator<Entry<E>> {
  const from = clamp(options.from ?? 0, source.count);
  const to = clamp(options.to ?? source.count, source.count);
  if (from >= to) return;
  const groups = options.reverse === true ? backward(source, from, to) : forward(source, from, to);
  for await (const group of groups) for (const raw of group) yield await typed(source, raw);
}

/** @throws `SEQ_OUT_OF_RANGE`, `LOG_DAMAGED`, `STORED_EVENT_INVALID` */
export async function readEntry<E>(source: Source<E>, seq: number): Promise<Entry<E>> {
  return typed(source, (await readRaw(source, seq)).raw);
}

/** @throws `SEQ_OUT_OF_RANGE`, `LOG_DAMAGED` */
export async function readLine(source: Source<unknown>, seq: number): Promise<Uint8Array> {
  return (await readRaw(source, seq)).line;
}

async function readRaw(
  source: Source<unknown>,
  seq: number,
): Promise<{ readonly raw: RawEntry; readonly line: Uint8Array }> {
  const { count } = source;
  if (!Number.isSafeInteger(seq) || seq < 0 || seq >= count)
    throw chainErrors.create("SEQ_OUT_OF_RANGE", { seq, count });
  const offset = await find(source, seq);
  const window = new Uint8Array(Math.min(MAX_LINE_BYTES + 1, source.bytes - offset) + 1);
  await readFully(source.handle, window.subarray(1), offset);
  const end = window.indexOf(NEWLINE, 1);
  const [raw] = parseLines(source, window, 1, end + 1, offset);
  if (raw === undefined || raw.seq !== seq) throw damaged(source, seq, offset, "it cannot be read");
  return { raw, line: window.slice(1, end) };
}

const clamp = (seq: number, count: number): number => Math.max(0, Math.min(Math.trunc(seq), count));

const damaged = (source: Source<unknown>, seq: number, offset: number, reason: string) =>
  chainErrors.create("LOG_DAMAGED", { path: source.path, seq, offset, reason });

async function find(source: Source<unknown>, seq: number): Promise<number> {
  if (seq >= source.count) return source.bytes;
  const offset = await locate(source.handle, seq, source.bytes, source.index);
  if (offset === undefined) throw damaged(source, seq, 0, "no line carries this number");
  return offset;
}

async function typed<E>(source: Source<E>, raw: RawEntry): Promise<Entry<E>> {
  const pending = validate(source.schema, raw.event);
  const checked = pending instanceof Promise ? await pending : pending;
  if ("issues" in checked)
    throw chainErrors.create("STORED_EVENT_INVALID", { seq: raw.seq, issues: checked.issues });
  return { ...raw, event: checked.value };
}

function parseLines(
  source: Source<unknown>,
  bytes: Uint8Array,
  start: number,
  end: number,
  offset: number,
): RawEntry[] {
  const parts = emptyParts();
  const entries: RawEntry[] = [];
  for (let at = start; at < end; ) {
    const newline = bytes.indexOf(NEWLINE, at);
    const lineOffset = offset + at - start;
    if (!scanLine(bytes, at, newline, parts))
      throw damaged(source, entries.at(-1)?.seq ?? 0, lineOffset, "the line is not a canonical entry");
    entries.push({
      seq: parts.seq,
      prev: hexAt(bytes, parts.prevAt),
      event: eventOf(bytes, parts),
      leafHash: toHex(leafHashInPlace(bytes, at, newline)),
      offset: lineOffset,
    });
    at = newline + 1;
  }
  return entries;
}

async function* forward(source: Source<unknown>, from: number, to: number): AsyncGenerator<RawEntry[]> {
  let at = await find(source, from);
  let seq = from;
  let leafHash = from === 0 ? NO_HASH : undefined;
  while (seq < to) {
    const group: RawEntry[] = [];
    const stop = Math.min(at + READ_AHEAD, source.bytes);
    const tail = await readBlocks(source.handle, at, stop, (items) => {
      for (const item of items) {
        if (item.kind === "overlong") throw damaged(source, seq, item.offset, "the line is too long");
        group.push(...parseLines(source, item.bytes, item.start, item.end, item.offset));
      }
    });
    if (group.length === 0) throw damaged(source, seq, at, "no whole line is left");
    for (const entry of group) {
      if (entry.seq !== seq) throw damaged(source, seq, entry.offset, `its number is ${entry.seq}`);
      if (leafHash !== undefined && entry.prev !== leafHash)
        throw damaged(source, seq, entry.offset, "prev is not the leaf hash of the entry before");
      leafHash = entry.leafHash;
      seq++;
    }
    at = stop - (tail?.length ?? 0);
    yield seq > to ? group.slice(0, group.length - (seq - to)) : group;
  }
}

async function* backward(source: Source<unknown>, from: number, to: number): AsyncGenerator<RawEntry[]> {
  let end = await find(source, to);
  let seq = to - 1;
  let prev: string | undefined;
  while (seq >= from) {
    const start = Math.max(0, end - READ_AHEAD);
    const window = new Uint8Array(end - start + 1);
    await readFully(source.handle, window.subarray(1), start);
    // The first line of the window is whole only if the window begins where a line does.
    const whole = start === 0 ? 1 : window.indexOf(NEWLINE, 1) + 1;
    const group = parseLines(source, window, whole, window.length, start + whole - 1).reverse();
    if (group.length === 0) throw damaged(source, seq, start, "no whole line stands here");
    for (const entry of group) {
      if (entry.seq !== seq)
        throw damaged(source, Math.max(seq, 0), entry.offset, `its number is ${entry.seq}`);
      if (prev !== undefined && entry.leafHash !== prev)
        throw damaged(source, seq, entry.offset, "the next entry's prev is not its leaf hash");
      prev = entry.prev;
      seq--;
    }
    end = start + whole - 1;
    yield seq < from - 1 ? group.slice(0, group.length - (from - 1 - seq)) : group;
  }
}
