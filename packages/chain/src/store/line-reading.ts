import { messageOf } from "@mvcrs/errors";
import { chainErrors, damageCodes } from "../errors.ts";
import type { Entry } from "../internal/read/entry.ts";
import { typed } from "../internal/read/entry.ts";
import type { EntriesOptions } from "../internal/read/read-entries.ts";
import {
  assertEntry,
  assertSize,
  assertSizes,
  type ConsistencyProof,
  consistencyIn,
  type InclusionProof,
  inclusionIn,
  type KnownTree,
  rootOf,
  type Stored,
} from "../internal/read/tree-proofs.ts";
import { InFlight } from "../internal/write/in-flight.ts";
import type { Head } from "../log/head.ts";
import type { Provable } from "../log/log.ts";
import type { LineStore } from "./line-store.ts";
import type { StoreOptions } from "./log-store.ts";
import { entriesOfLines, hashOfLines, type LinesSource, rawEntry } from "./read-lines.ts";
import { storedHashes } from "./stored-hashes.ts";

/** What a writer and a reader of a store's lines have in common: entries and proofs, for as long as it is open. */
export abstract class LineReading<E> implements Provable {
  readonly #inFlight = new InFlight();
  readonly #store: LineStore;
  readonly #schema: StoreOptions<E>["schema"];
  #closed = false;

  constructor(store: LineStore, { schema }: StoreOptions<E>) {
    this.#store = store;
    this.#schema = schema;
  }

  /** What is known of the log now. */
  protected abstract known(): Head | Promise<Head>;

  async *entries(options: EntriesOptions = {}): AsyncGenerator<Entry<E>, void, undefined> {
    const source = await this.during(() => this.source());
    for await (const entry of entriesOfLines(source, options)) {
      this.assertOpen();
      yield entry;
    }
  }

  at(seq: number): Promise<Entry<E>> {
    return this.during(async () => {
      const source = await this.source();
      return typed(source, (await rawEntry(source, seq)).raw);
    });
  }

  line(seq: number): Promise<Uint8Array> {
    return this.during(async () => (await rawEntry(await this.source(), seq)).line);
  }

  leafHash(seq: number): Promise<string> {
    return this.during(async () => (await rawEntry(await this.source(), seq)).raw.leafHash);
  }

  proveInclusion(seq: number, size?: number): Promise<InclusionProof> {
    return this.#proven(size, (tree, treeSize, stored) => {
      assertEntry(seq, treeSize, tree);
      return inclusionIn(tree, seq, treeSize, stored);
    });
  }

  proveConsistency(oldSize: number, newSize?: number): Promise<ConsistencyProof> {
    return this.#proven(newSize, (tree, size, stored) => {
      assertSizes(oldSize, size);
      return consistencyIn(tree, oldSize, size, stored);
    });
  }

  rootAt(size: number): Promise<string> {
    return this.#proven(size, (tree, treeSize, stored) => rootOf(tree, treeSize, stored));
  }

  /** Waits for what is under way, and refuses what comes after. */
  protected async shut(): Promise<void> {
    this.#closed = true;
    await this.#inFlight.idle();
  }

  /** @throws LOG_CLOSED */
  protected assertOpen(): void {
    if (this.#closed) throw chainErrors.create("LOG_CLOSED", { path: this.#store.name });
  }

  protected async during<T>(operation: () => Promise<T>): Promise<T> {
    this.assertOpen();
    return this.#inFlight.run(operation());
  }

  protected async source(): Promise<LinesSource<E> & KnownTree> {
    const { count, rootHash } = await this.known();
    return { store: this.#store, schema: this.#schema, count, rootHash };
  }

  /** From the stored hashes, which the known root checks; where they fail, from the lines themselves. */
  #proven<T>(
    size: number | undefined,
    make: (tree: KnownTree, size: number, stored: Stored) => Promise<T>,
  ): Promise<T> {
    return this.during(async () => {
      const source = await this.source();
      const treeSize = size ?? source.count;
      assertSize(treeSize, source);
      try {
        return await make(source, treeSize, storedHashes(this.#store));
      } catch (thrown) {
        if (chainErrors.is(thrown, "SEQ_OUT_OF_RANGE", "CONSISTENCY_FROM_EMPTY")) throw thrown;
      }
      try {
        return await make(source, treeSize, (level, index) => hashOfLines(source, level, index));
      } catch (cause) {
        if (chainErrors.is(cause, ...damageCodes) || !chainErrors.is(cause)) throw cause;
        const details = { path: this.#store.name, reason: messageOf(cause) };
        throw chainErrors.create("LOG_ROOT_CONTRADICTED", details, { cause });
      }
    });
  }
}
