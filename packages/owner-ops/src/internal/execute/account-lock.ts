import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { nodeFiles } from "@mvcrs/chain";
import { type HeldLock, isLocked, nodeProcesses, takeLock } from "@mvcrs/chain/lock";
import { isCodedError } from "@mvcrs/errors";
import { ownerErrors } from "../../errors.ts";

/**
 * Takes the lock of an account on a chain, so that two operators on one machine do not interleave nonces: the log's
 * lock, which tells a dead holder by boot, start time and a beacon that the kernel puts out. A pause has a lock of its own and waits for no other
 * operation; those look at it before they sign. Holds on one host with a local disk only; between machines the
 * account's nonce decides, and the loser stops.
 *
 * @returns releases the lock
 * @throws OPERATION_RUNNING
 */
export async function lockAccount(
  folder: string,
  chainId: string,
  sender: string,
  purpose: "any" | "pause",
): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true });
  const path = lockPath(folder, chainId, sender, purpose);
  try {
    // Two who pause at the same moment: the second finds it done, rather than being refused.
    const held = await tryLock(path, purpose === "pause" ? 2_000 : 0);
    return () => held.release();
  } catch (thrown) {
    if (!isCodedError(thrown) || thrown.code !== "LOG_LOCKED") throw thrown;
    throw ownerErrors.create(
      "OPERATION_RUNNING",
      { lock: path, holder: `process ${String(thrown.details["pid"])}` },
      { cause: thrown },
    );
  }
}

/** Whether a living process is pausing with this account. */
export const isPausing = (folder: string, chainId: string, sender: string): Promise<boolean> =>
  isLocked(lockPath(folder, chainId, sender, "pause"), { files: nodeFiles, processes: nodeProcesses() });

const lockPath = (folder: string, chainId: string, sender: string, purpose: "any" | "pause"): string =>
  join(folder, `${chainId}-${sender}${purpose === "pause" ? ".pause" : ""}.lock`);

const tryLock = (path: string, timeoutMs: number): Promise<HeldLock> =>
  takeLock({
    path,
    files: nodeFiles,
    processes: nodeProcesses(),
    clock: Date.now,
    wait: (milliseconds) => sleep(milliseconds),
    timeoutMs,
  });
