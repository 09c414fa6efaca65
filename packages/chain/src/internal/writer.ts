import { messageOf } from "@mvcrs/errors";
import { chainErrors } from "../errors.ts";
import type { FileHandle } from "../log/file-layer.ts";
import { type Appended, BatchEncoder, type IndexWriter, type Prepared } from "./batch.ts";
import { writeAll } from "./files.ts";
import { lineOverhead, MAX_LINE_BYTES } from "./line.ts";
import type { LogState } from "./log-state.ts";

const BATCH_BYTES = 1024 * 1024;
const INDEX_BYTES = 64 * 1024;

interface Waiting {
  readonly events: readonly Prepared[];
  readonly resolve: (appended: Appended[]) => void;
  readonly reject: (thrown: unknown) => void;
}

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
 * The one place where bytes enter a log. Appends that arrive while a batch is being written wait and form the next
 * one, so they share its write and its sync (group commit).
 *
 * `state` moves only after the bytes are durable. A batch that failed is cut off again before anything else is
 * written, so its numbers are free and no half of it is left; when that cannot be made sure of, the writer stops.
 */
export class Writer {
  readonly #options: WriterOptions;
  readonly #encoder = new BatchEncoder();
  #state: LogState;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
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

  /** Resolves when all events are durable; they stand next to each other in the log. */
  append(events: readonly Prepared[]): Promise<Appended[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing is waiting any more. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  /** Runs an action between two batches. */
  async atRest(action: () => Promise<void>): Promise<void> {
    while (this.#running !== undefined) await this.#running;
    const running = action();
    const after = (): void => {
      this.#running = this.#waiting.length > 0 ? this.#run() : undefined;
    };
    this.#running = running.then(after, after);
    await running;
  }

  async #run(): Promise<void> {
    // Let every append of this turn join the first batch.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#nextBatch();
      try {
        const appended = await this.#commit(batch.flatMap(({ events }) => events));
        let from = 0;
        for (const { events, resolve } of batch) {
          resolve(appended.slice(from, from + events.length));
          from += events.length;
        }
        await this.#options.afterBatch(this.#state);
      } catch (thrown) {
        for (const { reject } of batch) reject(thrown);
      }
    }
    this.#running = undefined;
  }

  #nextBatch(): Waiting[] {
    let bytes = 0;
    let length = 0;
    for (const { events } of this.#waiting) {
      for (const { json } of events) bytes += json.length;
      if (length > 0 && bytes > BATCH_BYTES) break;
      length++;
    }
    return this.#waiting.splice(0, length);
  }

  async #commit(events: readonly Prepared[]): Promise<Appended[]> {
    const { path, handle, index, durable } = this.#options;
    if (this.#failed) throw chainErrors.create("LOG_FAILED", { path });
    const before = this.#state;
    const actual = await handle.size();
    if (actual !== before.bytes) {
      this.#failed = true;
      throw chainErrors.create("LOG_CHANGED", { path, expected: before.bytes, actual });
    }
    const after = before.clone();
    const indexLength = index.buffer.length;
    const { bytes, appended } = this.#encoder.encode(events, after, index.buffer);
    let synced = false;
    try {
      await writeAll(handle, bytes, before.bytes);
      synced = durable;
      if (durable) await handle.sync();
    } catch (thrown) {
      index.buffer.cutTo(indexLength);
      throw await this.#takeBack(thrown, before.bytes, events.length, synced);
    }
    this.#state = after;
    if (index.buffer.length > INDEX_BYTES) await index.flush(after.count);
    return appended;
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

/** @throws `EVENT_TOO_LARGE` when the line would be longer than a tile can serve */
export function assertFits(json: string): void {
  // As if the number had all its digits, so that the limit does not depend on where in the log an event ends up.
  const bytes = Buffer.byteLength(json) + lineOverhead(Number.MAX_SAFE_INTEGER);
  if (bytes > MAX_LINE_BYTES) throw chainErrors.create("EVENT_TOO_LARGE", { bytes, max: MAX_LINE_BYTES });
}
