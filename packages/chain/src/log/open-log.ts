import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type FileLayer, nodeFiles, readWhole, sweepTemporary, withCodes } from "@mvcrs/files";
import { nodeProcesses, type Processes, takeLock } from "@mvcrs/files/lock";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { chainErrors } from "../errors.ts";
import type { Fields } from "../fields/where.ts";
import { assertContinuesCheckpoint } from "../internal/check/checkpoint-beside.ts";
import { EMPTY_ROOT } from "../internal/line/node-sha256.ts";
import { type LogPaths, pathsOf } from "../internal/paths.ts";
import { recover } from "../internal/recover/recover.ts";
import type { CounterKeys } from "../internal/recover/replay.ts";
import type { SegmentPlace } from "../internal/segments/change-list.ts";
import { holdLogFile } from "../internal/segments/hold-log-file.ts";
import type { LogFile } from "../internal/segments/log-file.ts";
import { makeLogFile, openActive } from "../internal/segments/open-log-file.ts";
import { logLocked } from "../internal/write/log-locked.ts";
import { OpenedLog } from "../internal/write/opened-log.ts";
import { readSegments } from "../segments/segment-list.ts";
import type { Log } from "./log.ts";
import { parseMeta } from "./meta.ts";

export interface OpenLogOptions<E> {
  /** The log file, by convention `*.jsonl`. */
  readonly path: string;
  /** Default: `path` with `.meta.json` in place of `.jsonl`. */
  readonly metaPath?: string;
  /**
   * The last checkpoint signed, which the log has to continue; default: `path` with `.checkpoint` in place of
   * `.jsonl`. None there: nothing to continue.
   */
  readonly checkpointPath?: string;
  /**
   * Checked on append and on read. What it returns is what is stored and what is read, so it has to accept its
   * own output.
   */
  readonly schema?: StandardSchemaV1<unknown, E>;
  /** `sync` (default): an append resolves after fdatasync. `os`: after write; a power failure may lose the end. */
  readonly durability?: "sync" | "os";
  /**
   * Called when a proof has met damage in the index beside the log, once it has been written again from the log. What
   * opening met is in `opened`.
   */
  readonly onIndexMended?: (indexPath: string) => void;
  /** Names of the counters in the meta file that an event adds 1 to. */
  readonly counterKeys?: (event: E) => readonly string[];
  /** What `entries({ where })` looks events up by. */
  readonly fields?: Fields<E>;
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
 * Opens a log for writing, in constant time and memory whatever its length, and holds its lock until `close`. Everything
 * that it finds in the log is on stable storage when it resolves.
 *
 * @throws LOG_LOCKED, LOG_MISSING, one of `damageCodes` or `foreignMetaCodes`, LOG_TRUNCATED,
 * LOG_BEHIND_CHECKPOINT, CHECKPOINT_CONTRADICTS_LOG, CHECKPOINT_UNREADABLE, LOG_LINKED, SEGMENTS_UNREADABLE,
 * SEGMENTS_UNLISTED, SEGMENTS_OVERLAP, SEGMENT_MISSING where the entry is away that the meta file ends with, NOT_A_FILE, FILE_FAILED
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openLog } from "@mvcrs/chain";
 *
 * const log = await openLog<{ stake: string }>({ path: "stakes.jsonl" });
 * const { seq } = await log.append({ stake: "5" });
 * assert.equal(seq, 0);
 * await log.close();
 * ```
 */
export function openLog<E = unknown>(options: OpenLogOptions<E>): Promise<Log<E>> {
  return withCodes(options.path, () => open(options));
}

async function open<E>(options: OpenLogOptions<E>): Promise<Log<E>> {
  const { files = nodeFiles, clock = Date.now, processes = nodeProcesses(), wait = setTimeout } = options;
  const { create = true } = options;
  if (create) {
    await files.makeFolder(dirname(options.path));
    await files.makeFolder(dirname(options.metaPath ?? options.path));
  }
  const paths = await pathsOf(files, options);
  if (!create) await (await openActive(files, paths, "read")).close();
  const lock = await takeLock({
    path: paths.lock,
    what: logLocked,
    files,
    clock,
    processes,
    timeoutMs: options.lockTimeoutMs ?? 0,
    wait,
  });
  try {
    const { handle, created } = await openOrMake({ files, paths, processes, clock, wait }, create);
    try {
      // The counters see events as they were stored, after the schema.
      const recovered = await recover(files, paths, handle, options.counterKeys as CounterKeys | undefined);
      const opening = { files, clock, processes, wait, paths, handle, lock, recovered, created };
      const log = new OpenedLog(options, opening);
      try {
        await assertContinuesCheckpoint(files, paths, log.head().count, (size) => log.rootAt(size));
        // What cannot be removed now, the next one removes.
        await sweepTemporary(files, paths.meta).catch(() => undefined);
        await log.refreshMeta();
        return log;
      } catch (thrown) {
        await recovered.index.close();
        throw thrown;
      }
    } catch (thrown) {
      await handle.close();
      throw thrown;
    }
  } catch (thrown) {
    await lock.release();
    throw thrown;
  }
}

async function openOrMake(
  place: SegmentPlace,
  create: boolean,
): Promise<{ readonly handle: LogFile; readonly created: boolean }> {
  const { files, paths } = place;
  try {
    return { handle: await holdLogFile(place), created: false };
  } catch (thrown) {
    if (!create || !chainErrors.is(thrown, "LOG_MISSING")) throw thrown;
    await assertNothingLost(files, paths);
    return { handle: await makeLogFile(files, paths.log), created: true };
  }
}

/** A log is new only where nothing vouches for entries of it. */
async function assertNothingLost(files: FileLayer, paths: LogPaths): Promise<void> {
  await assertContinuesCheckpoint(files, paths, 0, async () => EMPTY_ROOT);
  const stored = await readWhole(files, paths.meta);
  const meta = stored === undefined ? undefined : parseMeta(stored);
  if (meta !== undefined && !("reason" in meta) && meta.bytes > 0)
    throw chainErrors.create("LOG_TRUNCATED", { path: paths.log, bytes: 0, metaBytes: meta.bytes });
  // Every rotation leaves a file by the log's name.
  if ((await readSegments(files, paths.segments)).length > 0)
    throw chainErrors.create("LOG_MISSING", { path: paths.log });
}
