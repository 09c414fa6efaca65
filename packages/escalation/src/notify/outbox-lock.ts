import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { nodeFiles } from "@mvcrs/chain";
import { type HeldLock, nodeProcesses, takeLock } from "@mvcrs/chain/lock";
import { isCodedError } from "@mvcrs/errors";
import { notifyErrors } from "./errors.ts";

/** Takes a lock of the outbox, waiting up to `timeoutMs` for its holder. Throws OUTBOX_BUSY. */
export type TakeOutboxLock = (path: string, timeoutMs: number) => Promise<HeldLock>;

/** Locks as files, the log's way: a dead holder's is taken over, one on another host is not (`@mvcrs/chain/lock`). */
export const nodeOutboxLock: TakeOutboxLock = async (path, timeoutMs) => {
  await nodeFiles.makeFolder(dirname(path));
  try {
    return await takeLock({
      path,
      files: nodeFiles,
      processes: nodeProcesses(),
      clock: Date.now,
      wait,
      timeoutMs,
    });
  } catch (thrown) {
    if (!isCodedError(thrown) || thrown.code !== "LOG_LOCKED") throw thrown;
    const { pid } = thrown.details;
    throw notifyErrors.create("OUTBOX_BUSY", { path, pid: typeof pid === "number" ? pid : 0 });
  }
};

/** Runs `action` while holding a lock. */
export async function withLock<Result>(
  take: TakeOutboxLock,
  path: string,
  timeoutMs: number,
  action: () => Promise<Result>,
): Promise<Result> {
  const held = await take(path, timeoutMs);
  try {
    return await action();
  } finally {
    await held.release();
  }
}
