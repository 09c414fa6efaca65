import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { utf8 } from "@mvcrs/canonical";
import { type FileLayer, nodeFiles, readWhole, replaceFile, withCodes } from "@mvcrs/files";
import { nodeProcesses, type Processes, takeLock } from "@mvcrs/files/lock";
import { chainErrors, damageCodes } from "../errors.ts";
import { type LogPaths, pathsOf } from "../internal/paths.ts";
import { type CounterKeys, replay } from "../internal/recover/replay.ts";
import { setAside } from "../internal/recover/set-aside.ts";
import { holdLogFile } from "../internal/segments/hold-log-file.ts";
import type { LogFile } from "../internal/segments/log-file.ts";
import { openLogFile } from "../internal/segments/open-log-file.ts";
import { logLocked } from "../internal/write/log-locked.ts";
import { LogState } from "../internal/write/log-state.ts";
import type { Head } from "./head.ts";
import type { SetAside } from "./log.ts";
import { formatMeta, parseMeta, sameCounters } from "./meta.ts";

export interface RepairOptions {
  readonly path: string;
  /** Default: `path` with `.meta.json` in place of `.jsonl`. */
  readonly metaPath?: string;
  readonly counterKeys?: (event: unknown) => readonly string[];
  readonly clock?: () => number;
  readonly files?: FileLayer;
  readonly processes?: Processes;
}

/** What a repair would do: keep the entries before the first damage, move the rest to a file of its own. */
export interface RepairPlan {
  /** What is kept; counters included if `counterKeys` was given. */
  readonly keep: Head;
  /** Length of the log file now. */
  readonly bytes: number;
  /** Bytes that would be moved out of the log, from `keep.bytes` on. */
  readonly moves: number;
  /** The first damage; undefined when every line is good. */
  readonly damage: { readonly seq: number; readonly offset: number; readonly reason: string } | undefined;
  /** Why the meta file would be replaced; undefined when it fits. */
  readonly metaReason: string | undefined;
  /** Entries that the meta file vouches for and that are not kept. */
  readonly lostAgainstMeta: number;
  /** False when there is nothing to do. */
  readonly needed: boolean;
}

/** Reads a log without changing anything and tells what a repair would do. @throws LOG_MISSING, NOT_A_FILE, FILE_FAILED */
export function planRepair(options: RepairOptions): Promise<RepairPlan> {
  return withCodes(options.path, async () => {
    const { files = nodeFiles } = options;
    const paths = await pathsOf(files, options);
    const handle = await openLogFile(files, paths);
    try {
      return await plan(files, paths, handle, options.counterKeys);
    } finally {
      await handle.close();
    }
  });
}

export interface RepairResult {
  readonly head: Head;
  readonly setAside: SetAside | null;
}

/**
 * Does what a plan says, if the log is still as it was then. Nothing is deleted: what is cut off stands in a file
 * beside the log.
 *
 * @throws REPAIR_OUTDATED, REPAIR_IN_SEGMENT, LOG_LOCKED, LOG_MISSING, LOG_LINKED, NOT_A_FILE, FILE_FAILED
 */
export function executeRepair(options: RepairOptions, planned: RepairPlan): Promise<RepairResult> {
  return withCodes(options.path, () => execute(options, planned));
}

async function execute(options: RepairOptions, planned: RepairPlan): Promise<RepairResult> {
  const { files = nodeFiles, clock = Date.now, processes = nodeProcesses() } = options;
  const paths = await pathsOf(files, options);
  const lock = await takeLock({
    path: paths.lock,
    what: logLocked,
    files,
    clock,
    wait,
    processes,
    timeoutMs: 0,
  });
  try {
    const handle = await holdLogFile({ files, paths, processes, clock, wait });
    try {
      const now = await plan(files, paths, handle, options.counterKeys);
      if (now.bytes !== planned.bytes || now.keep.chainHash !== planned.keep.chainHash)
        throw chainErrors.create("REPAIR_OUTDATED", { path: paths.log });
      assertNotClosed(paths, handle, now);
      const tail = { offset: now.keep.bytes, length: now.moves };
      const moved = now.moves === 0 ? null : await setAside(files, paths.log, handle, tail);
      const meta = formatMeta(now.keep, new Date(clock()).toISOString());
      // What is kept may have been left by a process that was killed before its sync.
      await handle.sync();
      await replaceFile(files, paths.meta, utf8(meta));
      await files.remove(paths.index).catch(() => undefined);
      await files.syncFolder(dirname(paths.log));
      return { head: now.keep, setAside: moved };
    } finally {
      await handle.close();
    }
  } finally {
    await lock.release();
  }
}

/** @throws REPAIR_IN_SEGMENT */
function assertNotClosed({ log: path }: LogPaths, handle: LogFile, { keep, moves }: RepairPlan): void {
  if (moves === 0 || keep.bytes >= handle.active.start) return;
  const part = handle.partAt(keep.bytes);
  const file = handle.closed.find(({ segment }) => segment.first === part.first)?.segment.file ?? "";
  throw chainErrors.create("REPAIR_IN_SEGMENT", { path, file, seq: keep.count });
}

async function plan(
  files: FileLayer,
  paths: LogPaths,
  handle: LogFile,
  counterKeys: CounterKeys | undefined,
): Promise<RepairPlan> {
  const bytes = await handle.size();
  const state = new LogState();
  let damage: RepairPlan["damage"];
  try {
    const tail = await replay(paths.log, handle, bytes, { state, counterKeys });
    if (tail !== undefined)
      damage = { seq: state.count, offset: tail.offset, reason: "a line without a newline" };
  } catch (thrown) {
    if (!chainErrors.is(thrown, ...damageCodes)) throw thrown;
    damage = { seq: state.count, offset: state.bytes, reason: thrown.details.reason };
  }
  const stored = await readWhole(files, paths.meta);
  const meta = stored === undefined ? { reason: "it is missing" } : parseMeta(stored);
  const keep = state.head();
  const fits = !("reason" in meta) && meta.chain_hash === keep.chainHash && meta.root_hash === keep.rootHash;
  const counted = counterKeys === undefined || "reason" in meta || sameCounters(meta.counters, keep.counters);
  const metaReason =
    "reason" in meta
      ? meta.reason
      : !fits
        ? "it does not fit what is kept"
        : counted
          ? undefined
          : "its counters do not fit what is kept";
  return {
    // Without the means to count again, the old counters are the best there is.
    keep: counterKeys === undefined && !("reason" in meta) ? { ...keep, counters: meta.counters } : keep,
    bytes,
    moves: bytes - keep.bytes,
    damage,
    metaReason,
    lostAgainstMeta: "reason" in meta ? 0 : Math.max(0, meta.count - keep.count),
    needed: damage !== undefined || metaReason !== undefined,
  };
}
