import { join } from "node:path";
import { nodeFiles } from "@mvcrs/files";
import { isLocked, nodeProcesses, takeDiskLock } from "@mvcrs/files/lock";
import { ownerErrors } from "../../errors.ts";

/**
 * Takes the lock of an account on a chain, so that two operators on one machine do not interleave nonces: the log's
 * lock, which recognises a dead holder by boot, start time and a beacon that the kernel closes. A pause has a lock of its own and waits for no other
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
  const path = lockPath(folder, chainId, sender, purpose);
  const held = await takeDiskLock({
    path,
    what: ({ pid }) => ownerErrors.create("OPERATION_RUNNING", { lock: path, holder: `process ${pid}` }),
    // Two who pause at the same moment: the second finds it done, rather than being refused.
    timeoutMs: purpose === "pause" ? 2_000 : 0,
  });
  return () => held.release();
}

/** Whether a living process is pausing with this account. */
export const isPausing = (folder: string, chainId: string, sender: string): Promise<boolean> =>
  isLocked(lockPath(folder, chainId, sender, "pause"), { files: nodeFiles, processes: nodeProcesses() });

const lockPath = (folder: string, chainId: string, sender: string, purpose: "any" | "pause"): string =>
  join(folder, `${chainId}-${sender}${purpose === "pause" ? ".pause" : ""}.lock`);
