import { chainErrors } from "../errors.ts";
import type { Appended, Prepared } from "../internal/write/batch.ts";
import { CommitQueue } from "../internal/write/commit-queue.ts";
import { Intake } from "../internal/write/intake.ts";
import type { LogState } from "../internal/write/log-state.ts";
import type { Head } from "../log/head.ts";
import type { AppendedAll } from "../log/log.ts";
import type { PreparedEvent } from "../log/prepared-event.ts";
import { LineReading } from "./line-reading.ts";
import { LineSequence } from "./line-sequence.ts";
import type { LineStore, LineWriter } from "./line-store.ts";
import type { StoredLog, StoreOptions } from "./log-store.ts";

/** The writer of a log whose lines are in a store. */
export class LineLog<E> extends LineReading<E> implements StoredLog<E> {
  readonly #name: string;
  readonly #writer: LineWriter;
  readonly #sequence: LineSequence;
  readonly #intake: Intake<E>;
  readonly #queue = new CommitQueue<LogState>({
    state: () => this.#sequence.state,
    commit: (events) => this.#commit(events),
    afterBatch: async () => undefined,
  });
  #failed = false;
  #closing: Promise<void> | undefined;

  constructor(store: LineStore, writer: LineWriter, options: StoreOptions<E>) {
    super(store, options);
    this.#name = store.name;
    this.#writer = writer;
    this.#sequence = new LineSequence(writer.head);
    this.#intake = new Intake(options, {
      append: (event) =>
        this.#queue.enqueue([event], (position, before) => this.#sequence.appended(position, before)),
      appendGroup: (events) => this.#queue.enqueue(events, (position, before) => before.count + position),
      count: () => this.#sequence.state.count,
      assertOpen: () => this.assertOpen(),
    });
  }

  head(): Head {
    return this.#sequence.head;
  }

  /** A batch is durable when it is there. */
  async durableHead(): Promise<Head> {
    this.assertOpen();
    return this.head();
  }

  append(event: E | PreparedEvent<E>): Promise<Appended> {
    return this.#intake.append(event);
  }

  appendAll(
    events: Iterable<E | PreparedEvent<E>> | AsyncIterable<E | PreparedEvent<E>>,
  ): Promise<AppendedAll> {
    return this.#intake.appendAll(events);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  protected known(): Head {
    return this.head();
  }

  async #close(): Promise<void> {
    try {
      await this.shut();
      await this.#intake.idle();
      await this.#queue.idle();
    } finally {
      await this.#writer.close();
    }
  }

  async #commit(events: readonly Prepared[]): Promise<void> {
    if (this.#failed) throw chainErrors.create("LOG_FAILED", { path: this.#name });
    try {
      await this.#writer.append(this.#sequence.batchOf(events));
    } catch (thrown) {
      this.#failed = !chainErrors.is(thrown, "APPEND_FAILED");
      throw thrown;
    }
    this.#sequence.accept();
  }
}
