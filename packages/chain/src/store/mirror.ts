import { setTimeout } from "node:timers/promises";
import { isCodedError } from "@mvcrs/errors";
import { nodeFiles } from "@mvcrs/files";
import { assertContinuesCheckpoint } from "../internal/check/checkpoint-beside.ts";
import { pathsOf } from "../internal/paths.ts";
import type { Head } from "../log/head.ts";
import type { Log } from "../log/log.ts";
import { type OpenLogOptions, openLog } from "../log/open-log.ts";
import { readLog } from "../log/read-log.ts";
import { catchUp } from "./catch-up.ts";
import type { LogStore, StoredLog } from "./log-store.ts";
import { MirroredLog } from "./mirrored-log.ts";

/** A log that a store decides about, and its copy in a file, which everybody on this machine reads. */
export interface MirrorOptions<E> {
  /** Where entries get their numbers. */
  readonly store: LogStore;
  /** The copy. `lockTimeoutMs` is also how long to wait for whoever writes to the store. */
  readonly copy: OpenLogOptions<E>;
  /** Told each event that the copy lacked, before the copy has it. */
  readonly seen?: ((event: E) => void) | undefined;
}

/** How soon a store that somebody else writes to is asked again, in milliseconds. */
const AGAIN_MS = 25;

/**
 * Opens a log for writing in its store, and its copy: that has every entry of the store by then. An append is in the store
 * first and in the copy after that, byte for byte the same, so that whoever is killed between the two leaves a copy that the
 * next one completes.
 *
 * @throws COPY_DIVERGES where the copy is no beginning of what the store holds; LOG_BEHIND_CHECKPOINT, what `openLog` throws, what `LogStore.open` throws
 */
export async function openMirror<E>({ store, copy, seen }: MirrorOptions<E>): Promise<Log<E>> {
  const local = await openLog<E>(unvouched(copy));
  try {
    const original = await openInTurn<E>(store, copy);
    try {
      await caughtUp<E>(original, local, { store, copy, seen });
      return new MirroredLog<E>(original, local, { store: store.name, copy: copy.path });
    } catch (thrown) {
      await original.close();
      throw thrown;
    }
  } catch (thrown) {
    await local.close();
    throw thrown;
  }
}

export interface Refreshed {
  /** How many entries were new. */
  readonly added: number;
  /** Of the copy now. */
  readonly head: Head;
}

/**
 * Brings the copy up to what the store holds now. Nobody is kept from writing to the store.
 *
 * @throws COPY_DIVERGES, what `openLog` throws, what `LogStore.read` throws
 */
export async function refreshMirror<E>({ store, copy, seen }: MirrorOptions<E>): Promise<Refreshed> {
  const original = await store.read<E>(storeOptions(copy));
  try {
    const { count, rootHash } = await original.head();
    const before = await copyHead(copy);
    if (count > 0 && before?.count === count && before.rootHash === rootHash)
      return { added: 0, head: before };
    const local = await openLog<E>(unvouched(copy));
    try {
      const began = local.head().count;
      // Another process may have brought it further than the head that was read above.
      const head = await caughtUp<E>(original, local, { store, copy, seen });
      return { added: head.count - began, head };
    } finally {
      await local.close();
    }
  } finally {
    await original.close();
  }
}

/** A copy may have less than a checkpoint says, or be gone, until it has caught up. */
const unvouched = <E>(copy: OpenLogOptions<E>): OpenLogOptions<E> => ({
  ...copy,
  checkpointPath: `${copy.path}.unvouched`,
});

/** Catches up, and holds what there is then against the last checkpoint. @throws COPY_DIVERGES, LOG_BEHIND_CHECKPOINT */
async function caughtUp<E>(
  original: Parameters<typeof catchUp<E>>[0],
  local: Log<E>,
  { store, copy, seen }: MirrorOptions<E>,
): Promise<Head> {
  const head = await catchUp<E>(original, local, { names: [store.name, copy.path], seen });
  const files = copy.files ?? nodeFiles;
  await assertContinuesCheckpoint(files, await pathsOf(files, copy), head.count, (size) =>
    local.rootAt(size),
  );
  return head;
}

/** The head of the copy without its lock; `undefined` where it has to be opened to be known. */
async function copyHead<E>(copy: OpenLogOptions<E>) {
  try {
    await using reader = await readLog<E>(copy);
    return await reader.head();
  } catch (thrown) {
    if (isCodedError(thrown)) return undefined;
    throw thrown;
  }
}

/** Waits for its turn, as with a file. */
async function openInTurn<E>(store: LogStore, copy: OpenLogOptions<E>): Promise<StoredLog<E>> {
  const { lockTimeoutMs = 0, wait = setTimeout } = copy;
  for (let waited = 0; ; waited += AGAIN_MS) {
    try {
      return await store.open<E>(storeOptions(copy));
    } catch (thrown) {
      if (!isCodedError(thrown) || thrown.kind !== "refused" || waited >= lockTimeoutMs) throw thrown;
    }
    await wait(AGAIN_MS);
  }
}

const storeOptions = <E>({ schema, counterKeys }: OpenLogOptions<E>) => ({
  ...(schema === undefined ? {} : { schema }),
  ...(counterKeys === undefined ? {} : { counterKeys }),
});
