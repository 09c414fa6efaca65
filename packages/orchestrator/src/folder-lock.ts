import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { nodeFiles } from "@mvcrs/chain";
import { nodeProcesses, takeLock } from "@mvcrs/chain/lock";
import { isCodedError } from "@mvcrs/errors";
import { orchestratorErrors } from "./errors.ts";

/** Runs `action` as the only orchestrator of a folder; the lock of a dead process is taken over. Throws ALREADY_RUNNING. */
export async function withFolderLock<Result>(
  path: string,
  timeoutMs: number,
  action: () => Promise<Result>,
): Promise<Result> {
  await nodeFiles.makeFolder(dirname(path));
  const lock = await takeLock({
    path,
    files: nodeFiles,
    processes: nodeProcesses(),
    clock: Date.now,
    wait: sleep,
    timeoutMs,
  }).catch((thrown: unknown) => {
    if (!isCodedError(thrown) || thrown.code !== "LOG_LOCKED") throw thrown;
    const { pid } = thrown.details;
    throw orchestratorErrors.create("ALREADY_RUNNING", {
      lock: path,
      pid: typeof pid === "number" ? pid : 0,
    });
  });
  try {
    return await action();
  } finally {
    await lock.release();
  }
}
