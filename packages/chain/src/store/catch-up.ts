import { chainErrors } from "../errors.ts";
import type { Entry } from "../internal/read/entry.ts";
import type { Head } from "../log/head.ts";
import type { StoredLog, StoredReader } from "./log-store.ts";

/** What a copy catches up with: a log that is open, for reading or for writing. */
type Original<E> = Pick<StoredReader<E>, "rootAt" | "entries"> & { head(): Head | Promise<Head> };
type Copy<E> = Pick<StoredLog<E>, "head" | "appendAll">;

interface CatchUpOptions<E> {
  readonly names: readonly [from: string, to: string];
  /** Told how many entries the copy has. */
  readonly onProgress?: (count: number) => void;
  /** Told each event before the copy has it. */
  readonly seen?: ((event: E) => void) | undefined;
  readonly signal?: AbortSignal;
}

const BATCH = 10_000;

/**
 * Appends to a copy what the original has beyond it, up to the head that the original has now; returns that head.
 *
 * @throws COPY_DIVERGES where the copy is not the beginning of the original; what `entries` and `appendAll` throw
 */
export async function catchUp<E>(
  original: Original<E>,
  copy: Copy<E>,
  { names, onProgress, seen, signal }: CatchUpOptions<E>,
): Promise<Head> {
  const wanted = await original.head();
  const began = copy.head();
  if (isSame(began, wanted)) return wanted;
  await assertBeginning(original, wanted.count, began, names);
  for (let first = began.count; first < wanted.count; first += BATCH) {
    signal?.throwIfAborted();
    const end = Math.min(first + BATCH, wanted.count);
    await copy.appendAll(eventsOf(original.entries({ from: first, to: end }), seen));
    onProgress?.(end);
  }
  const now = copy.head();
  if (!isSame(now, wanted)) throw diverges(names, now.count, now.rootHash, wanted.rootHash);
  return wanted;
}

const isSame = (one: Head, other: Head): boolean =>
  one.count === other.count && one.rootHash === other.rootHash && one.chainHash === other.chainHash;

/** @throws COPY_DIVERGES */
async function assertBeginning(
  original: Original<unknown>,
  available: number,
  { count, rootHash }: { readonly count: number; readonly rootHash: string },
  names: readonly [from: string, to: string],
): Promise<void> {
  const expected = count > available ? "nothing so long" : await original.rootAt(count);
  if (expected !== rootHash) throw diverges(names, count, rootHash, expected);
}

const diverges = (
  [from, to]: readonly [string, string],
  count: number,
  found: string,
  expected: string,
): Error => chainErrors.create("COPY_DIVERGES", { from, to, count, found, expected });

async function* eventsOf<E>(
  entries: AsyncIterable<Entry<E>>,
  seen: (event: E) => void = () => undefined,
): AsyncGenerator<E> {
  for await (const { event } of entries) {
    seen(event);
    yield event;
  }
}
