import { readFully } from "@mvcrs/files";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { chainErrors } from "../../errors.ts";
import type { Where } from "../../fields/where.ts";
import type { HashIndex } from "../../log/hash-index.ts";
import { MAX_LINE_BYTES, NEWLINE, NO_HASH } from "../line/scan-line.ts";
import type { LogFile } from "../segments/log-file.ts";
import {
  damaged,
  type Entry,
  following,
  type Group,
  linesOf,
  parseLine,
  preceding,
  type RawEntry,
  take,
  typed,
} from "./entry.ts";
import { lineAt } from "./line-at.ts";
import { locate } from "./locate.ts";

export interface EntriesOptions {
  /** The first sequence number wanted; default 0. */
  readonly from?: number;
  /** The sequence number to stop before; default: the number of entries. */
  readonly to?: number;
  /** The newest first. */
  readonly reverse?: boolean;
  /**
   * Called with a segment whose file is not there, and its entries are left out; with `where` perhaps more than once. Default:
   * SEGMENT_MISSING is thrown.
   */
  readonly onMissing?: (segment: MissingSegment) => void;
}

/** A closed segment whose file is away. */
export interface MissingSegment {
  readonly file: string;
  readonly first: number;
  readonly last: number;
}

/** What a reader with `fields` can be asked for besides. */
export interface SearchOptions extends EntriesOptions {
  /** Only these; whole blocks of others are not read, which takes the word of the file of fields beside the log. */
  readonly where?: Where;
}

export interface TailOptions {
  /** The first sequence number wanted; default: that of the next entry. */
  readonly from?: number;
  readonly where?: Where;
  /** Ends the stream without an error. */
  readonly signal?: AbortSignal;
}

/** What reading needs to know of a log: where its whole lines end, and how many there are. */
export interface Source<E> {
  readonly path: string;
  readonly handle: LogFile;
  readonly count: number;
  readonly bytes: number;
  readonly index: HashIndex | undefined;
  readonly schema: StandardSchemaV1<unknown, E> | undefined;
}

const READ_AHEAD = 4 * (MAX_LINE_BYTES + 1);

/** Streams the entries `from`..`to` in order; each is checked to be canonical and to follow from its neighbour. */
export async function* readEntries<E>(source: Source<E>, options: EntriesOptions): AsyncGenerator<Entry<E>> {
  const { reverse = false, onMissing } = options;
  let from = clamp(options.from ?? 0, source.count);
  let to = clamp(options.to ?? source.count, source.count);
  while (from < to) {
    const groups = reverse ? backward(source, from, to) : forward(source, from, to);
    try {
      for await (const { entries, damage } of groups) {
        for (const raw of entries) yield await typed(source, raw);
        if (damage !== undefined) throw damage;
      }
      return;
    } catch (thrown) {
      if (onMissing === undefined || !chainErrors.is(thrown, "SEGMENT_MISSING")) throw thrown;
      const { file, first, last } = thrown.details;
      onMissing({ file, first, last });
      if (reverse) to = first;
      else from = last + 1;
    }
  }
}

/** @throws SEQ_OUT_OF_RANGE, one of `damageCodes`, STORED_EVENT_INVALID */
export async function readEntry<E>(source: Source<E>, seq: number): Promise<Entry<E>> {
  return typed(source, (await readRaw(source, seq)).raw);
}

/** @throws SEQ_OUT_OF_RANGE, one of `damageCodes` */
export async function readLine(source: Source<unknown>, seq: number): Promise<Uint8Array> {
  return (await readRaw(source, seq)).line;
}

/** Where the line of an entry ends, its newline included, and its leaf hash. @throws SEQ_OUT_OF_RANGE, one of `damageCodes` */
export async function endOfEntry(
  source: Source<unknown>,
  seq: number,
): Promise<{ readonly bytes: number; readonly leafHash: string }> {
  const { raw, line } = await readRaw(source, seq);
  return { bytes: raw.offset + line.length + 1, leafHash: raw.leafHash };
}

async function readRaw(
  source: Source<unknown>,
  seq: number,
): Promise<{ readonly raw: RawEntry; readonly line: Uint8Array }> {
  const { count } = source;
  if (!Number.isSafeInteger(seq) || seq < 0 || seq >= count)
    throw chainErrors.create("SEQ_OUT_OF_RANGE", { seq, count });
  const offset = await find(source, seq);
  const { window, newline: end } = await lineAt(source.handle, offset, source.bytes);
  if (end < 0) throw damaged("LOG_LINE_MISSING", source, [seq, offset], "its line has no end");
  return { raw: parseLine(source, window, { start: 1, end, offset }, seq), line: window.slice(1, end) };
}

const clamp = (seq: number, count: number): number => Math.max(0, Math.min(Math.trunc(seq), count));

async function find(source: Source<unknown>, seq: number): Promise<number> {
  if (seq >= source.count) return source.bytes;
  const offset = await locate(source.handle, seq, source.bytes, source.index);
  if (offset === undefined)
    throw damaged("LOG_LINE_MISSING", source, [seq, 0], "no line carries this number");
  return offset;
}

async function* forward(source: Source<unknown>, from: number, to: number): AsyncGenerator<Group> {
  let at = await find(source, from);
  const follow = following(source, from === 0 ? NO_HASH : undefined);
  for (let seq = from; seq < to; ) {
    // What follows in another part may be away, and may not be wanted.
    const stop = Math.min(source.bytes, source.handle.partAt(at).end);
    const window = new Uint8Array(Math.min(READ_AHEAD, stop - at) + 1);
    const length = await readFully(source.handle, window.subarray(1), at);
    const lines = linesOf(window.subarray(0, length + 1), 1, at).slice(0, to - seq);
    const last = lines.at(-1);
    if (last === undefined) throw damaged("LOG_LINE_MISSING", source, [seq, at], "no whole line is left");
    const first = seq;
    yield take(lines, (line, i) => follow(parseLine(source, window, line, first + i)));
    seq += lines.length;
    at = last.offset + last.end - last.start + 1;
  }
}

async function* backward(source: Source<unknown>, from: number, to: number): AsyncGenerator<Group> {
  let end = await find(source, to);
  const precede = preceding(source);
  for (let seq = to - 1; seq >= from; ) {
    const part = source.handle.partAt(end - 1);
    const start = Math.max(part.start, end - READ_AHEAD);
    const window = new Uint8Array(end - start + 1);
    await readFully(source.handle, window.subarray(1), start);
    // The first line of the window is whole only if the window begins where a line does.
    const whole = start === part.start ? 1 : window.indexOf(NEWLINE, 1) + 1;
    const lines = linesOf(window, whole, start + whole - 1)
      .reverse()
      .slice(0, seq - from + 1);
    if (lines.length === 0)
      throw damaged("LOG_LINE_MISSING", source, [seq, start], "no whole line stands here");
    const first = seq;
    yield take(lines, (line, i) => precede(parseLine(source, window, line, first - i)));
    seq -= lines.length;
    end = start + whole - 1;
  }
}
