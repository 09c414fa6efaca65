import { systemCode } from "@mvcrs/errors";
import type { FileLayer } from "@mvcrs/files";
import { fileErrors } from "@mvcrs/files";
import { type Processes, takeLock } from "@mvcrs/files/lock";
import { chainErrors } from "../../errors.ts";
import type { Head } from "../../log/head.ts";
import type { LogPaths } from "../paths.ts";
import { loadMeta } from "../recover/recover.ts";
import { openLogFile } from "../segments/open-log-file.ts";
import { logLocked } from "../write/log-locked.ts";
import { LogState } from "../write/log-state.ts";

export interface DurableOptions {
  readonly files: FileLayer;
  readonly processes: Processes;
  readonly clock: () => number;
}

/**
 * What of a log is on stable storage, as seen by a process that does not write it. An entry whose sync is still under way
 * can be seen and may be taken back, so everything counts only while no writer is at work and once it has been synced;
 * otherwise what the meta file counts does, as it is written after its entries were synced.
 */
export async function durableHead(
  paths: LogPaths,
  { files, processes, clock }: DurableOptions,
  readHead: () => Promise<Head>,
): Promise<Head> {
  const wait = () => Promise.resolve();
  const lock = await takeLock({
    path: paths.lock,
    what: logLocked,
    files,
    processes,
    clock,
    wait,
    timeoutMs: 0,
  }).catch(unheld);
  if (lock === undefined) return vouchedFor(files, paths);
  try {
    const head = await readHead();
    if (head.count === 0) return head;
    const handle = await files.open(paths.log, "update").catch(unwritable);
    if (handle === undefined) return await vouchedFor(files, paths);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    return head;
  } finally {
    await lock.release();
  }
}

async function vouchedFor(files: FileLayer, paths: LogPaths): Promise<Head> {
  const handle = await openLogFile(files, paths).catch((thrown: unknown) => {
    if (!chainErrors.is(thrown, "LOG_MISSING")) throw thrown;
  });
  if (handle === undefined) return new LogState().head();
  try {
    const found = await loadMeta(files, paths, handle);
    return ("meta" in found ? LogState.of(found.meta) : new LogState()).head();
  } finally {
    await handle.close();
  }
}

/** A lock that another holds, or that this process may not make. */
function unheld(thrown: unknown): undefined {
  if (chainErrors.is(thrown, "LOG_LOCKED")) return undefined;
  if (fileErrors.is(thrown, "FILE_FAILED") && isForbidden(thrown.cause)) return undefined;
  throw thrown;
}

function unwritable(thrown: unknown): undefined {
  if (!isForbidden(thrown)) throw thrown;
}

const isForbidden = (thrown: unknown): boolean =>
  ["EACCES", "EPERM", "EROFS"].includes(systemCode(thrown) ?? "");
