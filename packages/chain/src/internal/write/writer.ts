import { messageOf } from "@mvcrs/errors";
import { type FileHandle, writeAll } from "@mvcrs/files";
import { chainErrors } from "../../errors.ts";
import type { Head } from "../../log/head.ts";
import { lineOverhead } from "../line/format-line.ts";
import { MAX_LINE_BYTES } from "../line/scan-line.ts";
import { type Appended, BatchEncoder, type IndexWriter, type Prepared } from "./batch.ts";
import { CommitQueue } from "./commit-queue.ts";
import type { LogState } from "./log-state.ts";

const INDEX_BYTES = 256 * 1024;
// As if the number had all its digits, so that the limit does not depend on where in the log an event ends up.
const MAX_OVERHEAD = lineOverhead(Number.MAX_SAFE_INTEGER);
/** How long an event's canonical JSON may be. */
export const maxEventBytes = MAX_LINE_BYTES - MAX_OVERHEAD;

export interface WriterOptions {
  readonly path: string;
  readonly handle: FileHandle;
  readonly state: LogState;
  readonly index: IndexWriter;
  readonly durable: boolean;
  /** Called between batches, when the log is at rest. */
  readonly afterBatch: (state: LogState) => Promise<void>;
}

/**
 * The one place where bytes enter a log file. Appends share writes and syncs (group commit).
 *
 * `state` moves only after the bytes are durable. A batch that failed is cut off again before anything else is
 * written, so its numbers are free and no half of it is left; when that cannot be ensured, the writer stops.
 */
export class Writer {
  readonly #options: WriterOptions;
  readonly #encoder = new BatchEncoder();
  readonly #queue = new CommitQueue<LogState>({
    state: () => this.#state,
    commit: (events) => this.#commit(events),
    afterBatch: () => this.#afterBatch(),
  });
  #state: LogState;
  #failed = false;

  constructor(options: WriterOptions) {
    this.#options = options;
    this.#state = options.state;
  }

  get state(): LogState {
    return this.#state;
  }

  get failed(): boolean {
    return this.#failed;
  }

  /** Takes no more entries: what the disk holds is not certain. */
  stop(): void {
    this.#failed = true;
  }

  /** Resolves when the event is durable. */
  append(event: Prepared): Promise<Appended> {
    return this.#queue.enqueue([event], (position, before) => this.#encoder.appended(position, before));
  }

  /** Resolves when all events are durable, with the first one's number; they stand next to each other in the log. */
  appendGroup(events: readonly Prepared[]): Promise<number> {
    return this.#queue.enqueue(events, (position, before) => before.count + position);
  }

  /** The head of what is on stable storage for certain. @throws LOG_FAILED, FILE_FAILED */
  async durableHead(): Promise<Head> {
    let head = this.#state.head();
    await this.atRest(async () => {
      head = this.#state.head();
      await this.settle();
    });
    return head;
  }

  /** Resolves when what `state` counts is on stable storage; to be called when no batch is under way. */
  async settle(): Promise<void> {
    const { path, handle, durable } = this.#options;
    if (durable) return;
    if (this.#failed) throw chainErrors.create("LOG_FAILED", { path });
    try {
      await handle.sync();
    } catch (thrown) {
      this.#failed = true;
      throw thrown;
    }
  }

  /** Resolves when nothing is waiting any more. */
  idle(): Promise<void> {
    return this.#queue.idle();
  }

  /** Runs an action between two batches. */
  atRest(action: () => Promise<void>): Promise<void> {
    return this.#queue.atRest(action);
  }

  async #afterBatch(): Promise<void> {
    const { index, afterBatch } = this.#options;
    if (index.buffer.length > INDEX_BYTES) await index.flush(this.#state.count);
    await afterBatch(this.#state);
  }

  async #commit(events: readonly Prepared[]): Promise<void> {
    const { path, handle, index, durable } = this.#options;
    if (this.#failed) throw chainErrors.create("LOG_FAILED", { path });
    const before = this.#state;
    const sizing = handle.size();
    // Awaited below, unless encoding throws before.
    sizing.catch(() => undefined);
    const bytes = this.#encoder.encode(events, before);
    const actual = await sizing;
    if (actual !== before.bytes) {
      this.#failed = true;
      throw chainErrors.create("LOG_CHANGED", { path, expected: before.bytes, actual });
    }
    const after = before.clone();
    const indexLength = index.buffer.length;
    let syncing = false;
    try {
      await writeAll(handle, bytes, before.bytes);
      syncing = durable;
      // The tree grows while the disk is busy; whichever fails, nothing goes on before the disk has answered.
      const [synced, grown] = await Promise.allSettled([
        durable ? handle.sync() : undefined,
        (async () => this.#encoder.addTo(after, events, index.buffer))(),
      ]);
      if (synced.status === "rejected") throw synced.reason;
      if (grown.status === "rejected") throw grown.reason;
    } catch (thrown) {
      index.buffer.cutTo(indexLength);
      throw await this.#takeBack(thrown, before.bytes, events.length, syncing);
    }
    this.#state = after;
  }

  /**
   * Cuts a failed batch off. After a failed write the log is then as before and goes on. After a failed sync nothing
   * is certain any more (the kernel may have dropped the pages and forgotten the error), so the writer stops.
   */
  async #takeBack(cause: unknown, length: number, count: number, syncFailed: boolean): Promise<Error> {
    const { path, handle, durable } = this.#options;
    const details = { path, count, reason: messageOf(cause) };
    this.#failed = syncFailed;
    try {
      await handle.truncate(length);
      if (durable && !syncFailed) await handle.sync();
    } catch {
      this.#failed = true;
      return chainErrors.create("APPEND_UNKNOWN", details, { cause });
    }
    return chainErrors.create(syncFailed ? "APPEND_UNKNOWN" : "APPEND_FAILED", details, { cause });
  }
}

/** @throws EVENT_TOO_LARGE when the line would be longer than a tile can serve */
export function assertFits(json: string): void {
  // UTF-8 takes at most three bytes for a UTF-16 code unit, so most events need no closer look.
  if (3 * json.length + MAX_OVERHEAD <= MAX_LINE_BYTES) return;
  const bytes = Buffer.byteLength(json) + MAX_OVERHEAD;
  if (bytes > MAX_LINE_BYTES) throw chainErrors.create("EVENT_TOO_LARGE", { bytes, max: MAX_LINE_BYTES });
}
