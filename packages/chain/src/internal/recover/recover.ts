import { dirname } from "node:path";
import { type FileLayer, readFully, readWhole } from "@mvcrs/files";
import { chainErrors } from "../../errors.ts";
import { HashIndex, IndexBuffer } from "../../log/hash-index.ts";
import type { OpenReport } from "../../log/log.ts";
import { type Meta, parseMeta } from "../../log/meta.ts";
import { equalBytes, hashFromHex, toHex } from "../line/bytes.ts";
import { CompactRange } from "../line/compact-range.ts";
import { joinHashes, leafHashInPlace } from "../line/node-sha256.ts";
import { emptyParts, MAX_LINE_BYTES, NEWLINE, NO_HASH, scanLine } from "../line/scan-line.ts";
import type { LogPaths } from "../paths.ts";
import { lineWindows } from "../read/line-at.ts";
import type { LogFile } from "../segments/log-file.ts";
import { IndexWriter } from "../write/batch.ts";
import { LogState } from "../write/log-state.ts";
import { type CounterKeys, replay } from "./replay.ts";
import { setAside } from "./set-aside.ts";

export interface Recovered {
  readonly state: LogState;
  readonly index: IndexWriter;
  readonly report: Omit<OpenReport, "meta"> & { readonly meta: "fresh" | "caught-up" | "rebuilt" };
}

/**
 * Brings a log into a state in which it can be appended to. In the usual case, meta file and index fit the log's last
 * line, and this takes a few small reads whatever the log's length.
 *
 * @throws one of `damageCodes` or `foreignMetaCodes`, LOG_TRUNCATED, SEGMENT_MISSING where an entry is needed that is away
 */
export async function recover(
  files: FileLayer,
  paths: LogPaths,
  handle: LogFile,
  counterKeys: CounterKeys | undefined,
): Promise<Recovered> {
  const found = await loadMeta(files, paths, handle);
  const size = await handle.size();
  const state = "meta" in found ? LogState.of(found.meta) : new LogState();
  const known = state.count;

  const file = await HashIndex.openForWriting(files, paths.index);
  try {
    const index = { file, buffer: new IndexBuffer() };
    const indexed = await covers(file, state);
    const usable = indexed || (await indexAlone(paths, handle, state, index));
    if (usable) await file.cutTo(known);
    else await file.close();
    const tail = await replay(paths.log, handle, size, { state, counterKeys, ...(usable && { index }) });
    const tornTail = tail === undefined ? null : await setAside(files, paths.log, handle, tail);
    const rebuilt = "reason" in found;
    // A process killed before its sync left entries that only the system knows of, and perhaps the file's name too.
    // What a meta file counts was synced before it.
    if (state.count > known) await handle.sync();
    if (rebuilt) await files.syncFolder(dirname(paths.log));
    return {
      state,
      index: new IndexWriter(usable ? file : undefined, state.count),
      report: {
        meta: rebuilt ? "rebuilt" : state.count > known ? "caught-up" : "fresh",
        metaReason: rebuilt ? found.reason : undefined,
        index: !usable ? "away" : indexed && !rebuilt ? "fresh" : "rebuilt",
        replayed: state.count - (indexed ? known : 0),
        tornTail,
      },
    };
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
}

/**
 * Whether the index holds the state's last entry and the tree's largest subtrees. What is wrong further inside, the proof
 * that reads it finds and mends.
 */
async function covers(index: HashIndex, { count, chainHash, range }: LogState): Promise<boolean> {
  if (count === 0) return true;
  if (!(await index.reaches(count))) return false;
  const last = await index.entry(count - 1);
  if (last === undefined || toHex(last.leafHash) !== chainHash) return false;
  for (const { level, index: at, hash } of range.nodes) {
    const stored = await index.hash(level, at);
    if (stored === undefined || !equalBytes(stored, hash)) return false;
  }
  return true;
}

/**
 * Rebuilds the index up to `state`, which needs no reading itself. What is away keeps the hashes that the index has of it, if
 * they lead to the state's root; otherwise there is no index until it is back, and this returns false.
 */
async function indexAlone(
  paths: LogPaths,
  handle: LogFile,
  state: LogState,
  index: { readonly file: HashIndex; readonly buffer: IndexBuffer },
): Promise<boolean> {
  let again = new LogState();
  let away = false;
  while (again.bytes < state.bytes) {
    try {
      await replay(paths.log, handle, state.bytes, { state: again, index });
    } catch (thrown) {
      if (!chainErrors.is(thrown, "SEGMENT_MISSING")) throw thrown;
      away = true;
      const behind = await stateBehind(handle, thrown.details.last, index.file);
      if (behind === undefined) return false;
      again = behind;
    }
  }
  const [found, expected] = [state.head().rootHash, again.head().rootHash];
  if (found === expected) return true;
  if (away) return false;
  const place = { path: paths.log, metaPath: paths.meta };
  throw chainErrors.create("META_ROOT_HASH", { ...place, count: state.count, found, expected });
}

/** Where a log goes on behind a segment that is away, as index and list have it; `undefined` where the index is too short. */
async function stateBehind(handle: LogFile, last: number, index: HashIndex): Promise<LogState | undefined> {
  const segment = handle.closed.find((one) => one.segment.last === last)?.segment;
  const leaf = segment && hashFromHex(segment.chain_hash);
  if (segment === undefined || leaf === undefined || !(await index.reaches(last + 1))) return undefined;
  const state = new LogState();
  state.count = last + 1;
  state.bytes = segment.offset + segment.bytes;
  state.lastLeaf = leaf;
  state.range = new CompactRange(joinHashes, 0, await index.subtrees(0, last + 1));
  return state;
}

/** The meta file if it fits the log; the reason when it has to be rebuilt. @throws LOG_TRUNCATED, one of `foreignMetaCodes` */
export async function loadMeta(
  files: FileLayer,
  paths: LogPaths,
  handle: LogFile,
): Promise<{ readonly meta: Meta } | { readonly reason: string }> {
  const bytes = await readWhole(files, paths.meta);
  if (bytes === undefined) return { reason: "it is missing" };
  const meta = parseMeta(bytes);
  if ("reason" in meta) return meta;
  const size = await handle.size();
  if (meta.bytes > size)
    throw chainErrors.create("LOG_TRUNCATED", { path: paths.log, bytes: size, metaBytes: meta.bytes });
  await assertBelongs(paths, handle, meta);
  return { meta };
}

/** The leaf hash of the last line commits to everything before it, so this one line tells whether the two belong. */
async function assertBelongs(paths: LogPaths, handle: LogFile, meta: Meta): Promise<void> {
  const { bytes, count, chain_hash: found } = meta;
  const place = { path: paths.log, metaPath: paths.meta };
  const last = count === 0 ? { seq: -1, leafHash: NO_HASH } : await lastEntry(handle, bytes);
  if (last === undefined) throw chainErrors.create("META_BYTES", { ...place, bytes });
  const { seq: lastSeq, leafHash: expected } = last;
  if (lastSeq !== count - 1) throw chainErrors.create("META_COUNT", { ...place, count, lastSeq });
  if (expected !== found) throw chainErrors.create("META_CHAIN_HASH", { ...place, count, found, expected });
}

/** What a log's last entry is known by: its line, or the list of segments where that is away. */
export async function lastEntry(
  handle: LogFile,
  end: number,
): Promise<{ readonly seq: number; readonly leafHash: string } | undefined> {
  try {
    return await lastLine(handle, end);
  } catch (thrown) {
    const { sealed } = handle;
    if (!chainErrors.is(thrown, "SEGMENT_MISSING") || sealed === undefined || end !== handle.active.start)
      throw thrown;
    return { seq: sealed.last, leafHash: sealed.chain_hash };
  }
}

/** The entry whose line ends, with its newline, at byte `end`. */
async function lastLine(
  handle: LogFile,
  end: number,
): Promise<{ readonly seq: number; readonly leafHash: string; readonly offset: number } | undefined> {
  const part = handle.partAt(end - 1);
  for (const size of lineWindows) {
    const start = Math.max(part.start, end - size);
    const window = new Uint8Array(end - start + 1);
    const length = await readFully(handle, window.subarray(1), start);
    if (length < end - start || window[length] !== NEWLINE) return undefined;
    const at = Math.max(window.subarray(0, length).lastIndexOf(NEWLINE) + 1, 1);
    // Its beginning lies further back.
    if (at === 1 && start > part.start && size < MAX_LINE_BYTES) continue;
    const parts = emptyParts();
    if (!scanLine(window, at, length, parts)) return undefined;
    return { seq: parts.seq, leafHash: toHex(leafHashInPlace(window, at, length)), offset: start + at - 1 };
  }
  return undefined;
}
