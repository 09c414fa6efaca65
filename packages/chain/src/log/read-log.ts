import { systemCode } from "@mvcrs/errors";
import { type FileLayer, fileChanges, nodeFiles, withCodes } from "@mvcrs/files";
import { nodeProcesses, type Processes } from "@mvcrs/files/lock";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { chainErrors } from "../errors.ts";
import { entriesWhere, type FieldsFile, fieldsFile } from "../fields/entries-where.ts";
import type { Fields } from "../fields/where.ts";
import { type LogPaths, pathsOf } from "../internal/paths.ts";
import { durableHead } from "../internal/read/durable-head.ts";
import type { Entry } from "../internal/read/entry.ts";
import { lookAgain } from "../internal/read/look-again.ts";
import type { ProofSource } from "../internal/read/prover.ts";
import type { EntriesOptions, SearchOptions, Source, TailOptions } from "../internal/read/read-entries.ts";
import { Reading } from "../internal/read/reading.ts";
import { tailOf } from "../internal/read/tail.ts";
import { mendIndex } from "../internal/recover/mend-index.ts";
import { lastEntry, loadMeta } from "../internal/recover/recover.ts";
import { type CounterKeys, replay } from "../internal/recover/replay.ts";
import type { LogFile } from "../internal/segments/log-file.ts";
import { openLogFile } from "../internal/segments/open-log-file.ts";
import { LogState } from "../internal/write/log-state.ts";
import { readSegments } from "../segments/segment-list.ts";
import type { LineRange, Visit } from "../store/log-store.ts";
import { linesOfFile } from "../tiles/exported-lines.ts";
import { HashIndex } from "./hash-index.ts";
import type { Head } from "./head.ts";
import type { Provable } from "./log.ts";

export interface ReadLogOptions<E> {
  readonly path: string;
  /** Default: `path` with `.meta.json` in place of `.jsonl`. */
  readonly metaPath?: string;
  /** Checked on every event read; what it returns is what is yielded. */
  readonly schema?: StandardSchemaV1<unknown, E>;
  /** As for `openLog`. Without the right to write there, a damaged index stays, and each proof reads the log. */
  readonly onIndexMended?: (indexPath: string) => void;
  /** As for `openLog`, for entries that the meta file does not count yet. */
  readonly counterKeys?: (event: E) => readonly string[];
  /** What `entries({ where })` and `tail({ where })` look events up by. */
  readonly fields?: Fields<E>;
  /** Tells when to look for new entries: at once, and then whenever it yields. Default: `fileChanges` of `@mvcrs/files`. */
  readonly changes?: (path: string, signal: AbortSignal) => AsyncIterable<unknown>;
  readonly files?: FileLayer;
  /** For `durableHead`, which holds the writer's lock for a moment. */
  readonly processes?: Processes;
  readonly clock?: () => number;
}

/**
 * A log opened for reading. Takes no lock, so a writer may be at work, and writes nothing but what a proof finds damaged in
 * the index beside the log.
 */
export interface LogReader<E> extends Provable, AsyncDisposable {
  /** The state as of now, up to the last whole line. A missing log is an empty one. */
  head(): Promise<Head>;
  /**
   * What is on stable storage for certain: everything, once it has been synced under the writer's lock; while a writer
   * is at work, what its meta file counts.
   */
  durableHead(): Promise<Head>;
  /**
   * Streams the entries that are there at the first `next`. With `where`, the file of fields beside the log is brought up to
   * date first, where this process may write there; the first time that reads all of the log.
   */
  entries(options?: SearchOptions): AsyncGenerator<Entry<E>, void, undefined>;
  /**
   * Streams entries as they come, whoever appends them, until `signal` is aborted or the log is closed.
   *
   * @throws LOG_REWRITTEN; what `entries` throws
   */
  tail(options?: TailOptions): AsyncGenerator<Entry<E>, void, undefined>;
  /** As that of `StoredReader`. */
  eachLine(range: LineRange, visit: Visit): Promise<void>;
  /** @throws SEQ_OUT_OF_RANGE, one of `damageCodes`, STORED_EVENT_INVALID */
  at(seq: number): Promise<Entry<E>>;
  /** As that of `Log`. */
  leafHash(seq: number): Promise<string>;
  close(): Promise<void>;
}

/**
 * Opens a log for reading. It sees whole lines only; of a batch whose sync is still under way it may see entries that
 * a failure then takes back.
 */
export function readLog<E = unknown>(options: ReadLogOptions<E>): Promise<LogReader<E>> {
  const files = options.files ?? nodeFiles;
  return withCodes(options.path, async () => new FileReader(options, files, await pathsOf(files, options)));
}

class FileReader<E> extends Reading<E> implements LogReader<E> {
  readonly #options: ReadLogOptions<E>;
  readonly #files: FileLayer;
  readonly #paths: LogPaths;
  #open: Open | undefined;
  /** Files by the log's name that were replaced; somebody may still be reading them. */
  readonly #replaced: Open[] = [];
  #closed = false;
  #state: LogState | undefined;
  /** What the meta file counted: a writer has synced that, and never takes it back. */
  #settled = { count: 0, bytes: 0 };
  /** Calls refresh one after the other; each sees what is there when its turn comes. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: ReadLogOptions<E>, files: FileLayer, paths: LogPaths) {
    super();
    this.#options = options;
    this.#files = files;
    this.#paths = paths;
  }

  head(): Promise<Head> {
    return this.during(async () => (await this.#refresh()).head());
  }

  durableHead(): Promise<Head> {
    return this.during(async () => {
      const { processes = nodeProcesses(), clock = Date.now } = this.#options;
      const how = { files: this.#files, processes, clock };
      return durableHead(this.#paths, how, async () => (await this.#refresh()).head());
    });
  }

  async *entries({ where, ...options }: SearchOptions = {}): AsyncGenerator<Entry<E>, void, undefined> {
    const source = await this.during(() => this.#whatIsThere());
    if (source === undefined) return;
    const searched = {
      leafHash: (seq: number) => this.leafHash(seq),
      entries: (range: EntriesOptions) => this.read(source, range),
    };
    if (where === undefined) yield* searched.entries(options);
    else yield* entriesWhere(searched, source.count, { ...options, where }, this.#fieldsFile());
  }

  eachLine({ from = 0, to, signal }: LineRange, visit: Visit): Promise<void> {
    return this.during(async () => {
      const size = Math.min(to ?? Number.POSITIVE_INFINITY, (await this.#refresh()).count);
      if (from < size) await linesOfFile(this.#files, this.path, signal).each(Math.max(0, from), size, visit);
    });
  }

  tail(options: TailOptions = {}): AsyncGenerator<Entry<E>, void, undefined> {
    const own = this.#options;
    const open = async () => {
      this.assertOpen();
      return readLog<E>(own);
    };
    return tailOf(open, this.path, options, own.changes ?? fileChanges);
  }

  #fieldsFile(): FieldsFile<E> {
    const { fields, processes = nodeProcesses(), clock = Date.now } = this.#options;
    return fieldsFile(fields, { path: this.#paths.fields, files: this.#files, processes, clock });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.settled();
    const open = [...this.#replaced, ...(this.#open === undefined ? [] : [this.#open])];
    await withCodes(this.path, async () => {
      for (const { handle, index } of open) {
        await index?.close();
        await handle.close();
      }
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  protected get path(): string {
    return this.#paths.log;
  }

  protected assertOpen(): void {
    if (this.#closed) throw chainErrors.create("LOG_CLOSED", { path: this.path });
  }

  protected async source(): Promise<Source<E> & ProofSource> {
    const source = await this.#whatIsThere();
    if (source === undefined) throw chainErrors.create("SEQ_OUT_OF_RANGE", { seq: 0, count: 0 });
    return source;
  }

  async #whatIsThere(): Promise<(Source<E> & ProofSource) | undefined> {
    const { count, bytes, rootHash } = (await this.#refresh()).head();
    if (this.#open === undefined) return undefined;
    const { schema } = this.#options;
    const proving = { rootHash, settled: this.#settled.count, mendIndex: this.mend };
    return { path: this.path, ...this.#open, count, bytes, schema, ...proving };
  }

  protected async mendIndex(): Promise<boolean> {
    const handle = this.#open?.handle;
    if (handle === undefined) return false;
    const { index: indexPath } = this.#paths;
    const index = await HashIndex.openForMending(this.#files, indexPath);
    try {
      const mended = await mendIndex({ path: this.path, handle, bytes: this.#settled.bytes }, index);
      if (mended) this.#options.onIndexMended?.(indexPath);
      return mended;
    } finally {
      await index.close();
    }
  }

  #refresh(): Promise<LogState> {
    const mine = this.#turn.then(() =>
      lookAgain(
        () => this.#readOn(),
        () => this.#forget(),
      ),
    );
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** The next look starts over, with the file that has the log's name then. */
  async #forget(): Promise<void> {
    this.#state = undefined;
    const [before, now] = [this.#open, await openIfThere(this.#files, this.#paths)];
    if (before === undefined || now === undefined) {
      this.#open = before ?? now;
      return;
    }
    const [was, is] = [await before.handle.identity(), await now.handle.identity()];
    if (was.inode === is.inode) return now.handle.close();
    this.#replaced.push(before);
    this.#open = now;
  }

  async #readOn(): Promise<LogState> {
    const files = this.#files;
    if (this.#open !== undefined && (await isReplaced(files, this.#paths, this.#open))) {
      this.#replaced.push(this.#open);
      this.#open = undefined;
    }
    this.#open ??= await openIfThere(files, this.#paths);
    if (this.#open === undefined) return new LogState();
    const { handle } = this.#open;
    this.#open = {
      handle,
      index: this.#open.index ?? (await HashIndex.openForReading(files, this.#paths.index)),
    };
    // A writer may have taken a failed batch back and written another: then begin again from the meta file.
    if (this.#state !== undefined && !(await stillThere(handle, this.#state))) this.#state = undefined;
    if (this.#state === undefined) {
      const found = await loadMeta(files, this.#paths, handle);
      this.#state = "meta" in found ? LogState.of(found.meta) : new LogState();
      this.#settled = { count: this.#state.count, bytes: this.#state.bytes };
    }
    const state = this.#state.clone();
    const counterKeys = this.#options.counterKeys as CounterKeys | undefined;
    await replay(this.path, handle, await handle.size(), { state, counterKeys });
    this.#state = state;
    return state;
  }
}

interface Open {
  readonly handle: LogFile;
  readonly index: HashIndex | undefined;
}

async function openIfThere(files: FileLayer, paths: LogPaths): Promise<Open | undefined> {
  try {
    return { handle: await openLogFile(files, paths), index: undefined };
  } catch (thrown) {
    if (!chainErrors.is(thrown, "LOG_MISSING")) throw thrown;
  }
  // Every rotation leaves a file by the log's name: without one, what came after the segments is lost.
  if ((await readSegments(files, paths.segments)).length === 0) return undefined;
  throw chainErrors.create("LOG_MISSING", { path: paths.log });
}

/** Whether another file has the log's name by now; one without that name is read on. */
async function isReplaced(files: FileLayer, { log }: LogPaths, { handle }: Open): Promise<boolean> {
  try {
    return (await files.identity(log)).inode !== (await handle.identity()).inode;
  } catch (thrown) {
    if (systemCode(thrown) === "ENOENT") return false;
    throw thrown;
  }
}

async function stillThere(handle: LogFile, { count, bytes, chainHash }: LogState): Promise<boolean> {
  return count === 0 || (await lastEntry(handle, bytes))?.leafHash === chainHash;
}
