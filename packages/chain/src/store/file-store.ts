import { type OpenLogOptions, openLog } from "../log/open-log.ts";
import { type ReadLogOptions, readLog } from "../log/read-log.ts";
import type { LogStore, StoreOptions } from "./log-store.ts";

/** How a file is opened, for writing and for reading; the events' schema and counters are named when it is. */
export type FileStoreOptions = Omit<OpenLogOptions<unknown>, "schema" | "counterKeys" | "fields"> &
  Pick<ReadLogOptions<unknown>, "changes">;

/** A log in a file, as a store: `openLog` and `readLog` behind the port. */
export function fileStore(options: FileStoreOptions): LogStore {
  return {
    name: options.path,
    open: <E>(how: StoreOptions<E> = {}) => openLog<E>({ ...options, ...how }),
    read: <E>(how: StoreOptions<E> = {}) => readLog<E>({ ...options, ...how }),
    // Nothing is open but the logs themselves.
    [Symbol.asyncDispose]: async () => undefined,
  };
}
