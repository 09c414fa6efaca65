import { messageOf } from "@mvcrs/errors";
import { chainErrors } from "../errors.ts";
import type { SearchOptions } from "../internal/read/read-entries.ts";
import type { Appended } from "../internal/write/batch.ts";
import type { Log, RotateOptions } from "../log/log.ts";
import type { PreparedEvent } from "../log/prepared-event.ts";
import type { StoredLog } from "./log-store.ts";

interface Names {
  readonly store: string;
  readonly copy: string;
}

type Events<E> = Iterable<E | PreparedEvent<E>> | AsyncIterable<E | PreparedEvent<E>>;

/** A log in a store, open for writing together with its copy in a file, which answers every question. */
export class MirroredLog<E> implements Log<E> {
  readonly #original: StoredLog<E>;
  readonly #copy: Log<E>;
  readonly #names: Names;
  #behind = false;
  /** Appends go one after the other, so that the copy has the store's order. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(original: StoredLog<E>, copy: Log<E>, names: Names) {
    this.#original = original;
    this.#copy = copy;
    this.#names = names;
  }

  get opened() {
    return this.#copy.opened;
  }

  get active() {
    return this.#copy.active;
  }

  head() {
    return this.#copy.head();
  }

  durableHead() {
    return this.#copy.durableHead();
  }

  async append(event: E | PreparedEvent<E>): Promise<Appended> {
    return this.#inTurn(async () => {
      const appended = await this.#original.append(event);
      await this.#toCopy(() => this.#copy.append(event));
      return appended;
    });
  }

  async appendAll(events: Events<E>) {
    const all: (E | PreparedEvent<E>)[] = [];
    for await (const event of events) all.push(event);
    return this.#inTurn(async () => {
      const appended = await this.#original.appendAll(all);
      await this.#toCopy(() => this.#copy.appendAll(all));
      return appended;
    });
  }

  entries(options?: SearchOptions) {
    return this.#copy.entries(options);
  }

  at(seq: number) {
    return this.#copy.at(seq);
  }

  line(seq: number) {
    return this.#copy.line(seq);
  }

  leafHash(seq: number) {
    return this.#copy.leafHash(seq);
  }

  rootAt(size: number) {
    return this.#copy.rootAt(size);
  }

  proveInclusion(seq: number, size?: number) {
    return this.#copy.proveInclusion(seq, size);
  }

  proveConsistency(oldSize: number, newSize?: number) {
    return this.#copy.proveConsistency(oldSize, newSize);
  }

  /** Closes the copy's file into segments; the store has none. */
  rotate(options?: RotateOptions) {
    return this.#copy.rotate(options);
  }

  async close(): Promise<void> {
    await this.#turn;
    try {
      await this.#original.close();
    } finally {
      await this.#copy.close();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #inTurn<T>(append: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(() => {
      if (this.#behind) throw chainErrors.create("LOG_FAILED", { path: this.#names.copy });
      return append();
    });
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** What the store has taken is recorded, whatever becomes of the copy. @throws COPY_BEHIND */
  async #toCopy(append: () => Promise<unknown>): Promise<void> {
    try {
      await append();
    } catch (cause) {
      this.#behind = true;
      const { store, copy } = this.#names;
      throw chainErrors.create("COPY_BEHIND", { store, copy, reason: messageOf(cause) }, { cause });
    }
    const [there, here] = [this.#original.head(), this.#copy.head()];
    if (there.count === here.count && there.rootHash === here.rootHash) return;
    this.#behind = true;
    const { store: from, copy: to } = this.#names;
    const [expected, found] = [there.rootHash, here.rootHash];
    throw chainErrors.create("COPY_DIVERGES", { from, to, count: here.count, found, expected });
  }
}
