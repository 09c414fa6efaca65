import { chainErrors } from "../errors.ts";
import { LogState } from "../internal/write/log-state.ts";
import type { Head } from "../log/head.ts";
import { LineLog } from "./line-log.ts";
import { LineReader } from "./line-reader.ts";
import type { LineStore } from "./line-store.ts";
import type { LogStore, StoreOptions } from "./log-store.ts";
import { rawEntry } from "./read-lines.ts";

/**
 * The port, over an implementation that keeps lines: numbers, hashes, proofs, the order of appends and every check are those of
 * a file.
 */
export function storeOfLines(lines: LineStore): LogStore {
  return {
    name: lines.name,
    open: async <E>(options: StoreOptions<E> = {}) => {
      const writer = await lines.takeOver();
      try {
        await assertAgrees(lines, writer.head);
        return new LineLog<E>(lines, writer, options);
      } catch (thrown) {
        await writer.close();
        throw thrown;
      }
    },
    read: async <E>(options: StoreOptions<E> = {}) => {
      // Whoever cannot be read says so now, as a file does.
      await lines.head();
      return new LineReader<E>(lines, options);
    },
    [Symbol.asyncDispose]: () => lines.close(),
  };
}

/** A writer goes on from a head: that it folds to its own root, and that the last entry is the one it names. */
async function assertAgrees(store: LineStore, head: Head): Promise<void> {
  const contradicted = (reason: string) =>
    chainErrors.create("LOG_ROOT_CONTRADICTED", { path: store.name, reason });
  if (LogState.ofHead(head).head().rootHash !== head.rootHash)
    throw contradicted("the frontier of its head does not fold to the root");
  if (head.count === 0) return;
  const { raw } = await rawEntry({ store, count: head.count, schema: undefined }, head.count - 1);
  if (raw.leafHash !== head.chainHash)
    throw contradicted(`its last entry hashes to ${raw.leafHash}, its head says ${head.chainHash}`);
}
