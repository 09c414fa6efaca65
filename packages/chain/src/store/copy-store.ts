import { catchUp } from "./catch-up.ts";
import type { LogStore, StoreOptions } from "./log-store.ts";

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
      const began = copy.head().count;
      const { count, rootHash } = await catchUp<E>(source, copy, {
        names: [from.name, to.name],
        ...(onProgress === undefined ? {} : { onProgress }),
        ...(signal === undefined ? {} : { signal }),
      });
      return { count, rootHash, copied: count - began };
    } finally {
      await copy.close();
    }
  } finally {
    await source.close();
  }
}
