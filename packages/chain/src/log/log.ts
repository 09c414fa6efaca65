import type { Entry } from "../internal/read/entry.ts";
import type { SearchOptions } from "../internal/read/read-entries.ts";
import type { ConsistencyProof, InclusionProof } from "../internal/read/tree-proofs.ts";
import type { Appended } from "../internal/write/batch.ts";
import type { Segment } from "../segments/segment.ts";
import type { Head } from "./head.ts";
import type { PreparedEvent } from "./prepared-event.ts";

/** What opening a log met, for the caller to tell (or to record as an entry). */
export interface OpenReport {
  /**
   * - `created`: the log is new
   * - `fresh`: the meta file was up to date
   * - `caught-up`: it vouched for the beginning; the entries after it were read and checked
   * - `rebuilt`: it was missing or unusable, so the whole log was read and checked
   */
  readonly meta: "created" | "fresh" | "caught-up" | "rebuilt";
  /** Why the meta file was rebuilt. */
  readonly metaReason: string | undefined;
  /**
   * As for `meta`: the index beside the log, which holds offsets and tree hashes. `away`: it was damaged, and segments are
   * away that it could be made again from; until they are back, proofs read the log.
   */
  readonly index: "created" | "fresh" | "rebuilt" | "away";
  /** Entries that were read because the meta file or the index did not know them. */
  readonly replayed: number;
  /** What stood behind the last newline: the rest of a write that was cut off. It was moved to a file of its own. */
  readonly tornTail: SetAside | null;
}

export interface SetAside {
  /** The file that holds the bytes now. */
  readonly setAsidePath: string;
  readonly bytes: number;
  /** Where they stood in the log. */
  readonly offset: number;
}

export interface ActiveFile {
  /** Number of the first entry in it, or of the next one. */
  readonly first: number;
  readonly bytes: number;
}

export interface RotateOptions {
  /** Counts of entries at which a segment ends; default: all that there are. What comes after the last stays in the file. */
  readonly at?: readonly number[];
}

export interface AppendedAll {
  /** Sequence number of the first event; the current count when there was none. */
  readonly first: number;
  /** Sequence number of the last event; `first - 1` when there was none. */
  readonly last: number;
  readonly count: number;
}

/** What a log proves about itself, in logarithmic time from the index beside it. */
export interface Provable {
  /**
   * That entry `seq` stands in the tree of the first `size` entries; default: all.
   *
   * @throws SEQ_OUT_OF_RANGE, one of `damageCodes`
   */
  proveInclusion(seq: number, size?: number): Promise<InclusionProof>;
  /**
   * That the first `oldSize` entries are the beginning of the first `newSize`; default: all.
   *
   * @throws SEQ_OUT_OF_RANGE, CONSISTENCY_FROM_EMPTY, one of `damageCodes`
   */
  proveConsistency(oldSize: number, newSize?: number): Promise<ConsistencyProof>;
  /** The bytes of an entry's line, without the newline: what its leaf hash is of. @throws SEQ_OUT_OF_RANGE, one of `damageCodes` */
  line(seq: number): Promise<Uint8Array>;
  /** The RFC 6962 tree hash of the first `size` entries, lower-case hex. @throws SEQ_OUT_OF_RANGE, one of `damageCodes` */
  rootAt(size: number): Promise<string>;
}

/** A log opened for writing. */
export interface Log<E> extends Provable, AsyncDisposable {
  readonly opened: OpenReport;
  /** What every resolved append is part of; durable, but with `durability: "os"`. */
  head(): Head;
  /** What is on stable storage for certain: what a checkpoint may be signed over. */
  durableHead(): Promise<Head>;
  /**
   * Resolves once the entry is durable. Concurrent appends share one write and one sync. With a synchronous schema,
   * entries stand in the order of the calls. An event that `prepareEvent` made with the log's schema is not checked again.
   *
   * @throws what `canonicalize` throws, EVENT_INVALID, EVENT_TOO_LARGE: nothing was written.
   * @throws APPEND_FAILED: nothing of it is in the log. APPEND_UNKNOWN, LOG_FAILED, LOG_CHANGED: open it again
   */
  append(event: E | PreparedEvent<E>): Promise<Appended>;
  /**
   * Appends every event, in batches of up to 1,000; each batch is written and synced as one. An event that is refused
   * stops it: nothing of its batch is written, the batches before it are in the log. A batch stands together; other
   * appends may come between two batches.
   */
  appendAll(
    events: Iterable<E | PreparedEvent<E>> | AsyncIterable<E | PreparedEvent<E>>,
  ): Promise<AppendedAll>;
  /**
   * Streams entries as of the moment of the first `next`. With `where`, those alone that the log's `fields` find; the first
   * time that reads all of the log.
   */
  entries(options?: SearchOptions): AsyncGenerator<Entry<E>, void, undefined>;
  /** @throws SEQ_OUT_OF_RANGE, one of `damageCodes`, STORED_EVENT_INVALID */
  at(seq: number): Promise<Entry<E>>;
  /**
   * The leaf hash of an entry: of its line, or as the hashes of the index prove it where its segment is away.
   *
   * @throws SEQ_OUT_OF_RANGE, one of `damageCodes`, SEGMENT_MISSING where the index does not have it either
   */
  leafHash(seq: number): Promise<string>;
  /** The file that the log grows in; its closed segments stand before it. */
  readonly active: ActiveFile;
  /**
   * Closes what the file holds into segments that never change again, and goes on in a new file by the same name. Nothing
   * changes for whoever reads: numbers, offsets, hashes and proofs stay. Returns the new segments; none where the file is empty.
   *
   * @throws SEQ_OUT_OF_RANGE, LOG_FAILED, LOG_CHANGED, LOCK_HELD, SEGMENTS_UNREADABLE, SEGMENT_TAKEN, FILE_FAILED
   */
  rotate(options?: RotateOptions): Promise<readonly Segment[]>;
  /** Waits for pending appends, writes the meta file and releases the lock. May be called twice. */
  close(): Promise<void>;
}
