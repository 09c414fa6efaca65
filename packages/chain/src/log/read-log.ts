import type { StandardSchemaV1 } from "@standard-schema/spec";
import { chainErrors } from "../errors.ts";
import { systemCode } from "../internal/files.ts";
import { type Head, LogState } from "../internal/log-state.ts";
import { type LogPaths, pathsOf } from "../internal/paths.ts";
import type { ProofSource } from "../internal/prover.ts";
import type { EntriesOptions, Entry, Source } from "../internal/read-entries.ts";
import { Reading } from "../internal/reading.ts";
import { lastLine, loadMeta } from "../internal/recover.ts";
import { type CounterKeys, replay } from "../internal/replay.ts";
import type { FileHandle, FileLayer } from "./file-layer.ts";
import { HashIndex } from "./hash-index.ts";
import type { Provable } from "./log.ts";
import { nodeFiles } from "./node-files.ts";

export interface ReadLogOptions<E> {
  readonly path: string;
  /** Default: `path` with `.meta.json` in place of `.jsonl`. */
  readonly metaPath?: string;
  /** Checked on every event read; what it gives back is what is yielded. */
  readonly schema?: StandardSchemaV1<unknown, E>;
  /** As for `openLog`, for entries that the meta file does not count yet. */
  readonly counterKeys?: (event: E) => readonly string[];
  readonly files?: FileLayer;
}

/** A log opened for reading. Takes no lock and writes nothing, so a writer may be at work. */
export interface LogReader<E> extends Provable, AsyncDisposable {
  /** The state as of now, up to the last whole line. A missing log is an empty one. */
  head(): Promise<Head>;
  /** Streams the entries that are there at the first `next`. */
  entries(options?: EntriesOptions): AsyncGenerator<Entry<E>, void, undefined>;
  /** @throws `SEQ_OUT_OF_RANGE`, `LOG_DAMAGED`, `STORED_EVENT_INVALID` */
  at(seq: number): Promise<Entry<E>>;
  close(): Promise<void>;
}

/**
 * Opens a log for reading. It sees whole lines only; of a batch whose sync is still under way it may see entries that
 * a failure then takes back.
 */
export async function readLog<E = unknown>(options: ReadLogOptions<E>): Promise<LogReader<E>> {
  return new FileReader(options, options.files ?? nodeFiles, pathsOf(options.path, options.metaPath));
}

class FileReader<E> extends Reading<E> implements LogReader<E> {
  readonly #options: ReadLogOptions<E>;
  readonly #files: FileLayer;
  readonly #paths: LogPaths;
  #handle: FileHandle | undefined;
  #index: HashIndex | undefined;
  #closed = false;
  #state: LogState | undefined;
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

  async *entries(options: EntriesOptions = {}): AsyncGenerator<Entry<E>, void, undefined> {
    const source = await this.during(() => this.#whatIsThere());
    if (source !== undefined) yield* this.read(source, options);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.settled();
    await this.#index?.close();
    await this.#handle?.close();
    this.#handle = undefined;
    this.#index = undefined;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  protected assertOpen(): void {
    if (this.#closed) throw chainErrors.create("LOG_CLOSED", { path: this.#paths.log });
  }

  protected async source(): Promise<Source<E> & ProofSource> {
    const source = await this.#whatIsThere();
    if (source === undefined) throw chainErrors.create("SEQ_OUT_OF_RANGE", { seq: 0, count: 0 });
    return source;
  }

  async #whatIsThere(): Promise<(Source<E> & ProofSource) | undefined> {
    const { count, bytes, rootHash } = (await this.#refresh()).head();
    if (this.#handle === undefined) return undefined;
    const { schema } = this.#options;
    return {
      path: this.#paths.log,
      handle: this.#handle,
      count,
      bytes,
      index: this.#index,
      schema,
      rootHash,
    };
  }

  #refresh(): Promise<LogState> {
    const mine = this.#turn.then(() => this.#readOn());
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #readOn(): Promise<LogState> {
    this.#handle ??= await openIfThere(this.#files, this.#paths.log);
    if (this.#handle === undefined) return new LogState();
    this.#index ??= await HashIndex.openForReading(this.#files, this.#paths.index);
    // A writer may have taken a failed batch back and written another: then begin again from the meta file.
    if (this.#state !== undefined && !(await stillThere(this.#handle, this.#state))) this.#state = undefined;
    if (this.#state === undefined) {
      const found = await loadMeta(this.#files, this.#paths, this.#handle);
      this.#state = "meta" in found ? LogState.of(found.meta) : new LogState();
    }
    const state = this.#state.clone();
    const counterKeys = this.#options.counterKeys as CounterKeys | undefined;
    await replay(this.#paths.log, this.#handle, await this.#handle.size(), { state, counterKeys });
    this.#state = state;
    return state;
  }
}

async function stillThere(handle: FileHandle, { count, bytes, chainHash }: LogState): Promise<boolean> {
  return count === 0 || (await lastLine(handle, bytes))?.leafHash === chainHash;
}

async function openIfThere(files: FileLayer, path: string): Promise<FileHandle | undefined> {
  try {
    return await files.open(path, "read");
  } catch (thrown) {
    if (systemCode(thrown) === "ENOENT") return undefined;
    throw thrown;
  }
}
