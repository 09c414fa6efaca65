import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { canonicalize } from "../canonicalize.ts";
import { chainErrors } from "../errors.ts";
import type { Appended, Prepared } from "../internal/batch.ts";
import { replaceFile, systemCode } from "../internal/files.ts";
import type { Head } from "../internal/log-state.ts";
import { type LogPaths, pathsOf } from "../internal/paths.ts";
import {
  type EntriesOptions,
  type Entry,
  readEntries,
  readEntry,
  type Source,
} from "../internal/read-entries.ts";
import { type Recovered, recover } from "../internal/recover.ts";
import type { CounterKeys } from "../internal/replay.ts";
import { validate } from "../internal/validate.ts";
import { assertFits, Writer } from "../internal/writer.ts";
import type { FileHandle, FileLayer } from "./file-layer.ts";
import { type HeldLock, nodeProcesses, type Processes, takeLock } from "./lock.ts";
import type { AppendedAll, Log, OpenReport } from "./log.ts";
import { formatMeta } from "./meta.ts";
import { nodeFiles } from "./node-files.ts";

export interface OpenLogOptions<E> {
  /** The log file, by convention `*.jsonl`. */
  readonly path: string;
  /** Default: `path` with `.meta.json` in place of `.jsonl`. */
  readonly metaPath?: string;
  /**
   * Checked on append and on read. What it gives back is what is stored and what is read, so it has to accept its
   * own output.
   */
  readonly schema?: StandardSchemaV1<unknown, E>;
  /** `sync` (default): an append resolves after fdatasync. `os`: after write; a power failure may lose the end. */
  readonly durability?: "sync" | "os";
  /** Names of the counters in the meta file that an event adds 1 to. */
  readonly counterKeys?: (event: E) => readonly string[];
  /** Milliseconds since 1970, for `last_updated` and the lock record only. */
  readonly clock?: () => number;
  /** Default true; false: a missing log is `LOG_MISSING`, and nothing is created. */
  readonly create?: boolean;
  /** How long to wait for another writer, in milliseconds; default 0. */
  readonly lockTimeoutMs?: number;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
  readonly files?: FileLayer;
  readonly processes?: Processes;
}

const BATCH_EVENTS = 1_000;
const META_EVERY_BYTES = 4 * 1024 * 1024;

/**
 * Opens a log for writing, in constant time and memory whatever its length, and holds its lock until `close`.
 *
 * @throws `LOG_LOCKED`, `LOG_MISSING`, `LOG_DAMAGED`, `LOG_TRUNCATED`, `META_CONTRADICTS_LOG`
 */
export async function openLog<E = unknown>(options: OpenLogOptions<E>): Promise<Log<E>> {
  const { files = nodeFiles, clock = Date.now } = options;
  const paths = pathsOf(options.path, options.metaPath);
  if (options.create ?? true) await files.makeFolder(dirname(paths.log));
  else await assertExists(files, paths.log);
  const lock = await takeLock({
    path: paths.lock,
    files,
    clock,
    processes: options.processes ?? nodeProcesses(),
    timeoutMs: options.lockTimeoutMs ?? 0,
    wait: options.wait ?? wait,
  });
  try {
    const { handle, created } = await openFile(files, paths, options.create ?? true);
    try {
      // The counters see events as they were stored, after the schema.
      const recovered = await recover(files, paths, handle, options.counterKeys as CounterKeys | undefined);
      return new OpenedLog(options, files, clock, paths, handle, lock, recovered, created);
    } catch (thrown) {
      await handle.close();
      throw thrown;
    }
  } catch (thrown) {
    await lock.release();
    throw thrown;
  }
}

async function assertExists(files: FileLayer, path: string): Promise<void> {
  try {
    await (await files.open(path, "read")).close();
  } catch (thrown) {
    if (systemCode(thrown) === "ENOENT") throw chainErrors.create("LOG_MISSING", { path });
    throw thrown;
  }
}

async function openFile(
  files: FileLayer,
  paths: LogPaths,
  create: boolean,
): Promise<{ readonly handle: FileHandle; readonly created: boolean }> {
  try {
    return { handle: await files.open(paths.log, "update"), created: false };
  } catch (thrown) {
    if (systemCode(thrown) !== "ENOENT") throw thrown;
    if (!create) throw chainErrors.create("LOG_MISSING", { path: paths.log });
  }
  const handle = await files.open(paths.log, "exclusive");
  await files.syncFolder(dirname(paths.log));
  return { handle, created: true };
}

class OpenedLog<E> implements Log<E> {
  readonly opened: OpenReport;
  readonly #options: OpenLogOptions<E>;
  readonly #files: FileLayer;
  readonly #clock: () => number;
  readonly #paths: LogPaths;
  readonly #handle: FileHandle;
  readonly #lock: HeldLock;
  readonly #index: Recovered["index"];
  readonly #writer: Writer;
  #metaBytes: number;
  #closing: Promise<void> | undefined;
  /** The last append call, so that a call that has to wait for its schema keeps its place. */
  #turn: Promise<unknown> = Promise.resolve();
  #turns = 0;

  constructor(
    options: OpenLogOptions<E>,
    files: FileLayer,
    clock: () => number,
    paths: LogPaths,
    handle: FileHandle,
    lock: HeldLock,
    { state, index, report }: Recovered,
    created: boolean,
  ) {
    this.#options = options;
    this.#files = files;
    this.#clock = clock;
    this.#paths = paths;
    this.#handle = handle;
    this.#lock = lock;
    this.#index = index;
    this.opened = created ? { ...report, meta: "created", metaReason: undefined, index: "created" } : report;
    this.#metaBytes = report.meta === "fresh" ? state.bytes : -1;
    this.#writer = new Writer({
      path: paths.log,
      handle,
      state,
      index,
      durable: (options.durability ?? "sync") === "sync",
      afterBatch: async () => {
        if (this.#writer.state.bytes - this.#metaBytes >= META_EVERY_BYTES) await this.#writeMeta();
      },
    });
  }

  head(): Head {
    return this.#writer.state.head();
  }

  async append(event: E): Promise<Appended> {
    const [appended] = await this.#inTurn(
      () => this.#prepare(event),
      (prepared) => this.#writer.append([prepared]),
    );
    if (appended === undefined) throw chainErrors.create("LOG_CLOSED", { path: this.#paths.log });
    return appended;
  }

  async appendAll(events: Iterable<E> | AsyncIterable<E>): Promise<AppendedAll> {
    this.#assertOpen();
    let first: number | undefined;
    let last: number | undefined;
    let count = 0;
    let batch: Prepared[] = [];
    const flush = async (): Promise<void> => {
      const appended = await this.#writer.append(batch);
      first ??= appended[0]?.seq;
      last = appended.at(-1)?.seq;
      count += appended.length;
      batch = [];
    };
    for await (const event of events) {
      const pending = this.#prepare(event);
      batch.push(pending instanceof Promise ? await pending : pending);
      if (batch.length >= BATCH_EVENTS) await flush();
    }
    if (batch.length > 0) await flush();
    const next = this.#writer.state.count;
    return { first: first ?? next, last: last ?? next - 1, count };
  }

  async *entries(options: EntriesOptions = {}): AsyncGenerator<Entry<E>, void, undefined> {
    this.#assertOpen();
    yield* readEntries(this.#source(), options);
  }

  at(seq: number): Promise<Entry<E>> {
    this.#assertOpen();
    return readEntry(this.#source(), seq);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #assertOpen(): void {
    if (this.#closing !== undefined) throw chainErrors.create("LOG_CLOSED", { path: this.#paths.log });
  }

  /** Prepares at once when nothing before it still waits for its schema, so that the common case costs no turn. */
  async #inTurn<T>(
    prepare: () => Prepared | Promise<Prepared>,
    then: (prepared: Prepared) => Promise<T>,
  ): Promise<T> {
    this.#assertOpen();
    const pending = prepare();
    if (this.#turns === 0 && !(pending instanceof Promise)) return then(pending);
    this.#turns++;
    const before = this.#turn;
    const mine = (async () => {
      const prepared = await pending;
      await before;
      this.#turns--;
      // Not awaited here: the next call may join the same batch.
      return { result: then(prepared) };
    })();
    this.#turn = mine.catch(() => {
      this.#turns--;
    });
    return (await mine).result;
  }

  #prepare(event: E): Prepared | Promise<Prepared> {
    const checked = validate(this.#options.schema, event);
    const use = (result: Awaited<typeof checked>): Prepared => {
      if ("issues" in result) throw chainErrors.create("EVENT_INVALID", { issues: result.issues });
      const json = canonicalize(result.value);
      assertFits(json);
      return { json, keys: this.#options.counterKeys?.(result.value) ?? [] };
    };
    return checked instanceof Promise ? checked.then(use) : use(checked);
  }

  #source(): Source<E> {
    const { count, bytes } = this.#writer.state;
    const { schema } = this.#options;
    return { path: this.#paths.log, handle: this.#handle, count, bytes, index: this.#index.file, schema };
  }

  async #close(): Promise<void> {
    try {
      await this.#turn;
      await this.#writer.idle();
      if (!this.#writer.failed && this.#metaBytes !== this.#writer.state.bytes) await this.#writeMeta();
    } finally {
      await this.#index.close();
      await this.#handle.close();
      await this.#lock.release();
    }
  }

  /** The log before its meta file, always: a meta file must never vouch for bytes that a power failure may take. */
  async #writeMeta(): Promise<void> {
    const { state } = this.#writer;
    await this.#index.flush(state.count);
    if (this.#options.durability === "os") await this.#handle.sync();
    await replaceFile(this.#files, this.#paths.meta, formatMeta(state.meta(this.#clock())), true);
    this.#metaBytes = state.bytes;
  }
}
