import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { Entry } from "../internal/read/entry.ts";
import type { EntriesOptions } from "../internal/read/read-entries.ts";
import type { Appended } from "../internal/write/batch.ts";
import type { Head } from "../log/head.ts";
import type { AppendedAll, Provable } from "../log/log.ts";
import type { PreparedEvent } from "../log/prepared-event.ts";

export interface StoreOptions<E> {
  /** Checked on append and on read, as that of `openLog`. */
  readonly schema?: StandardSchemaV1<unknown, E>;
  /** Names of the counters of the head that an event adds 1 to. */
  readonly counterKeys?: (event: E) => readonly string[];
}

export interface LineRange {
  /** Default 0. */
  readonly from?: number;
  /** The number to stop before; default: the number of entries. */
  readonly to?: number;
  readonly signal?: AbortSignal;
}

/** Called with the bytes of a line, without its newline and good until it returns or resolves. */
export type Visit = (line: Uint8Array, leafHash: Uint8Array, seq: number) => void | Promise<void>;

/**
 * Where one log is kept: a file (`fileStore`), or a database. The same events give the same lines, hashes and proofs in
 * each of them; `describeLogStore` of `@mvcrs/chain/testing` holds an implementation to that.
 */
export interface LogStore extends AsyncDisposable {
  /** As errors call it: a path, or a database without its password. */
  readonly name: string;
  /**
   * Opens the log for writing; one writer at a time. Rejects with an error of the kind `refused` while somebody else writes.
   */
  open<E = unknown>(options?: StoreOptions<E>): Promise<StoredLog<E>>;
  /** Opens the log for reading, whoever writes. */
  read<E = unknown>(options?: StoreOptions<E>): Promise<StoredReader<E>>;
}

/** A log opened for writing, wherever it is kept. `Log` is that of a file, and does more. */
export interface StoredLog<E> extends Provable, AsyncDisposable {
  /** What every resolved append is part of. */
  head(): Head;
  /** What is on stable storage for certain: what a checkpoint may be signed over. */
  durableHead(): Promise<Head>;
  /** As that of `Log`. */
  append(event: E | PreparedEvent<E>): Promise<Appended>;
  /** As that of `Log`. */
  appendAll(
    events: Iterable<E | PreparedEvent<E>> | AsyncIterable<E | PreparedEvent<E>>,
  ): Promise<AppendedAll>;
  /** Streams entries as of the moment of the first `next`. */
  entries(options?: EntriesOptions): AsyncGenerator<Entry<E>, void, undefined>;
  /** @throws SEQ_OUT_OF_RANGE, one of `damageCodes`, STORED_EVENT_INVALID */
  at(seq: number): Promise<Entry<E>>;
  /** @throws SEQ_OUT_OF_RANGE, one of `damageCodes` */
  leafHash(seq: number): Promise<string>;
  /** Waits for pending appends and lets the next writer in. May be called twice. */
  close(): Promise<void>;
}

/** A log opened for reading, wherever it is kept. `LogReader` is that of a file, and does more. */
export interface StoredReader<E> extends Provable, AsyncDisposable {
  /** The state as of now. */
  head(): Promise<Head>;
  /** What is on stable storage for certain. */
  durableHead(): Promise<Head>;
  /** Streams the entries that are there at the first `next`. */
  entries(options?: EntriesOptions): AsyncGenerator<Entry<E>, void, undefined>;
  /**
   * Visits lines as they are, each checked to be canonical, without making events of them: for whoever exports or copies them.
   *
   * @throws one of `damageCodes`
   */
  eachLine(range: LineRange, visit: Visit): Promise<void>;
  /** @throws SEQ_OUT_OF_RANGE, one of `damageCodes`, STORED_EVENT_INVALID */
  at(seq: number): Promise<Entry<E>>;
  /** @throws SEQ_OUT_OF_RANGE, one of `damageCodes` */
  leafHash(seq: number): Promise<string>;
  close(): Promise<void>;
}
