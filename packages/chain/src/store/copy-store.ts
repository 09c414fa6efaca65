import { chainErrors } from "../errors.ts";
import type { Entry } from "../internal/read/entry.ts";
import type { LogStore, StoredReader, StoreOptions } from "./log-store.ts";

export interface CopyStoreOptions<E> extends StoreOptions<E> {
  readonly from: LogStore;
  /** Empty, or holding the beginning of the same log: then the copy goes on from there. */
  readonly to: LogStore;
  /** Told how many entries the copy has. */
  readonly onProgress?: (count: number) => void;
  readonly signal?: AbortSignal;
}

export interface CopiedStore {
  /** Entries that the copy has now. */
  readonly count: number;
  readonly rootHash: string;
  /** How many of them were copied this time. */
  readonly copied: number;
}

const BATCH = 10_000;

/**
 * Copies a log from one store to another, entry for entry: numbers, hashes and root stay the same, and so its checkpoints and
 * proofs stay valid. What the source holds when it begins is copied; run again, it goes on. Whoever moves a log ends its
 * writer first.
 *
 * @throws COPY_DIVERGES, one of `damageCodes`, LOG_ROOT_CONTRADICTED, what `open` and `appendAll` throw
 */
export async function copyStore<E = unknown>(options: CopyStoreOptions<E>): Promise<CopiedStore> {
  const { from, to, signal, onProgress, ...how } = options;
  const source = await from.read<E>(how);
  try {
    const copy = await to.open<E>(how);
    try {
      const wanted = await source.head();
      const began = copy.head();
      await assertBeginning(source, wanted.count, began, [from.name, to.name]);
      for (let first = began.count; first < wanted.count; first += BATCH) {
        signal?.throwIfAborted();
        const end = Math.min(first + BATCH, wanted.count);
        await copy.appendAll(eventsOf(source.entries({ from: first, to: end })));
        onProgress?.(end);
      }
      const { count, rootHash, chainHash } = copy.head();
      if (rootHash !== wanted.rootHash || chainHash !== wanted.chainHash)
        throw diverges([from.name, to.name], count, rootHash, wanted.rootHash);
      return { count, rootHash, copied: count - began.count };
    } finally {
      await copy.close();
    }
  } finally {
    await source.close();
  }
}

/** @throws COPY_DIVERGES */
async function assertBeginning(
  source: StoredReader<unknown>,
  available: number,
  { count, rootHash }: { readonly count: number; readonly rootHash: string },
  names: readonly [from: string, to: string],
): Promise<void> {
  const expected = count > available ? "nothing so long" : await source.rootAt(count);
  if (expected !== rootHash) throw diverges(names, count, rootHash, expected);
}

const diverges = (
  [from, to]: readonly [string, string],
  count: number,
  found: string,
  expected: string,
): Error => chainErrors.create("COPY_DIVERGES", { from, to, count, found, expected });

async function* eventsOf<E>(entries: AsyncIterable<Entry<E>>): AsyncGenerator<E> {
  for await (const { event } of entries) yield event;
}
