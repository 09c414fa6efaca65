import type { Head } from "../log/head.ts";
import { LineReading } from "./line-reading.ts";
import type { LineStore } from "./line-store.ts";
import type { LineRange, StoredReader, StoreOptions, Visit } from "./log-store.ts";
import { visitLines } from "./read-lines.ts";

/** The reader of a log whose lines are in a store. */
export class LineReader<E> extends LineReading<E> implements StoredReader<E> {
  readonly #store: LineStore;

  constructor(store: LineStore, options: StoreOptions<E>) {
    super(store, options);
    this.#store = store;
  }

  head(): Promise<Head> {
    return this.during(() => this.#store.head());
  }

  /** What another can see is durable. */
  durableHead(): Promise<Head> {
    return this.head();
  }

  eachLine(range: LineRange, visit: Visit): Promise<void> {
    return this.during(async () => visitLines(await this.source(), range, visit));
  }

  close(): Promise<void> {
    return this.shut();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  protected known(): Promise<Head> {
    return this.#store.head();
  }
}
