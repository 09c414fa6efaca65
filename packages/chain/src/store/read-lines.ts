import type { StandardSchemaV1 } from "@standard-schema/spec";
import { chainErrors } from "../errors.ts";
import { badLine } from "../internal/line/bad-line.ts";
import { CompactRange } from "../internal/line/compact-range.ts";
import { joinHashes, leafHashInPlace } from "../internal/line/node-sha256.ts";
import { emptyParts, NO_HASH, scanLine } from "../internal/line/scan-line.ts";
import {
  damaged,
  type Entry,
  following,
  type Group,
  type LineAt,
  linesOf,
  parseLine,
  preceding,
  type RawEntry,
  take,
  typed,
} from "../internal/read/entry.ts";
import type { EntriesOptions } from "../internal/read/read-entries.ts";
import type { LineStore, PageRange } from "./line-store.ts";
import type { LineRange, Visit } from "./log-store.ts";

/** What reading needs to know of a log whose lines are in a store. */
export interface LinesSource<E> {
  readonly store: LineStore;
  readonly count: number;
  readonly schema: StandardSchemaV1<unknown, E> | undefined;
}

const namedOf = ({ store }: LinesSource<unknown>) => ({ path: store.name });

/** As `readEntries` of a file: each entry is checked to be canonical and to follow from its neighbour. */
export async function* entriesOfLines<E>(
  source: LinesSource<E>,
  { from = 0, to = source.count, reverse = false }: EntriesOptions,
): AsyncGenerator<Entry<E>, void, undefined> {
  const [first, end] = [clamp(from, source.count), clamp(to, source.count)];
  if (first >= end) return;
  const groups = reverse ? backward(source, first, end) : forward(source, first, end);
  for await (const { entries, damage } of groups) {
    for (const raw of entries) yield await typed(source, raw);
    if (damage !== undefined) throw damage;
  }
}

/** One entry and the bytes of its line. @throws SEQ_OUT_OF_RANGE, one of `damageCodes` */
export async function rawEntry(
  source: LinesSource<unknown>,
  seq: number,
): Promise<{ readonly raw: RawEntry; readonly line: Uint8Array }> {
  const { count } = source;
  if (!Number.isSafeInteger(seq) || seq < 0 || seq >= count)
    throw chainErrors.create("SEQ_OUT_OF_RANGE", { seq, count });
  const { window, lines } = await pageOf(source, { from: seq, to: seq + 1, end: "first" });
  const line = lines[0] as LineAt;
  return {
    raw: parseLine(namedOf(source), window, line, seq),
    line: window.slice(line.start, line.end),
  };
}

/** The hash of a complete subtree, from the lines themselves. */
export async function hashOfLines(
  source: LinesSource<unknown>,
  level: number,
  index: number,
): Promise<Uint8Array> {
  const first = index * 2 ** level;
  const end = first + 2 ** level;
  const range = new CompactRange(joinHashes, first);
  for (let seq = first; seq < end; ) {
    const { window, lines } = await pageOf(source, { from: seq, to: end, end: "first" });
    for (const line of lines) range.pushLeaf(leafHashInPlace(window, line.start, line.end));
    seq += lines.length;
  }
  const hash = range.root();
  if (hash === undefined) throw new RangeError("a subtree has leaves");
  return hash;
}

/** Visits the bytes of lines, each checked to be canonical. @throws one of `damageCodes` */
export async function visitLines(
  source: LinesSource<unknown>,
  { from = 0, to = source.count, signal }: LineRange,
  visit: Visit,
): Promise<void> {
  const parts = emptyParts();
  const [first, end] = [clamp(from, source.count), clamp(to, source.count)];
  const pageFrom = (seq: number): Promise<Page> | undefined =>
    seq < end ? pageOf(source, { from: seq, to: end, end: "first" }) : undefined;
  let next = pageFrom(first);
  try {
    for (let seq = first; next !== undefined; ) {
      signal?.throwIfAborted();
      const { window, lines } = await next;
      // The store looks for the next page while this one is visited.
      next = pageFrom(seq + lines.length);
      next?.catch(() => undefined);
      for (const { start, end: stop, offset } of lines) {
        if (!scanLine(window, start, stop, parts)) {
          const [code, reason] = badLine(stop - start);
          throw damaged(code, namedOf(source), [seq, offset], reason);
        }
        const visited = visit(window.subarray(start, stop), leafHashInPlace(window, start, stop), seq++);
        if (visited !== undefined) await visited;
      }
    }
  } finally {
    // Nothing is asked of a store any more once this has ended.
    await next?.catch(() => undefined);
  }
}

const clamp = (seq: number, count: number): number => Math.max(0, Math.min(Math.trunc(seq), count));

async function* forward(source: LinesSource<unknown>, from: number, to: number): AsyncGenerator<Group> {
  const named = namedOf(source);
  const follow = following(named, from === 0 ? NO_HASH : undefined);
  for (let seq = from; seq < to; ) {
    const { window, lines } = await pageOf(source, { from: seq, to, end: "first" });
    const first = seq;
    yield take(lines, (line, i) => follow(parseLine(named, window, line, first + i)));
    seq += lines.length;
  }
}

async function* backward(source: LinesSource<unknown>, from: number, to: number): AsyncGenerator<Group> {
  const named = namedOf(source);
  const precede = preceding(named);
  for (let end = to; end > from; ) {
    const { window, lines } = await pageOf(source, { from, to: end, end: "last" });
    const last = end - 1;
    yield take(lines.reverse(), (line, i) => precede(parseLine(named, window, line, last - i)));
    end -= lines.length;
  }
}

interface Page {
  readonly window: Uint8Array;
  readonly lines: LineAt[];
}

/** Lines at the wanted end of a range, in a window that has a byte before the first. @throws LOG_LINE_MISSING */
async function pageOf(source: LinesSource<unknown>, range: PageRange): Promise<Page> {
  const { first, offset, bytes } = await source.store.page(range);
  const window = new Uint8Array(bytes.length + 1);
  window.set(bytes, 1);
  const lines = linesOf(window, 1, offset);
  const wanted = range.end === "first" ? range.from : range.to - lines.length;
  if (lines.length === 0 || lines.length > range.to - range.from || first !== wanted)
    throw damaged(
      "LOG_LINE_MISSING",
      namedOf(source),
      [range.end === "first" ? range.from : range.to - 1, offset],
      "the store has no line with this number",
    );
  return { window, lines };
}
