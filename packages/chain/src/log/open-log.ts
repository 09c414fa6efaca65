import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { chainErrors } from "../errors.ts";
import { systemCode } from "../internal/files.ts";
import { OpenedLog } from "../internal/opened-log.ts";
import { type LogPaths, pathsOf } from "../internal/paths.ts";
import { recover } from "../internal/recover.ts";
import type { CounterKeys } from "../internal/replay.ts";
import type { FileHandle, FileLayer } from "./file-layer.ts";
import { nodeProcesses, type Processes, takeLock } from "./lock.ts";
import type { Log } from "./log.ts";
import { nodeFiles } from "./node-files.ts";

export interface OpenLogOptions<E> {
  /** The log file, by convention `*.jsonl`. */
  readonly path: string;
  /** Default: `path` with `.meta.json` in place of `.jsonl`. */
  readonly metaPath?: string;
  /**
   * Checked on append and on read. What it gives back is what is stored and what is read, so it has to accept its
   * own output.
   */
  readonly schema?: StandardSchemaV1<unknown, E>;
  /** `sync` (default): an append resolves after fdatasync. `os`: after write; a power failure may lose the end. */
  readonly durability?: "sync" | "os";
  /** Names of the counters in the meta file that an event adds 1 to. */
  readonly counterKeys?: (event: E) => readonly string[];
  /** Milliseconds since 1970, for `last_updated` and the lock record only. */
  readonly clock?: () => number;
  /** Default true; false: a missing log is `LOG_MISSING`, and nothing is created. */
  readonly create?: boolean;
  /** How long to wait for another writer, in milliseconds; default 0. */
  readonly lockTimeoutMs?: number;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
  readonly files?: FileLayer;
  readonly processes?: Processes;
}

/**
 * Opens a log for writing, in constant time and memory whatever its length, and holds its lock until `close`.
 *
 * @throws `LOG_LOCKED`, `LOG_MISSING`, `LOG_DAMAGED`, `LOG_TRUNCATED`, `META_CONTRADICTS_LOG`
 */
export async function openLog<E = unknown>(options: OpenLogOptions<E>): Promise<Log<E>> {
  const { files = nodeFiles, clock = Date.now } = options;
  const paths = pathsOf(options.path, options.metaPath);
  if (options.create ?? true) {
    await files.makeFolder(dirname(paths.log));
    await files.makeFolder(dirname(paths.meta));
  } else await assertExists(files, paths.log);
  const lock = await takeLock({
    path: paths.lock,
    files,
    clock,
    processes: options.processes ?? nodeProcesses(),
    timeoutMs: options.lockTimeoutMs ?? 0,
    wait: options.wait ?? wait,
  });
  try {
    const { handle, created } = await openFile(files, paths, options.create ?? true);
    try {
      // The counters see events as they were stored, after the schema.
      const recovered = await recover(files, paths, handle, options.counterKeys as CounterKeys | undefined);
      const log = new OpenedLog(options, { files, clock, paths, handle, lock, recovered, created });
      await log.refreshMeta();
      return log;
    } catch (thrown) {
      await handle.close();
      throw thrown;
    }
  } catch (thrown) {
    await lock.release();
    throw thrown;
  }
}

async function assertExists(files: FileLayer, path: string): Promise<void> {
  try {
    await (await files.open(path, "read")).close();
  } catch (thrown) {
    if (systemCode(thrown) === "ENOENT") throw chainErrors.create("LOG_MISSING", { path });
    throw thrown;
  }
}

async function openFile(
  files: FileLayer,
  paths: LogPaths,
  create: boolean,
): Promise<{ readonly handle: FileHandle; readonly created: boolean }> {
  try {
    return { handle: await files.open(paths.log, "update"), created: false };
  } catch (thrown) {
    if (systemCode(thrown) !== "ENOENT") throw thrown;
    if (!create) throw chainErrors.create("LOG_MISSING", { path: paths.log });
  }
  const handle = await files.open(paths.log, "exclusive");
  await files.syncFolder(dirname(paths.log));
  return { handle, created: true };
}
